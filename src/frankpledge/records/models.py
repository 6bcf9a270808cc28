"""What every record has, whatever its kind; its root makes the table (ADR 2)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import get_script_prefix, reverse

from frankpledge.partners.access import Access
from frankpledge.partners.models import ActionGroup, Agency, OfPartnership, Partnership
from frankpledge.records.kinds import RecordKind, Registry
from frankpledge.records.states import Move

AREA = re.compile(r"[A-Z]\d{8} (?=\S)")  # an official code, before the name
ANY = str(10**12)  # stands in an address where a record's own number goes; no record has it
GRID = 700_000, 1_300_000  # metres: how far the National Grid reaches east and north


@lru_cache(maxsize=2048)
def _around(prefix: str, name: str, slug: str, kind: str) -> tuple[str, str]:
    """What stands before and after the number in an address: one reversal does for the hundred rows of a list."""
    before, _, after = reverse(name, args=[slug, kind, ANY]).rpartition(ANY)
    return before, after


class Records(OfPartnership["Record"]):
    """Which records. Every filter here is the same for a root and for each of its kinds."""

    def visible_to(self, access: Access) -> Records:
        """Those of the person's partnership, if they may see this root at all; of a guarded kind, their own."""
        registry: Registry = self.model.registry
        rows, reach = self.within(access.partnership), access.reach(registry.write)
        guarded = [kind.slug for kind in registry if kind.guarded and issubclass(kind.model, self.model)]
        if not access.reach(registry.view):
            return rows.none()
        if not guarded or reach.everywhere:
            return rows
        own = Q(lead_agency__in=reach.agencies) | Q(lead_group__in=reach.groups) | self.took_part(reach.agencies)
        return rows.filter(~Q(kind__in=guarded) | own)

    def took_part(self, agencies: Iterable[Any]) -> Q:
        """Those in which one of these agencies took part, without a join that would repeat a record."""
        through: Any = self.model.agencies.through  # a root's own table of who took part
        column = next(each.name for each in through._meta.fields if each.name not in ("id", "agency"))
        return Q(pk__in=through.objects.filter(agency__in=agencies).values(f"{column}_id"))

    def of_kind(self, kind: RecordKind) -> Records:
        return self.filter(kind=kind.slug)

    def between(self, first: date, last: date) -> Records:
        """Those that went on at some time in these days."""
        return self.filter(Q(starts_on__range=(first, last)) | Q(starts_on__lt=first, ends_on__gte=first))

    def counted(self) -> Records:
        """Without those withdrawn or declined: what may be said to have been done, or to be under way."""
        kinds: dict[frozenset[str], list[str]] = {}
        for kind in self.model.registry:
            kinds.setdefault(frozenset(kind.states.void), []).append(kind.slug)
        void = Q(pk__in=[])
        for states, slugs in kinds.items():
            void |= Q(kind__in=slugs, state__in=sorted(states)) if states else Q(pk__in=[])
        return self.exclude(void)

    def said(self, words: str) -> Records:
        """Those with these words in number, title or place."""
        return self.filter(Q(number__icontains=words) | Q(title__icontains=words) | Q(place__icontains=words))


def area_name(said: str) -> str:
    """The name of an area that may stand behind its code.

    >>> area_name("E05999001 Marchwood Castle"), area_name("The old town")
    ('Marchwood Castle', 'The old town')
    """
    return AREA.sub("", said, count=1)


