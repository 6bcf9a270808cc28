"""What an objective is judged by: its definition, where it began, where it should get to, and by when."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.measures.periods import Frequency as Frequencies
from frankpledge.measures.rating import Direction as Directions
from frankpledge.measures.rating import Rule, ToleranceIs
from frankpledge.measures.rating import Unit as Units
from frankpledge.partners.models import OfPartnership
from frankpledge.plans.models import Objective, ObjectiveParty, Plan

if TYPE_CHECKING:
    from frankpledge.partners.access import Access
    from frankpledge.partners.permissions import Permission


class Unit(models.TextChoices):
    """What the value is a number of."""

    NUMBER = Units.NUMBER, "Number"
    RATE = Units.RATE, "Rate per 1,000"
    PERCENT = Units.PERCENT, "Per cent"
    POUNDS = Units.POUNDS, "Pounds"
    DAYS = Units.DAYS, "Days"
    YES_NO = Units.YES_NO, "Yes or no"


class Direction(models.TextChoices):
    """Which way is better."""

    HIGHER = Directions.HIGHER, "Higher is better"
    LOWER = Directions.LOWER, "Lower is better"
    WITHIN = Directions.WITHIN, "Within a band is better"


class Trajectory(models.TextChoices):
    """Where the value should stand at the end of each quarter, on its way to the target."""

    LEVEL = Rule.LEVEL, "At the target in every quarter"
    EVEN = Rule.EVEN, "Even steps from the baseline to the target"
    CUMULATIVE = Rule.CUMULATIVE, "Quarters add up: an even share of the year's target each"
    SEASONAL = Rule.SEASONAL, "Quarters add up: each quarter's share as it was in the baseline year"
    STATED = Rule.STATED, "Four values that I give"


class Frequency(models.TextChoices):
    """How often its figure is known."""

    MONTH = Frequencies.MONTH, "Each month"
    QUARTER = Frequencies.QUARTER, "Each quarter"
    YEAR = Frequencies.YEAR, "Once a year"


class ToleranceKind(models.TextChoices):
    """What the tolerance is measured in."""

    ABSOLUTE = ToleranceIs.ABSOLUTE, "In the indicator's own unit"
    PERCENT = ToleranceIs.PERCENT, "Per cent of the quarter's target"


class Indicators(OfPartnership["Indicator"]):
    """Which indicators."""

    to_partnership = "plan__partnership"

    def visible_to(self, access: Access, permission: Permission) -> Indicators:
        """Those the permission reaches: everything, or what hangs on objectives the person's bodies lead.

        An indicator of the plan as a whole is led by nobody, so only a permission that reaches everywhere reaches it.
        """
        rows = self.within(access.partnership)
        reach = access.reach(permission)
        if reach.everywhere:
            return rows
        led = ObjectiveParty.objects.filter(Q(agency_id__in=reach.agencies) | Q(group_id__in=reach.groups))
        return rows.filter(objective_id__in=led.values("objective_id"))

    def in_use(self) -> Indicators:
        return self.filter(retired_on__isnull=True)


def number(label: str) -> models.DecimalField[Decimal | int | str | None, Decimal | None]:
    """A figure that may be missing. Missing is never nought."""
    return models.DecimalField(label, max_digits=18, decimal_places=4, null=True, blank=True)


class Indicator(models.Model):
    """One measure of one objective, or of the plan as a whole. Carried on into next year's plan by ``lineage``."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="indicators")
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, null=True, blank=True, related_name="indicators")
    lineage = models.UUIDField(default=uuid4, editable=False, db_index=True)
    previous = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="following")
    library_key = models.CharField("copied from the library's", max_length=60, blank=True)
    name = models.CharField(max_length=200)
    definition = models.TextField(blank=True)
    unit = models.CharField(max_length=10, choices=Unit, default=Unit.NUMBER)
    numerator_words = models.CharField("what is counted", max_length=300, blank=True)
    denominator_words = models.CharField("out of what", max_length=300, blank=True)
    decimals = models.PositiveSmallIntegerField("decimal places", default=0)
    source = models.CharField(max_length=60, default="person")  # a name in measures.sources.registry
    parameters = models.JSONField(default=dict, blank=True)  # the source's questions, answered
    frequency = models.CharField("how often it is known", max_length=10, choices=Frequency, default=Frequency.QUARTER)
    direction = models.CharField(max_length=10, choices=Direction, default=Direction.HIGHER)
    baseline = number("baseline")
    baseline_period = models.CharField("baseline's period", max_length=60, blank=True)
    baseline_quarters = models.JSONField("baseline by quarter", default=list, blank=True)  # four figures as text
    target = number("target")  # the lower end of a band
    target_high = number("upper end of the band")
    target_on = models.DateField("to be reached by", null=True, blank=True)
    trajectory = models.CharField(max_length=12, choices=Trajectory, default=Trajectory.LEVEL)
    trajectory_values = models.JSONField("target by quarter", default=list, blank=True)  # four figures as text
    tolerance = number("tolerance")
    tolerance_kind = models.CharField(max_length=10, choices=ToleranceKind, default=ToleranceKind.PERCENT)
    is_by_chance = models.BooleanField("varies by chance", default=True)
    fewest = models.PositiveIntegerField("fewest to rate a share or rate on", default=10)
    small_number = models.PositiveIntegerField("counts below this are not published", default=5)
    lag_days = models.PositiveIntegerField("days after a quarter until its figure is known", default=0)
    owner = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="owned_indicators")
    is_contextual = models.BooleanField("watched, not rated", default=False)
    starts_on = models.DateField("in use from", null=True, blank=True)
    ends_on = models.DateField("in use until", null=True, blank=True)
    retired_on = models.DateField(null=True, blank=True)
    retired_why = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    objects = models.Manager.from_queryset(Indicators)()

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="indicator_retired_with_a_reason", condition=Q(retired_on__isnull=True) | ~Q(retired_why="")
            ),
            models.CheckConstraint(
                name="indicator_band_has_two_ends",
                condition=Q(target_high__isnull=True) | Q(target__isnull=False, target_high__gte=F("target")),
            ),
            models.CheckConstraint(
                name="indicator_tolerance_not_below_nothing", condition=Q(tolerance__isnull=True) | Q(tolerance__gte=0)
            ),
            models.UniqueConstraint(fields=["plan", "lineage"], name="indicator_lineage_once_a_plan"),
        ]

    class Privacy:
        personal: frozenset[str] = frozenset({"owner"})
        retention = "permanent: a public document of the partnership; its owner's name goes when it is published"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("indicator-detail", args=[self.plan.partnership.slug, self.plan.slug, self.pk])


class IndicatorVersion(models.Model):
    """The indicator as it was defined, who defined it so, when, and why."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    words = models.JSONField()  # measures.changes.definitions.said_by of the indicator, without its owner
    reason = models.TextField(blank=True)
    written_by = models.CharField(max_length=80)  # the audit's name for them
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "version"], name="indicator_version_once")
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "permanent: a public document of the partnership"
