"""Night Safe maps: where taxis, buses, help and safe places are at night, each version cleared by another."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from frankpledge.delivery.families import NIGHT
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.records.kinds import Part, RecordKind
from frankpledge.records.models import GRID
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine


class NightSafeMap(DeliveryRecord):
    """One version of one town's map. What was printed stays as it was; the next version is another record."""

    town = models.CharField("which town", max_length=100)
    edition = models.PositiveSmallIntegerField("version", default=1)
    published_on = models.DateField("published on", null=True, blank=True)
    printed = models.PositiveIntegerField("copies printed", null=True, blank=True)

    class Meta:
        verbose_name = "night safe map"
        verbose_name_plural = "night safe maps"
        constraints: ClassVar = [models.CheckConstraint(condition=Q(edition__gte=1), name="night_safe_map_edition")]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal
        retention = "six years after it is superseded"

    def clean(self) -> None:
        super().clean()
        if self.edition is not None and self.edition < 1:
            raise ValidationError({"edition": "The first version is 1."})

    @property
    def entry_count(self) -> str:
        """How many places are on it, and how many of them have a point on the drawing."""
        lines = list(self.entries.all())
        drawn = sum(line.easting is not None for line in lines)
        return f"{len(lines)}, {drawn} of them drawn" if lines else ""


class MapEntry(RecordPart):
    """One place on the map."""

    class Sort(models.TextChoices):
        RANK = "rank", "Taxi rank"
        OFFICE = "office", "Taxi office"
        BUS = "bus", "Late bus or train"
        SAFE = "safe", "Safe place"
        HELP = "help", "Street pastors or first aid"
        CCTV = "cctv", "CCTV"
        POINT = "point", "Help point or telephone"
        HEART = "heart", "Defibrillator"
        TOILET = "toilet", "Toilets"
        POLICE = "police", "Police station"

    record = models.ForeignKey(NightSafeMap, on_delete=models.CASCADE, related_name="entries")
    sort = models.CharField("what it is", max_length=20, choices=Sort)
    name = models.CharField(max_length=100)
    where = models.CharField(max_length=200)
    hours = models.CharField("when", max_length=100, blank=True, help_text="For example, Fridays and Saturdays until 3")
    easting = models.PositiveIntegerField(
        null=True, blank=True, help_text="Metres on the National Grid, six figures. Without it, it is only in the list"
    )
    northing = models.PositiveIntegerField(null=True, blank=True)

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "place"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(easting__isnull=True, northing__isnull=True)
                | Q(easting__lte=GRID[0], northing__lte=GRID[1]),
                name="night_safe_map_entry_on_the_grid",
            )
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its record"

    def clean(self) -> None:
        super().clean()
        if (self.easting is None) != (self.northing is None):
            missing = "easting" if self.easting is None else "northing"
            raise ValidationError({missing: "Give both the easting and the northing, or neither."})
        if (self.easting or 0) > GRID[0] or (self.northing or 0) > GRID[1]:
            raise ValidationError({"easting": "That is not on the National Grid."})


KINDS.add(
    RecordKind(
        slug="night-safe-maps",
        family=NIGHT,
        prefix="NSM",
        model=NightSafeMap,
        purpose="A version of a map of ranks, late buses, help and safe places, cleared by another and printed on A4.",
        states=StateMachine(
            labels={
                "draft": "Draft", "cleared": "Cleared", "published": "Published", "superseded": "Superseded",
                "withdrawn": "Withdrawn",
            },
            initial="draft",
            colours={"draft": "amber", "cleared": "blue", "published": "green"},
            void=frozenset({"withdrawn"}),
            reopens={"cleared": "draft"},
            moves=(
                Move("clear", "Clear it for publication", ("draft",), "cleared", by_another=True),
                Move("publish", "Record that it is published", ("cleared",), "published", ("published_on",)),
                Move("redraft", "Draw it again", ("cleared",), "draft"),
                Move("supersede", "Record that a newer version is out", ("published",), "superseded"),
                Move("withdraw", "Withdraw it", ("draft", "cleared"), "withdrawn", asks_reason=True),
            ),
        ),
        fields=("town", "edition", "published_on", "printed"),
        later=("published_on", "printed"),
        columns=("town", "edition", "entry_count"),
        facts=(("Places on it", "entry_count"),),
        words=("night safe", "map", "night time", "night-time", "taxi", "leaflet"),
        late={"published": ("printed",), "superseded": ("printed",), "withdrawn": ()},
        parts=(
            Part("entries", MapEntry, "Places on it", "Add a place",
                 ("sort", "name", "where", "hours", "easting", "northing"), ("draft",)),
        ),
    )
)  # fmt: skip
