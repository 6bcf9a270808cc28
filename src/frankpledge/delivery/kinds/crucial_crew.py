"""Crucial Crew: which schools came with how many pupils, through which scenarios with what scores. No pupil."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from frankpledge.delivery.above import ABOVE, Box
from frankpledge.delivery.families import TELLING
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.years import of, year_start
from frankpledge.delivery.years import said as day_said
from frankpledge.partners.models import Agency
from frankpledge.records.kinds import Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine

NOT_KNOWN = "out of how many is not known"


class CrucialCrew(DeliveryRecord):
    """Some days on which schools bring their pupils to meet danger safely."""

    venue = models.CharField(max_length=200, blank=True)
    district_schools = models.PositiveIntegerField(
        "schools of the district that could come", null=True, blank=True,
        help_text="With pupils of the right age. Leave it empty where nobody knows: the share is then not given",
    )  # fmt: skip
    cost = models.DecimalField(
        "cost in pounds", max_digits=10, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )  # fmt: skip
    learned = models.TextField(
        "what to do otherwise next year", blank=True, help_text="What schools and agencies said. Name no people."
    )

    class Meta:
        verbose_name = "crucial crew"
        verbose_name_plural = "crucial crews"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(cost__isnull=True) | Q(cost__gte=0), name="crucial_crew_cost"),
            models.CheckConstraint(
                condition=Q(district_schools__isnull=True) | Q(district_schools__gte=1),
                name="crucial_crew_of_some_schools",
            ),
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"learned"}
        retention = "six years after its last day"

    def clean(self) -> None:
        super().clean()
        if self.district_schools is not None and self.district_schools < 1:
            raise ValidationError({"district_schools": "Leave it empty where it is not known. There is at least one."})

    @property
    def coverage(self) -> str:
        """Schools that came out of the schools of the district, or that the whole is not known."""
        came = len(self.schools.all())
        return covered(came, self.district_schools) if came else ""

    @property
    def pupils(self) -> str:
        """Pupils of the schools that came; where some did not count theirs, of how many schools it is."""
        lines: Iterable[SchoolThere] = self.schools.all()
        told = [line.pupils for line in lines if line.pupils is not None]
        if not told:
            return ""
        every = len(self.schools.all())
        return f"{sum(told)}" if len(told) == every else f"{sum(told)} (from {len(told)} of {every} schools)"


def covered(came: int, whole: int | None) -> str:
    """How many schools of how many, with the share.

    >>> covered(19, 76), covered(1, None)
    ('19 of 76 (25 %)', '1 school; out of how many is not known')
    """
    schools = f"{came} {'school' if came == 1 else 'schools'}"
    if whole is None:
        return f"{schools}; {NOT_KNOWN}"
    return of(came, whole) if came <= whole else f"{schools}: more than the {whole} there are said to be"


class SchoolThere(RecordPart):
    """One school that came."""

    record = models.ForeignKey(CrucialCrew, on_delete=models.CASCADE, related_name="schools")
    school = models.CharField("which school", max_length=150)
    pupils = models.PositiveIntegerField("how many pupils", null=True, blank=True, help_text="A total; no names")
    came_on = models.DateField("on which day", null=True, blank=True)

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "school"
        ordering: ClassVar = ["school", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record", "school"], name="crucial_crew_school_once",
                violation_error_message="That school is on the list already. Edit its line.",
            )
        ]  # fmt: skip

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its record"


class Scenario(RecordPart):
    """One danger the pupils went through, and how well they did, all of them together."""

    record = models.ForeignKey(CrucialCrew, on_delete=models.CASCADE, related_name="scenarios")
    scenario = models.CharField("which scenario", max_length=150, help_text="For example a fire at home, a road, water")
    run_by = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="who ran it"
    )
    score = models.DecimalField(
        "mean score", max_digits=5, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(Decimal(0))],
        help_text="The mean of every group’s score",
    )  # fmt: skip
    out_of = models.PositiveSmallIntegerField("out of", default=10, validators=[MinValueValidator(1)])

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "scenario"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=F("out_of")),
                name="crucial_crew_score_on_its_scale",
            )
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its record"

    def clean(self) -> None:
        super().clean()
        if self.score is not None and self.out_of and self.score > self.out_of:
            raise ValidationError({"score": f"A score is at most the {self.out_of} it is out of."})


KIND = KINDS.add(
    RecordKind(
        slug="crucial-crew",
        family=TELLING,
        prefix="CRC",
        model=CrucialCrew,
        purpose="Days on which schools bring pupils to meet danger safely: which schools came, and what they scored.",
        states=StateMachine(
            labels={"planned": "Planned", "held": "Held", "cancelled": "Cancelled"},
            initial="planned",
            colours={"planned": "blue", "held": "green"},
            void=frozenset({"cancelled"}),
            moves=(
                Move(
                    "hold", "Record that it was held", ("planned",), "held",
                    offers=("district_schools", "cost", "learned"),
                ),
                Move("cancel", "Cancel it", ("planned",), "cancelled", asks_reason=True),
                Move("plan", "Plan it again", ("cancelled", "held"), "planned", asks_reason=True),
            ),
        ),
        fields=("venue", "district_schools", "cost", "learned"),
        later=("cost", "learned"),
        columns=("venue", "coverage"),
        facts=(("Schools that came", "coverage"), ("Pupils", "pupils")),
        words=("crucial crew", "schools"),
        late={"cancelled": ()},
        parts=(
            Part("schools", SchoolThere, "Schools that came", "Add a school", ("school", "pupils", "came_on")),
            Part("scenarios", Scenario, "Scenarios", "Add a scenario", ("scenario", "run_by", "score", "out_of")),
        ),
    )
)  # fmt: skip


def coverage_of_year(page: Any) -> Box | None:
    """Different schools that came in the plan's year, out of what the newest record says there are."""
    first = year_start(page.partnership, page.today)
    held: Any = CrucialCrew.objects.within(page.partnership).filter(state="held", starts_on__range=(first, page.today))
    names = SchoolThere.objects.filter(record__in=held.values("pk")).values_list("school", flat=True)
    came = len({" ".join(name.casefold().split()) for name in names})
    if not came:
        return None
    stated = held.exclude(district_schools=None).first()
    words = f"Since {day_said(first)}: {covered(came, stated.district_schools if stated else None)}."
    if stated is None:
        return Box("Schools that came", (words, "No record of the year says how many schools could come."))
    whose = f"That {stated.district_schools} could come is said by {stated.number}."
    return Box("Schools that came", (words, whose), (f"See {stated.number}", stated.get_absolute_url()))


ABOVE.setdefault(KIND.slug, []).append(coverage_of_year)
