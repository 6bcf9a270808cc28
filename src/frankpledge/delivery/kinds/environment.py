"""Environmental crime: graffiti, litter, fly-tipping, fouling, vehicles: from report to removal against the clock."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from frankpledge.delivery.above import ABOVE, Box
from frankpledge.delivery.clearing.models import OFFENSIVE_DAYS, USUAL_DAYS, ClearingRoute, Priority, Sort, route_of
from frankpledge.delivery.families import CLEANING
from frankpledge.delivery.kinds.environmental_weeks import EnvironmentalWeek
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.partners.models import Agency
from frankpledge.records.kinds import RecordKind
from frankpledge.records.states import Move, StateMachine

WAITING = ("reported", "scheduled")  # to be cleared


class EnvironmentalCrime(DeliveryRecord):
    """One thing seen in one place. ``starts_on`` is the day it was reported or found."""

    Sort = Sort

    class Surface(models.TextChoices):
        BRICK = "brick", "Brick"
        STONE = "stone", "Stone or concrete"
        METAL = "metal", "Metal"
        WOOD = "wood", "Wood"
        PLASTIC = "plastic", "Plastic"
        GLASS = "glass", "Glass"
        PAINTED = "painted", "Painted surface"

    class Found(models.TextChoices):
        REACTIVE = "reactive", "Reported by somebody"
        PROACTIVE = "proactive", "Found by ourselves"

    sort = models.CharField("what it is", max_length=20, choices=Sort)
    found = models.CharField("how it came to light", max_length=10, choices=Found, default=Found.REACTIVE)
    is_offensive = models.BooleanField("it is offensive or hateful", default=False)
    surface = models.CharField(max_length=10, choices=Surface, blank=True, help_text="For graffiti")
    tag = models.CharField(max_length=60, blank=True, help_text="For graffiti: the tag, as it is written")
    target_days = models.PositiveIntegerField(
        "target, in days",
        null=True,
        blank=True,
        help_text="Days from the report to removal that were promised. Left blank: what is usual for such things",
    )
    priority = models.CharField(
        max_length=5, choices=Priority, blank=True, help_text="Left blank: what is usual for such things"
    )
    after_hours = models.BooleanField("it was reported after hours", default=False)
    cleared_by = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="who clears it",
        help_text="Left blank: whoever clears such things",
    )  # fmt: skip
    week = models.ForeignKey(
        EnvironmentalWeek, on_delete=models.SET_NULL, null=True, blank=True, related_name="jobs",
        verbose_name="environmental week it was part of",
    )  # fmt: skip
    scheduled_on = models.DateField("to be removed on", null=True, blank=True)
    done_on = models.DateField("removed on", null=True, blank=True)
    looked_on = models.DateField("looked for on", null=True, blank=True)
    also_reported = models.PositiveIntegerField(default=0, editable=False)  # by others, after it was recorded
    opened_again = models.PositiveIntegerField(default=0, editable=False)  # how often it was closed too soon
    notes = models.TextField(blank=True, help_text="What the next officer needs to know. Name no people.")

    class Meta:
        verbose_name = "environmental crime"
        verbose_name_plural = "environmental crimes"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(surface="", tag="") | Q(sort="graffiti"), name="environment_surface_of_graffiti_only"
            )
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"tag", "notes"}  # a tag is somebody's name for themselves
        retention = "six years after its last day"

    def clean(self) -> None:
        super().clean()
        self._take_what_holds()
        wrong: dict[str, str] = {}
        if self.sort != self.Sort.GRAFFITI and self.surface:
            wrong["surface"] = "Only graffiti has a surface."
        if self.sort != self.Sort.GRAFFITI and self.tag:
            wrong["tag"] = "Only graffiti has a tag."
        for name in ("scheduled_on", "done_on", "looked_on"):
            day: date | None = getattr(self, name)
            if day and self.starts_on and day < self.starts_on:
                wrong[name] = "This must not be before the day it was reported."
        if wrong:
            raise ValidationError(wrong)

    def on_step(self, step: Move, today: date) -> None:
        """What is open again was not removed: the day it was thought to be is in the audit, and in no figure."""
        if step.name == "reopen":
            self.scheduled_on = self.done_on = self.looked_on = None
            self.opened_again += 1

    def _take_what_holds(self) -> None:
        """What is left blank when it is first recorded is filled in as it held on the day of the report."""
        if not self._state.adding or not self.starts_on or not self.sort:
            return
        route = self.route
        if self.target_days is None:
            usual = OFFENSIVE_DAYS if self.is_offensive else USUAL_DAYS
            self.target_days = route.days(is_offensive=self.is_offensive) if route else usual
        if not self.priority:
            urgent = Priority.HIGH if self.is_offensive else Priority.USUAL
            self.priority = route.urgency(is_offensive=self.is_offensive) if route else urgent
        if self.cleared_by_id is None and route is not None:
            self.cleared_by = route.agency

    @property
    def route(self) -> ClearingRoute | None:
        """The line of who clears what that held there on the day of the report."""
        return route_of(
            self.partnership, self.sort, self.starts_on, after_hours=self.after_hours, place_area=self._ward()
        )

    def _ward(self) -> str:
        """The area that was chosen, else the one its point lies in where outlines are loaded."""
        ground = self.registry.ground
        if self.place_area or ground is None or self.easting is None or self.northing is None:
            return self.place_area
        return ground.area_of(self.partnership, self.easting, self.northing)

    @property
    def reported_again(self) -> str:
        """How often others said the same; nothing where nobody did."""
        return _times(self.also_reported)

    @property
    def how_often_again(self) -> str:
        """How often it was opened again; nothing where it never was."""
        return _times(self.opened_again)

    @property
    def days_taken(self) -> int | str:
        """Days from the report to the removal; nothing while it is there, or where it was not found."""
        if self.state != "removed" or self.done_on is None:
            return ""
        return (self.done_on - self.starts_on).days

    @property
    def against_target(self) -> str:
        """In words, with the numbers; nothing where there is no target or no removal."""
        taken = self.days_taken
        if isinstance(taken, str) or self.target_days is None:
            return ""
        if taken <= self.target_days:
            return f"Within target: {taken} of {self.target_days} days"
        return f"Missed by {taken - self.target_days}: {taken} days against {self.target_days}"


def _times(number: int) -> str:
    """In words.

    >>> _times(0), _times(1), _times(3)
    ('', 'once', '3 times')
    """
    return "" if not number else "once" if number == 1 else f"{number} times"


KIND = KINDS.add(
    RecordKind(
        slug="environment",
        family=CLEANING,
        prefix="ENV",
        model=EnvironmentalCrime,
        purpose="Graffiti, litter, fly-tipping, dog fouling, an abandoned or nuisance vehicle: seen, and removed.",
        states=StateMachine(
            labels={
                "reported": "Reported", "scheduled": "Removal arranged", "removed": "Removed", "not_found": "Not found",
                "withdrawn": "Withdrawn",
            },
            initial="reported",
            colours={"reported": "amber", "scheduled": "blue", "removed": "green"},
            void=frozenset({"withdrawn"}),
            moves=(
                Move("schedule", "Arrange its removal", ("reported",), "scheduled", ("scheduled_on",)),
                Move("remove", "Record that it is removed", ("reported", "scheduled"), "removed", ("done_on",)),
                Move("miss", "Record that it was not found", ("reported", "scheduled"), "not_found", ("looked_on",)),
                Move("reopen", "Open it again", ("removed", "not_found"), "reported", asks_reason=True),
                Move("withdraw", "Withdraw it", ("reported", "scheduled"), "withdrawn", asks_reason=True),
            ),
        ),
        fields=(
            "sort", "found", "is_offensive", "surface", "tag", "after_hours", "cleared_by", "target_days", "priority",
            "week", "scheduled_on", "done_on", "looked_on", "notes",
        ),
        later=("priority", "week", "scheduled_on", "done_on", "looked_on"),
        columns=("sort", "is_offensive", "priority", "against_target"),
        facts=(
            ("Days taken", "days_taken"), ("Against target", "against_target"), ("Reported again", "reported_again"),
            ("Opened again", "how_often_again"),
        ),
        words=(
            "graffiti", "litter", "fly-tip", "fly tip", "dog foul", "abandoned", "nuisance vehicle", "environmental",
            "clean",
        ),
        late={"withdrawn": ()},
    )
)  # fmt: skip

A_YEAR = timedelta(days=365)


def in_time(page: Any) -> Box:
    """How many of how many removals were within their target, of what was reported in the last twelve months."""
    rows: Any = EnvironmentalCrime.objects.visible_to(page.access).filter(starts_on__gt=page.today - A_YEAR)
    removed = list(
        rows.filter(state="removed", done_on__isnull=False).values_list("starts_on", "done_on", "target_days")
    )
    judged = [(done - seen).days <= target for seen, done, target in removed if target is not None]
    late = rows.filter(state__in=WAITING, target_days__isnull=False)
    promised = late.values_list("starts_on", "target_days")
    past = sum(day + timedelta(days=target) < page.today for day, target in promised)
    if judged:
        told = f"{sum(judged)} of {len(judged)} removals with a target were within it."
    else:
        told = "No removal with a target yet, so there is no rate."
    more = [f"{len(removed) - len(judged)} more had no target."] if len(removed) > len(judged) else []
    more += [f"{past} not removed yet, past the target."] if past else []
    where = reverse("clearing-list", args=[page.partnership.slug])
    return Box("Reported in the last twelve months", (told, *more), ("Who clears what", where))


ABOVE.setdefault(KIND.slug, []).append(in_time)
