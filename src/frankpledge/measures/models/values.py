"""An indicator's figures: each with every earlier one, what was published, and what a person judged."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from frankpledge.measures.models.indicators import Indicator, number
from frankpledge.measures.periods import PeriodKind
from frankpledge.measures.rating import Rag
from frankpledge.measures.reading import Verdict
from frankpledge.plans.models.updates import quarter_choices


def period_kinds() -> list[tuple[str, str]]:
    return [(PeriodKind.QUARTER, "Quarter"), (PeriodKind.MONTH, "Month"), (PeriodKind.YEAR, "Year")]


def verdicts() -> list[tuple[str, str]]:
    return [
        (Verdict.MEASURED, "Measured"),
        (Verdict.TOO_LITTLE, "Too little data"),
        (Verdict.NOT_MEASURABLE, "Not measurable"),
    ]


def judged_choices() -> list[tuple[str, str]]:
    return [(Rag.ON_TRACK, "On track"), (Rag.CLOSE, "Close"), (Rag.OFF_TRACK, "Off track")]


class Figures(models.Model):
    """The figures themselves, the same in the value as it stands and in each earlier version."""

    value = number("value")
    numerator = number("counted")
    denominator = number("out of")
    low = number("interval from")
    high = number("interval to")
    as_of = models.DateField("data as of", null=True, blank=True)
    verdict = models.CharField(max_length=20, choices=verdicts, default=Verdict.MEASURED)
    note = models.TextField(blank=True)
    records = models.JSONField(default=list, blank=True)  # [words, address] of each record it rests on

    class Meta:
        abstract = True


class IndicatorValue(Figures):
    """The value of one period as it now stands."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="values")
    kind = models.CharField(max_length=10, choices=period_kinds, default=PeriodKind.QUARTER)
    quarter = models.CharField(max_length=2, choices=quarter_choices, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    source = models.CharField(max_length=60, default="person")  # what it was computed by, or a person
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    is_late_revision = models.BooleanField(default=False)  # as it now stands
    published_version = models.PositiveIntegerField(null=True, blank=True)  # the figure the public has

    class Meta:
        ordering: ClassVar = ["starts_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "kind", "starts_on"], name="indicator_value_once"),
            models.CheckConstraint(name="indicator_value_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))),
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "permanent: a public document of the partnership"


class IndicatorValueVersion(Figures):
    """The value as it once stood, who wrote it or what computed it, and why it changed."""

    of = models.ForeignKey(IndicatorValue, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    source = models.CharField(max_length=60, default="person")
    written_by = models.CharField(max_length=80)  # the audit's name for them
    written_at = models.DateTimeField()
    reason = models.TextField("why it was corrected", blank=True)
    is_late_revision = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "version"], name="indicator_value_version_once"),
            models.CheckConstraint(name="a_correction_has_its_reason", condition=Q(version=1) | ~Q(reason="")),
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "permanent: a public document of the partnership"


class Judgement(models.Model):
    """What a person judged a quarter to be, beside what the rule said. The latest counts; blank takes it back."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="judgements")
    quarter = models.CharField(max_length=2, choices=quarter_choices)
    judged = models.CharField(max_length=20, choices=judged_choices, blank=True)
    why = models.TextField()
    rule_said = models.CharField(max_length=20)  # a Rag, at that moment
    value_version = models.PositiveIntegerField(null=True, blank=True)  # of the value it was judged on
    judged_by = models.CharField(max_length=80)  # the audit's name for them
    judged_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-judged_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["indicator", "quarter"])]
        constraints: ClassVar = [models.CheckConstraint(name="a_judgement_has_its_reason", condition=~Q(why=""))]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "permanent: a public document of the partnership"
