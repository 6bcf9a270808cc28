"""Operations: Tarantula, Alchemist, Saturnalia, across borders. Shifts, results, a debrief, and what changed."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from frankpledge.delivery.evaluating import Question
from frankpledge.delivery.families import PROBLEMS
from frankpledge.delivery.kinds.problems import Problem, words
from frankpledge.delivery.problem_solving.evaluated import Evaluated, Tallied
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.insight.months import month_of, months_between, shifted, span_in_words
from frankpledge.records.kinds import Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine

A_YEAR = 12


class Operation(Evaluated, Tallied, DeliveryRecord):
    """A planned stretch of police and partners' work, with a name."""

    settled = frozenset({"closed"})
    lacks = "Say under “Edit” which crime it is meant to reduce, and it is held against earlier months by itself."

    class Sort(models.TextChoices):
        VEHICLE = "vehicle", "Vehicle crime (as Tarantula)"
        METAL = "metal", "Metal and lead theft (as Alchemist)"
        BURGLARY = "burglary", "Burglary (as Saturnalia)"
        VIOLENCE = "violence", "Violence and disorder"
        CROSS_BORDER = "cross_border", "Across borders, or after a CHES meeting"
        RURAL = "rural", "Rural crime"
        OTHER = "other", "Another operation"

    class Premises(models.TextChoices):
        CHURCH = "church", "Churches"
        SCHOOL = "school", "Schools"
        YARD = "yard", "Yards and building sites"
        RAIL = "rail", "Railways"
        EMPTY = "empty", "Empty buildings"
        HERITAGE = "heritage", "Other old buildings"

    sort = models.CharField("what sort of operation", max_length=20, choices=Sort)
    aim = words("aim", "What it should achieve, and where. Name no people.")
    other_areas = models.CharField(
        max_length=300, blank=True, help_text="Further areas by name or code, for example a neighbouring district"
    )
    intelligence_from = models.DateField("intelligence from", null=True, blank=True)
    intelligence_to = models.DateField("intelligence to", null=True, blank=True)
    solves = models.ForeignKey(
        Problem, on_delete=models.SET_NULL, null=True, blank=True, related_name="operations", verbose_name="problem"
    )
    definition = models.CharField("crime counted", max_length=60, blank=True, help_text="What it is meant to reduce")
    area = models.CharField("area counted", max_length=60, blank=True, help_text="Empty for the whole district")
    displacement = models.CharField(
        "where it may move to", max_length=60, blank=True,
        help_text="An area beside it, chosen before it begins: counted by itself. Empty where nobody looks",
    )  # fmt: skip
    premises = models.CharField(
        "kind of premises", max_length=10, choices=Premises, blank=True, help_text="For metal and lead theft"
    )
    dealers_visited = models.PositiveIntegerField(
        "scrap dealers visited", null=True, blank=True, help_text="For metal and lead theft: how many, not which"
    )
    debrief = words("debrief", "What worked, what to do otherwise, who is told. Name no people.")

    class Meta:
        verbose_name = "operation"
        verbose_name_plural = "operations"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="operation_intelligence_dates",
                condition=Q(intelligence_from__isnull=True)
                | Q(intelligence_to__isnull=True)
                | Q(intelligence_to__gte=F("intelligence_from")),
            ),
            models.CheckConstraint(
                name="operation_dealers_of_metal_only",
                condition=Q(premises="", dealers_visited__isnull=True) | Q(sort="metal"),
            ),
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"aim", "debrief"}
        retention = "six years after its last day"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.intelligence_from and self.intelligence_to and self.intelligence_to < self.intelligence_from:
            wrong["intelligence_to"] = "This must not be before its first day."
        if self.sort != self.Sort.METAL and self.premises:
            wrong["premises"] = "Only an operation against metal theft has this."
        if self.sort != self.Sort.METAL and self.dealers_visited is not None:
            wrong["dealers_visited"] = "Only an operation against metal theft has this."
        if self.displacement and self.displacement == self.area:
            wrong["displacement"] = "This is another area than the one counted."
        if wrong:
            raise ValidationError(wrong)

    def questions(self) -> tuple[Question, ...]:
        """Its months against as many before, and its quarters against the same ones a year before."""
        if not self.definition:
            return ()
        first, last = month_of(self.starts_on), month_of(self.ends_on or self.starts_on)
        length = len(months_between(first, last))
        before = (shifted(first, -length), shifted(first, -1))
        heading = f"Against {span_in_words(*before)}"
        where = {"area": self.area, "displacement": self.displacement}
        found = [Question("before", heading, self.definition, before, (first, last), **where)]
        since, until = quarter_from(first), shifted(quarter_from(last), 2)
        if len(months_between(since, until)) <= A_YEAR:
            earlier = (shifted(since, -A_YEAR), shifted(until, -A_YEAR))
            heading = "Its quarter against the same one a year before"
            found.append(Question("year", heading, self.definition, earlier, (since, until), **where))
        return tuple(found)

    def tally(self) -> list[tuple[str, str]]:
        shifts: list[Any] = list(OperationShift.objects.filter(record=self.pk))
        said: list[tuple[str, str]] = []
        if shifts:
            known = [shift.officer_hours for shift in shifts if shift.officer_hours is not None]
            hours = f"{sum(known, Decimal(0)).normalize():f}" if known else "not known"
            said.append(("Officer hours", f"{hours} (known of {len(known)} of {len(shifts)} shifts)"))
        counted: Counter[str] = Counter()
        results: list[Any] = list(OperationResult.objects.filter(record=self.pk))
        for row in results:
            counted[row.sort] += row.count
        return [*said, *((sort.label, str(counted[sort])) for sort in OperationResult.Sort if sort in counted)]


