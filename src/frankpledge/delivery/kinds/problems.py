"""Problems by OSARA: objective, scanning, analysis, response, and an assessment without which none is closed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from frankpledge.delivery.evaluating import USUAL_BASELINE, Question
from frankpledge.delivery.families import PROBLEMS
from frankpledge.delivery.problem_solving.evaluated import Evaluated, Tallied
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.insight.models import Nomination, SavedView
from frankpledge.insight.months import month_of, months_between
from frankpledge.partners.models import Agency
from frankpledge.records.kinds import Clock, Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine

RESTS_ON_BASELINE = frozenset({"respond", "assess"})
MONTHS = ("before_from", "before_to", "after_from", "after_to")


def words(label: str, help_text: str) -> models.TextField[str, str]:
    """A paragraph that may be empty."""
    return models.TextField(label, blank=True, help_text=help_text)


def month(label: str, help_text: str = "Any day of it: months are counted whole") -> models.DateField:  # type: ignore[type-arg]
    """The first or the last month of a period."""
    return models.DateField(label, null=True, blank=True, help_text=help_text)


class Problem(Evaluated, Tallied, DeliveryRecord):
    """One problem in one place, solved together. It names no victim and no suspect."""

    settled = frozenset({"assessed", "closed"})
    lacks = "Say under “Edit” which crime is counted, where, and the months before and after."

    objective = words("objective", "What should be different, by how much, and by when")
    scanning = words("scanning: what is the problem?", "What happens, how often, since when. Name no people.")
    victim = words("who or what suffers", "What kind of person or property, never who")
    offender = words("who does it", "What kind of person and why they can, never who")
    location = words("why here", "What about the place and the hour makes it easy")
    findings = words("analysis: what was found", "Which explanation holds, and by what evidence. Name no people.")
    nomination = models.ForeignKey(
        Nomination, on_delete=models.SET_NULL, null=True, blank=True, related_name="problems",
        verbose_name="put before the group as",
    )  # fmt: skip
    definition = models.CharField("crime counted", max_length=60, blank=True, help_text="A definition of the store")
    area = models.CharField("area counted", max_length=60, blank=True, help_text="Empty for the whole district")
    comparison = models.CharField(
        "held against", max_length=60, blank=True, help_text="An area beside it, or the rest of the district"
    )
    before_from = month("first month before", "Any day of it. A year or more before the work began says what is usual")
    before_to = month("last month before")
    after_from = month("first month after")
    after_to = month("last month after")
    short_because = words(
        "why the months before are fewer than twelve",
        "Only where there are no more. It is shown beside every figure that rests on them. Name no people.",
    )
    other_measure = words(
        "what was measured instead", "Where crime figures cannot tell: what, by whom, before and after, how many"
    )
    learned = words("assessment: what was learned", "What worked, what did not, and what else may explain it")
    review_on = models.DateField("look again on", null=True, blank=True)

    class Meta:
        verbose_name = "problem"
        verbose_name_plural = "problems"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["nomination"], name="problem_of_a_nomination_once",
                violation_error_message="There is a problem record of that already.",
            ),
            models.CheckConstraint(
                name="problem_periods_in_order",
                condition=(Q(before_to__isnull=True) | Q(before_from__isnull=True) | Q(before_to__gte=F("before_from")))
                & (Q(after_to__isnull=True) | Q(after_from__isnull=True) | Q(after_to__gte=F("after_from"))),
            ),
        ]  # fmt: skip

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {
            "objective", "scanning", "victim", "offender", "location", "findings", "other_measure", "learned",
            "short_because",
        }  # fmt: skip
        retention = "six years after its last day"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        for first, last in (("before_from", "before_to"), ("after_from", "after_to")):
            begins, ends = getattr(self, first), getattr(self, last)
            if begins and ends and ends < begins:
                wrong[last] = "This must not be before the first month."
        if self.before_to and self.after_from and not _is_later_month(self.after_from, self.before_to):
            wrong["after_from"] = "This must be a later month than the last one before."
        if self.comparison and self.comparison == self.area:
            wrong["comparison"] = "An area is not held against itself."
        if wrong:
            raise ValidationError(wrong)

    @property
    def months_before(self) -> int | None:
        """How many whole months the baseline has; nothing while it is not said."""
        if not self.before_from or not self.before_to:
            return None
        return len(months_between(month_of(self.before_from), month_of(self.before_to)))

    @property
    def is_short(self) -> bool:
        """Whether the baseline is said, and is too short to say what is usual."""
        return self.months_before is not None and self.months_before < USUAL_BASELINE

    @property
    def short_reason(self) -> str:
        return self.short_because.strip() if self.is_short else ""

    def on_step(self, step: Move, today: date) -> None:
        """No response rests on a baseline of less than a year, nor is judged by it, unless somebody says why."""
        months = self.months_before
        if step.name in RESTS_ON_BASELINE and self.is_short and not self.short_because.strip():
            plural = "" if months == 1 else "s"
            raise ValidationError({
                "short_because": f"The period before is {months} month{plural} long, and {USUAL_BASELINE} or more say "
                "what is usual. Begin it earlier, or say here why there are no more."
            })  # fmt: skip

    def questions(self) -> tuple[Question, ...]:
        days = [getattr(self, name) for name in MONTHS]
        if not self.definition or not all(days):
            return ()
        first, last, since, until = (month_of(day) for day in days)
        return (
            Question(
                "assessment", "Before and after", self.definition, (first, last), (since, until), self.area,
                self.comparison,
            ),
        )  # fmt: skip

    def tally(self) -> list[tuple[str, str]]:
        rows: list[Any] = list(ProblemResponse.objects.filter(record=self.pk))
        if not rows:
            return []
        done = sum(row.done_on is not None for row in rows)
        said = [("Responses done", f"{done} of {len(rows)}")]
        costs = [row.cost for row in rows if row.cost is not None]
        if costs:
            said.append(("Cost of responses", f"£{sum(costs, Decimal(0)):,.2f} (told of {len(costs)} of {len(rows)})"))
        return said


def _is_later_month(day: date, than: date) -> bool:
    return (day.year, day.month) > (than.year, than.month)


class ProblemHypothesis(RecordPart):
    """One explanation that was tried against evidence."""

    class Verdict(models.TextChoices):
        OPEN = "open", "Not tested yet"
        HOLDS = "holds", "The evidence supports it"
        FAILS = "fails", "The evidence is against it"

    record = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="hypotheses")
    hypothesis = models.CharField(max_length=300, help_text="An explanation that could be wrong. Name no people.")
    view = models.ForeignKey(
        SavedView, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name="saved view of the figures",
    )  # fmt: skip
    evidence = models.CharField("other evidence", max_length=300, blank=True, help_text="An audit, a survey, a visit")
    verdict = models.CharField("what the evidence says", max_length=10, choices=Verdict, default=Verdict.OPEN)

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "hypothesis"

    class Privacy:
        personal: frozenset[str] = frozenset({"hypothesis", "evidence"})
        retention = "as long as its record"


class ProblemResponse(RecordPart):
    """One thing somebody does about it."""

    record = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="responses")
    response = models.CharField(max_length=300, help_text="What is done, and to what it should lead")
    owner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name="agency that does it")
    due_on = models.DateField("to be done by", null=True, blank=True)
    cost = models.DecimalField("cost in pounds", max_digits=10, decimal_places=2, null=True, blank=True)
    done_on = models.DateField("done on", null=True, blank=True)

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "response"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(cost__isnull=True) | Q(cost__gte=0), name="problem_response_cost")
        ]

    class Privacy:
        personal: frozenset[str] = frozenset({"response"})
        retention = "as long as its record"

    def clean(self) -> None:
        super().clean()
        if self.cost is not None and self.cost < 0:
            raise ValidationError({"cost": "A cost is not below nothing."})


OPEN = ("scanning", "analysing", "responding", "continuing")
KINDS.add(
    RecordKind(
        slug="problems",
        family=PROBLEMS,
        prefix="PRB",
        model=Problem,
        purpose="A problem in one place that agencies solve together: scanned, analysed, answered, and assessed.",
        states=StateMachine(
            labels={
                "scanning": "Scanning", "analysing": "Analysis", "responding": "Response", "assessed": "Assessed",
                "continuing": "Continuing", "closed": "Closed", "withdrawn": "Withdrawn",
            },
            initial="scanning",
            colours={
                "scanning": "amber", "analysing": "amber", "responding": "blue", "assessed": "blue",
                "continuing": "amber", "closed": "green",
            },
            void=frozenset({"withdrawn"}),
            moves=(
                Move("analyse", "Go on to the analysis", ("scanning",), "analysing", ("objective", "scanning")),
                Move("respond", "Go on to the response", ("analysing",), "responding", ("findings",),
                     offers=("before_from", "before_to", "short_because")),
                Move("assess", "Assess it by crime figures", ("responding", "continuing"), "assessed",
                     ("definition", *MONTHS, "learned"), offers=("short_because",)),
                Move("assess_otherwise", "Assess it by another measure", ("responding", "continuing"), "assessed",
                     ("other_measure", "learned")),
                Move("close", "Close it", ("assessed",), "closed"),
                Move("go_on", "Go on: it is not solved", ("assessed",), "continuing", asks_reason=True),
                Move("analyse_again", "Analyse it again", ("continuing",), "analysing"),
                Move("reopen", "Open it again", ("closed",), "analysing", asks_reason=True),
                Move("withdraw", "Withdraw it", ("scanning", "analysing"), "withdrawn", asks_reason=True),
            ),
        ),
        fields=(
            "objective", "scanning", "victim", "offender", "location", "findings", "nomination", "definition", "area",
            "comparison", *MONTHS, "short_because", "other_measure", "learned", "review_on",
        ),
        later=(
            "findings", "nomination", "definition", "area", "comparison", *MONTHS, "short_because", "other_measure",
            "learned", "review_on",
        ),
        columns=("review_on",),
        words=(
            "problem", "hotspot", "hot spot", "osara", "crime reduction", "reduce", "tackle", "jag", "criminal damage",
            "identify",
        ),
        late={"assessed": (), "closed": (), "withdrawn": ()},
        parts=(
            Part("hypotheses", ProblemHypothesis, "Explanations tried", "Add an explanation",
                 ("hypothesis", "view", "evidence", "verdict"), OPEN),
            Part("responses", ProblemResponse, "Responses", "Add a response",
                 ("response", "owner", "due_on", "cost", "done_on"), OPEN),
        ),
        clocks=(Clock("review_on", "is to be looked at again", days=14, states=OPEN),),
    )
)  # fmt: skip
