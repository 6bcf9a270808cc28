"""One line of who clears what, from a day until the next line takes its place."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from frankpledge.partners.models import Agency, Dated, OfPartnership, Partnership, current_on, ends_after_start
from frankpledge.records.models import area_name

OFFENSIVE_DAYS, USUAL_DAYS = 2, 10  # what is promised where a partnership has said nothing else


class Sort(models.TextChoices):
    """What lies or stands there."""

    GRAFFITI = "graffiti", "Graffiti"
    LITTER = "litter", "Litter"
    FLY_TIPPING = "fly_tipping", "Fly-tipping"
    FOULING = "fouling", "Dog fouling"
    ABANDONED = "abandoned", "Abandoned vehicle"
    NUISANCE = "nuisance", "Nuisance vehicle"


class Priority(models.TextChoices):
    """Which is cleared first."""

    HIGH = "high", "First"
    USUAL = "usual", "In its turn"
    LOW = "low", "When there is time"


class Routes(OfPartnership["ClearingRoute"]):
    """Which lines."""

    def held_on(self, day: date) -> Routes:
        return self.filter(current_on(day))


class ClearingRoute(Dated):
    """From that day, this agency clears this sort, within these days."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="+")
    sort = models.CharField("what it is", max_length=20, choices=Sort)
    after_hours = models.BooleanField("reported after hours", default=False)
    place_area = models.CharField("where", max_length=130, blank=True)  # an area as records have it; blank: everywhere
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name="who clears it")
    usual_days = models.PositiveIntegerField("target, in days", default=USUAL_DAYS)
    offensive_days = models.PositiveIntegerField("target where it is offensive, in days", default=OFFENSIVE_DAYS)
    priority = models.CharField(max_length=5, choices=Priority, default=Priority.USUAL)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    objects = models.Manager.from_queryset(Routes)()

    class Meta:
        ordering: ClassVar = ["sort", "place_area", "after_hours", "-starts_on"]
        constraints: ClassVar = [
            ends_after_start("clearing_route_dates"),
            models.UniqueConstraint(
                fields=["partnership", "sort", "after_hours", "place_area"], condition=Q(ends_on__isnull=True),
                name="clearing_route_one_holds",
            ),
        ]  # fmt: skip

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "while the partnership runs"

    @property
    def area(self) -> str:
        """Where it holds, by name; nothing where it holds everywhere."""
        return area_name(self.place_area)

    @property
    def words(self) -> str:
        """What is cleared where and when: "litter in Marchwood, after hours"."""
        where = f" in {self.area}" if self.place_area else ""
        return f"{self.get_sort_display().lower()}{where}{', after hours' if self.after_hours else ''}"

    def days(self, *, is_offensive: bool) -> int:
        return self.offensive_days if is_offensive else self.usual_days

    def urgency(self, *, is_offensive: bool) -> str:
        """What is offensive goes first, whatever its sort."""
        return Priority.HIGH if is_offensive else self.priority


def route_of(
    partnership: Partnership, sort: str, day: date, *, after_hours: bool, place_area: str = ""
) -> ClearingRoute | None:
    """The line that held on that day, there. An area's own line stands before the one for everywhere; where nobody was
    named for after hours, whoever clears it by day does."""
    rows = ClearingRoute.objects.within(partnership).held_on(day).filter(sort=sort).select_related("agency")
    rows = rows.filter(place_area__in={"", place_area})
    wanted = rows if after_hours else rows.filter(after_hours=False)
    return wanted.order_by("-place_area", "-after_hours").first()