class Record(models.Model):
    """One thing that was done, is being done or is to be done. ``kind`` says which table has the rest of it."""

    registry: ClassVar[Registry]
    kept_too: frozenset[str] = frozenset()  # of a record just edited: what others changed meanwhile, and still stands

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30, editable=False)
    number = models.CharField(max_length=30, editable=False)
    title = models.CharField(max_length=200)
    starts_on = models.DateField("date")
    ends_on = models.DateField("last day", null=True, blank=True, help_text="Only if it was longer than a day")
    place = models.CharField(
        max_length=200, blank=True, help_text="A street, park, school or area. Never somebody’s own address."
    )
    place_area = models.CharField(
        "ward or area",
        max_length=130,
        blank=True,
        help_text="Where the place is a whole area, or its point is not known",
    )  # its code and its name, so that both stay as they were when it was recorded
    easting = models.PositiveIntegerField(
        null=True, blank=True, help_text="Metres on the National Grid, six figures, with the northing"
    )
    northing = models.PositiveIntegerField(null=True, blank=True, help_text="Metres on the National Grid")
    lead_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lead_group = models.ForeignKey(
        ActionGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lead action group"
    )
    agencies = models.ManyToManyField(Agency, blank=True, related_name="+", verbose_name="who else took part")
    state = models.CharField(max_length=20, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    made_at = models.DateTimeField(editable=False)
    made_by = models.CharField(max_length=80, editable=False)
    changed_at = models.DateTimeField(editable=False)
    changed_by = models.CharField(max_length=80, editable=False)

    objects = models.Manager.from_queryset(Records)()

    class Meta:
        abstract = True
        ordering: ClassVar = ["-starts_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "number"], name="%(class)s_number_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="%(class)s_dates"
            ),
            models.CheckConstraint(
                name="%(class)s_both_or_neither_of_the_grid",
                condition=Q(easting__isnull=True, northing__isnull=True)
                | Q(easting__lte=GRID[0], northing__lte=GRID[1]),
            ),
            models.CheckConstraint(
                name="%(class)s_somebody_leads", condition=~Q(lead_agency__isnull=True, lead_group__isnull=True)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["partnership", "-starts_on", "-id"], name="%(class)s_newest"),
            models.Index(fields=["partnership", "kind", "state", "-starts_on"], name="%(class)s_kind"),
            models.Index(
                fields=["partnership", "ends_on", "starts_on"],
                name="%(class)s_lasting",
                condition=Q(ends_on__isnull=False),
            ),
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "six years after its last day"

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return self.address("detail")

    def address(self, page: str, *args: Any) -> str:
        """One of this record's pages: detail, edit, move."""
        name = f"{self.registry.names}-{page}"
        if args:
            return reverse(name, args=[self.partnership.slug, self.kind, self.pk, *args])
        before, after = _around(get_script_prefix(), name, self.partnership.slug, self.kind)
        return f"{before}{self.pk}{after}"

    @property
    def leaders(self) -> str:
        """Who leads it, as a list says it."""
        return ", ".join(each.short_name or each.name for each in (self.lead_agency, self.lead_group) if each)

    def clean(self) -> None:
        wrong: dict[str, str] = {}
        if self.ends_on and self.starts_on and self.ends_on < self.starts_on:
            wrong["ends_on"] = "The last day must not be before the first."
        wrong |= self._wrong_on_the_grid()
        if self.lead_agency_id is None and self.lead_group_id is None:
            wrong["lead_agency"] = "Say which agency or which group leads this."
        if wrong:
            raise ValidationError(wrong)

    def on_step(self, step: Move, today: date) -> None:
        """A kind's own rules of a step: it sets what else changes, or raises ``ValidationError`` saying why not.

        Called within the change, the step's values on the row and the state still the old one.
        """

    def _wrong_on_the_grid(self) -> dict[str, str]:
        if (self.easting is None) != (self.northing is None):
            missing = "easting" if self.easting is None else "northing"
            return {missing: "Give both the easting and the northing, or neither."}
        if self.easting is None or self.northing is None:
            return {}
        is_on = self.easting <= GRID[0] and self.northing <= GRID[1]
        return {} if is_on else {"easting": "That is not on the National Grid."}

    @property
    def declared(self) -> RecordKind:
        """Its kind's declaration."""
        return self.registry[self.kind]

    @property
    def state_label(self) -> str:
        return self.declared.states.labels[self.state]

    @property
    def state_colour(self) -> str:
        return self.declared.states.colours.get(self.state, "none")

    @property
    def told(self) -> str:
        """What is said of it to everybody in the partnership: of a guarded kind only the number."""
        return f"{self.number}, {self.declared.name}" if self.declared.guarded else str(self)

    @property
    def counts(self) -> bool:
        """Whether it may be said to have been done, or to be under way."""
        return self.state not in self.declared.states.void

    def get_place_area_display(self) -> str:
        """The area by its name."""
        return area_name(self.place_area)

    def led_by(self) -> dict[str, list[int]]:
        """Whom it belongs to, as ``Access.may`` and ``Access.demand`` ask for it."""
        return {
            "agencies": [self.lead_agency_id] if self.lead_agency_id is not None else [],
            "groups": [self.lead_group_id] if self.lead_group_id is not None else [],
        }


class RecordEvent(models.Model):
    """One line of a record's history. A root's own child of this has ``record``, with ``related_name="events"``."""

    class What(models.TextChoices):
        ADDED = "added", "Recorded"
        EDITED = "edited", "Edited"
        MOVED = "moved", "Moved on"
        PART_ADDED = "part_add", "Line added"
        PART_EDITED = "part_edit", "Line edited"
        PART_REMOVED = "part_drop", "Line taken away"

    what = models.CharField(max_length=10, choices=What)
    step = models.CharField(max_length=30, blank=True)  # the name of the move, or of the table a line is in
    state = models.CharField(max_length=20)  # in which it left the record
    fields = models.JSONField(default=list)  # names of the fields that changed; what they said is in the audit
    version = models.PositiveIntegerField(default=0)  # of the record, as this left it; 0: before this was kept
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        abstract = True
        ordering: ClassVar = ["pk"]


class RecordCounter(models.Model):
    """The last number given to a kind in a year, so that none is ever given twice."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="+")
    prefix = models.CharField(max_length=10)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    objects = models.Manager.from_queryset(OfPartnership)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "prefix", "year"], name="record_counter_once")
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "while the partnership runs"
