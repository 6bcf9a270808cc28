"""Operations: Tarantula, Alchemist, Saturnalia, across borders. Shifts, results, a debrief, and what changed."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q

from frankpledge.delivery.evaluating import Question
from frankpledge.delivery.families import PROBLEMS
from frankpledge.delivery.kinds.problems import Problem, words
from frankpledge.delivery.problem_solving.evaluated import Evaluated, Tallied
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.years import of
from frankpledge.insight.months import month_of, months_between, shifted, span_in_words
from frankpledge.partners.models import Agency
from frankpledge.records.kinds import Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine

A_YEAR = 12


AREA_CODE = RegexValidator(r"^[EWSN]\d{8}$", "A code is a letter and eight digits, for example E07000242.")
OF_METAL = ("premises", "metal", "kilograms_stolen", "kilograms_recovered", "dealers_visited", "dealers_wanting")


def kilograms(label: str, help_text: str) -> models.DecimalField[Any, Decimal | None]:
    """A weight of metal."""
    return models.DecimalField(
        label, max_digits=9, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(Decimal(0))],
        help_text=help_text,
    )  # fmt: skip


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

    class Metal(models.TextChoices):
        LEAD = "lead", "Lead"
        COPPER = "copper", "Copper or cable"
        IRON = "iron", "Iron: covers, gates, railings"
        CONVERTER = "converter", "Catalytic converters"
        MIXED = "mixed", "Several, or another metal"

    sort = models.CharField("what sort of operation", max_length=20, choices=Sort)
    aim = words("aim", "What it should achieve, and where. Name no people.")
    other_areas = models.CharField(
        max_length=300, blank=True, help_text="As it was written before areas had a list of their own: use that now"
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
    metal = models.CharField(
        "which metal", max_length=10, choices=Metal, blank=True, help_text="For metal and lead theft"
    )
    kilograms_stolen = kilograms("kilograms stolen", "As reported; empty where nobody weighed or guessed it")
    kilograms_recovered = kilograms("kilograms recovered", "Of metal taken to be stolen")
    dealers_visited = models.PositiveIntegerField(
        "scrap dealers visited", null=True, blank=True, help_text="For metal and lead theft: how many, not which"
    )
    dealers_wanting = models.PositiveIntegerField(
        "of them with something wrong", null=True, blank=True,
        help_text="In their register, their records of sellers or their licence",
    )  # fmt: skip
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
            models.CheckConstraint(
                name="operation_kilograms_of_metal_only",
                condition=Q(
                    metal="",
                    kilograms_stolen__isnull=True,
                    kilograms_recovered__isnull=True,
                    dealers_wanting__isnull=True,
                )
                | Q(sort="metal"),
            ),
            models.CheckConstraint(
                name="operation_dealers_wanting_among_the_visited",
                condition=Q(dealers_wanting__isnull=True)
                | Q(dealers_visited__isnull=False, dealers_wanting__lte=F("dealers_visited")),
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
        if self.sort != self.Sort.METAL:
            said = [name for name in OF_METAL if getattr(self, name) not in ("", None)]
            wrong |= dict.fromkeys(said, "Only an operation against metal theft has this.")
        elif self.dealers_wanting is not None and self.dealers_wanting > (self.dealers_visited or 0):
            wrong["dealers_wanting"] = "These are among the dealers visited: not more than those."
        if self.displacement and self.displacement == self.area:
            wrong["displacement"] = "This is another area than the one counted."
        if wrong:
            raise ValidationError(wrong)

    @property
    def areas_named(self) -> str:
        """Every area it went on in, by name; what was written before they were a list, where there is none."""
        return ", ".join(str(line.name) for line in self.areas.all()) or self.other_areas

    @property
    def recovered(self) -> str:
        """Metal recovered against what was stolen; nothing where either is not known."""
        found, gone = self.kilograms_recovered, self.kilograms_stolen
        if found is None or gone is None:
            return ""
        share = f" ({round(100 * found / gone)} %)" if gone else ""
        return f"{found.normalize():f} of {gone.normalize():f} kg{share}"

    @property
    def dealers(self) -> str:
        """Scrap dealers with something wrong, of those visited."""
        if self.dealers_wanting is None or self.dealers_visited is None:
            return ""
        return of(self.dealers_wanting, self.dealers_visited)

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


class OperationArea(RecordPart):
    """One area it goes on in: a district, a ward or a small area, ours or a neighbour's."""

    record = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="areas")
    name = models.CharField("which area", max_length=120, help_text="A district, a ward or a small area by its name")
    code = models.CharField(
        "its official code", max_length=9, blank=True, validators=[AREA_CODE], help_text="For example E07000242"
    )
    partner = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="who works there",
        help_text="Of the agencies here. Empty for another district’s own",
    )  # fmt: skip

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "area"
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record", "name"], name="operation_area_once",
                violation_error_message="That area is on the list already. Edit its line.",
            )
        ]  # fmt: skip

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its record"


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
            "displacement", *OF_METAL, "debrief",
        ),
        later=(
            "other_areas", "kilograms_stolen", "kilograms_recovered", "dealers_visited", "dealers_wanting", "debrief",
            "solves",
        ),
        columns=("sort", "areas_named"),
        facts=(
            ("Areas", "areas_named"), ("Metal recovered", "recovered"), ("Dealers with something wrong", "dealers"),
        ),
        words=(
            "operation", "tarantula", "alchemist", "saturnalia", "cross-border", "cross border", "ches",
            "vehicle crime", "lead theft", "metal", "burglary", "enforcement", "violent crime",
        ),
        late={"closed": (), "cancelled": ()},
        parts=(
            Part("areas", OperationArea, "Areas", "Add an area", ("name", "code", "partner"), (*OPEN, "planned")),
            Part("shifts", OperationShift, "Shifts", "Add a shift",
                 ("worked_on", "begins_at", "hours", "officers", "note"), OPEN),
            Part("results", OperationResult, "Results", "Add a result", ("sort", "count", "note"), OPEN),
        ),
    )
)  # fmt: skip
