"""A rule of law as a row: what it says, from when to when, where, by what source, and whether anybody checked it."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from frankpledge.partners.models import OfPartnership, Partnership

# What the first part of a key is about. A key that begins otherwise is among "Other rules".
TOPICS = {
    "asb_data": "Case reviews and data",
    "case_review": "Case reviews and data",
    "closure": "Closure of premises",
    "complaint": "Answers to complaints",
    "conviction_order": "Orders about behaviour",
    "cpn": "Community protection notices",
    "csas": "Accredited people",
    "cuckooing": "Orders about behaviour",
    "cumulative_impact": "Licensing",
    "dispersal": "Dispersal",
    "dppo": "Public places and spaces",
    "engagement": "The partnership’s duties",
    "exclusion": "Orders about behaviour",
    "fpn": "Fixed penalties",
    "hate": "Hate crime",
    "housing_injunction": "Orders about behaviour",
    "injunction": "Orders about behaviour",
    "licensing": "Licensing",
    "licensing_statement": "Licensing",
    "persistent_selling": "Selling to the young",
    "place_order": "Public places and spaces",
    "pspo": "Public places and spaces",
    "respect_order": "Orders about behaviour",
    "sale": "Selling to the young",
    "surveillance": "Covert surveillance",
    "test_purchase": "Selling to the young",
    "youth_injunction": "Orders about behaviour",
}
OTHER = "Other rules"


class Sort(models.TextChoices):
    """What kind of thing a rule's value is."""

    POUNDS = "pounds", "Pounds"
    HOURS = "hours", "Hours"
    DAYS = "days", "Days"
    WEEKS = "weeks", "Weeks"
    MONTHS = "months", "Months"
    YEARS = "years", "Years"
    AGE = "age", "Years of age"
    NUMBER = "number", "A number"
    YES_NO = "yes_no", "Yes or no"
    INSTRUMENT = "instrument", "An instrument or a body, by its name"


class Jurisdiction(models.TextChoices):
    """Where it holds."""

    ENGLAND = "england", "England"
    WALES = "wales", "Wales"
    BOTH = "both", "England and Wales"


def topic_of(key: str) -> str:
    return TOPICS.get(key.partition(".")[0], OTHER)


class Rules(OfPartnership["Rule"]):
    """Which rules."""

    def known_to(self, partnership: Partnership | None) -> Rules:
        """The installation's, and this partnership's own."""
        return self.filter(Q(partnership=None) | Q(partnership=partnership))

    def standing(self) -> Rules:
        """Without those entered by mistake."""
        return self.filter(withdrawn_at=None)

    def in_force(self, day: date) -> Rules:
        """Those that hold on that day. One without a first day is not switched on, and holds on none."""
        return self.standing().filter(Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day)))

    def off(self) -> Rules:
        """Those nobody has said the first day of."""
        return self.standing().filter(valid_from=None)

    def holding_in(self, jurisdiction: str) -> Rules:
        return self.filter(jurisdiction__in=[jurisdiction, Jurisdiction.BOTH])


class Rule(models.Model):
    """One version of one rule. It is never changed: it is ended and followed by another, or withdrawn as a mistake."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    key = models.CharField(max_length=80)
    words = models.CharField("what it says", max_length=300)
    sort = models.CharField("what kind of value", max_length=12, choices=Sort)
    value = models.CharField(max_length=200)
    valid_from = models.DateField("in force from", null=True, blank=True)
    valid_to = models.DateField("last day in force", null=True, blank=True)
    source = models.CharField(max_length=300)
    jurisdiction = models.CharField("where", max_length=10, choices=Jurisdiction, default=Jurisdiction.BOTH)
    confirmed = models.BooleanField("somebody read it at its source", default=False)
    note = models.CharField(max_length=300, blank=True)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers")
    made_at = models.DateTimeField(null=True, editable=False)  # nothing where it came with the software
    made_by = models.CharField(max_length=80, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = models.CharField(max_length=80, blank=True, editable=False)
    withdrawn_because = models.CharField(max_length=300, blank=True, editable=False)

    objects = models.Manager.from_queryset(Rules)()

    class Meta:
        ordering: ClassVar = ["key", "valid_from", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="rule_dates",
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=False, valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="rule_withdrawn_by_somebody",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="") & ~Q(withdrawn_because=""),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["key", "valid_from"], name="rule_on_a_day")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "while the installation runs: records name the rule they were made under"

    def __str__(self) -> str:
        return f"{self.words}: {self.shown}"

    def url_in(self, partnership: Partnership) -> str:
        return reverse("law-rule", args=[partnership.slug, self.pk])

    @property
    def topic(self) -> str:
        return topic_of(self.key)

    @property
    def is_off(self) -> bool:
        """Whether nobody has said yet when it begins."""
        return self.valid_from is None

    @property
    def content(self) -> Any:
        """Its value as a program uses it: pounds and ages exact, lengths whole, yes and no as a truth."""
        return content_of(self.sort, self.value)

    @property
    def shown(self) -> str:
        """Its value in words, with its unit."""
        return shown_as(self.sort, self.value)

    def added_to(self, day: date) -> date:
        """The day that is the rule's length after this one: six weeks, three months. Only lengths of days or more."""
        return added(day, self.sort, int(self.value))


def content_of(sort: str, value: str) -> Any:
    """A value as a program uses it. ``ValueError`` where it is none of that sort."""
    if sort in (Sort.POUNDS, Sort.AGE):
        if not value.isascii() or not value.replace(".", "", 1).isdecimal():
            raise ValueError(value)
        return Decimal(value)
    if sort == Sort.YES_NO:
        return {"yes": True, "no": False}[value] if value in ("yes", "no") else _wrong(value)
    if sort == Sort.INSTRUMENT:
        return value
    return int(value) if value.isascii() and value.isdecimal() else _wrong(value)


def _wrong(value: str) -> Any:
    raise ValueError(value)


def shown_as(sort: str, value: str) -> str:
    """A value in words, with its unit."""
    if sort == Sort.POUNDS:
        pounds = Decimal(value)
        return f"£{pounds:,.0f}" if pounds == pounds.to_integral() else f"£{pounds:,.2f}"
    if sort == Sort.AGE:
        return f"{value} years old"
    if sort in (Sort.HOURS, Sort.DAYS, Sort.WEEKS, Sort.MONTHS, Sort.YEARS):
        return f"{value} {sort.removesuffix('s') if value == '1' else sort}"
    return value.capitalize() if sort == Sort.YES_NO else value


def added(day: date, sort: str, length: int) -> date:
    """That many days, weeks, months or years after a day; the last of a month where the month is shorter."""
    if sort in (Sort.DAYS, Sort.WEEKS):
        return day + timedelta(days=length * (7 if sort == Sort.WEEKS else 1))
    if sort not in (Sort.MONTHS, Sort.YEARS):
        raise ValueError(f"A rule in {sort} is not a length of days.")
    month = day.month - 1 + length * (12 if sort == Sort.YEARS else 1)
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