def quarter_from(month: str) -> str:
    """The first month of the quarter that a month is in; financial and calendar quarters begin alike.

    >>> quarter_from("2008-06"), quarter_from("2009-01")
    ('2008-04', '2009-01')
    """
    return f"{month[:4]}-{(int(month[5:7]) - 1) // 3 * 3 + 1:02d}"


class OperationShift(RecordPart):
    """One turn of duty."""

    record = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="shifts")
    worked_on = models.DateField("day")
    begins_at = models.TimeField("from", null=True, blank=True, help_text="For example 18:30")
    hours = models.DecimalField(
        max_digits=4, decimal_places=1, null=True, blank=True,
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(Decimal(24))],
    )  # fmt: skip
    officers = models.PositiveIntegerField("how many officers", null=True, blank=True)
    note = models.CharField(max_length=200, blank=True, help_text="Where, and which agencies. Name no people.")

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "shift"
        ordering: ClassVar = ["worked_on", "begins_at", "pk"]

    class Privacy:
        personal: frozenset[str] = frozenset({"note"})
        retention = "as long as its record"

    @property
    def officer_hours(self) -> Decimal | None:
        """Hours times officers; none where either is not known."""
        return None if self.hours is None or self.officers is None else self.hours * self.officers


class OperationResult(RecordPart):
    """So many of one thing."""

    class Sort(models.TextChoices):
        STOPS = "stops", "People stopped"
        SEARCHES = "searches", "Searches"
        ARRESTS = "arrests", "Arrests"
        VEHICLES_STOPPED = "vehicles_stopped", "Vehicles stopped"
        VEHICLES_SEIZED = "vehicles_seized", "Vehicles seized"
        SEIZURES = "seizures", "Other seizures"
        RECOVERED = "recovered", "Property recovered (items)"
        NOTICES = "notices", "Notices and penalties"
        INTELLIGENCE = "intelligence", "Intelligence reports submitted"
        ADVICE = "advice", "Premises or people advised"
        MARKED = "marked", "Items marked"

    record = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="results")
    sort = models.CharField("what", max_length=20, choices=Sort)
    count = models.PositiveIntegerField("how many")
    note = models.CharField(max_length=200, blank=True, help_text="Never what an intelligence report says, never names")

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "result"

    class Privacy:
        personal: frozenset[str] = frozenset({"note"})
        retention = "as long as its record"


OPEN = ("planned", "running", "done")
KINDS.add(
    RecordKind(
        slug="operations",
        family=PROBLEMS,
        prefix="OPS",
        model=Operation,
        purpose="An operation with a name: who worked when, what came of it, the debrief, and what changed after it.",
        states=StateMachine(
            labels={
                "planned": "Planned", "running": "Running", "done": "Done, debrief to come", "closed": "Closed",
                "cancelled": "Cancelled",
            },
            initial="planned",
            colours={"planned": "amber", "running": "blue", "done": "amber", "closed": "green"},
            void=frozenset({"cancelled"}),
            moves=(
                Move("start", "Record that it has begun", ("planned",), "running"),
                Move("finish", "Record that it is over", ("running",), "done"),
                Move("close", "Close it with its debrief", ("done",), "closed", ("debrief",)),
                Move("reopen", "Open it again", ("closed",), "done", asks_reason=True),
                Move("cancel", "Cancel it", ("planned", "running"), "cancelled", asks_reason=True),
            ),
        ),
        fields=(
            "sort", "aim", "other_areas", "intelligence_from", "intelligence_to", "solves", "definition", "area",
            "displacement", "premises", "dealers_visited", "debrief",
        ),
        later=("dealers_visited", "debrief", "solves"),
        columns=("sort",),
        words=(
            "operation", "tarantula", "alchemist", "saturnalia", "cross-border", "cross border", "ches",
            "vehicle crime", "lead theft", "metal", "burglary", "enforcement", "violent crime",
        ),
        late={"closed": (), "cancelled": ()},
        parts=(
            Part("shifts", OperationShift, "Shifts", "Add a shift",
                 ("worked_on", "begins_at", "hours", "officers", "note"), OPEN),
            Part("results", OperationResult, "Results", "Add a result", ("sort", "count", "note"), OPEN),
        ),
    )
)  # fmt: skip
