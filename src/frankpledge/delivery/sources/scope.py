"""What every source of records shares: its two questions, the records of a quarter, and answers where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from statistics import median
from typing import Any

from django import forms
from django.utils import timezone

from frankpledge.delivery.root import KINDS, RecordLink
from frankpledge.measures.models import Indicator
from frankpledge.measures.periods import Period
from frankpledge.measures.reading import Reading, Verdict
from frankpledge.measures.reading import RecordLink as Opened
from frankpledge.measures.sources import SourceForm
from frankpledge.measures.sources.scopes import some
from frankpledge.records.kinds import Part, RecordKind

LINKED, EVERY = "linked", "every"
TOTAL, MEAN, MEDIAN = "total", "mean", "median"
PLACES = Decimal("0.01")
UNKNOWN = Reading(None, None, Verdict.NOT_MEASURABLE, note="That kind of record is not kept here.")
Choices = Callable[[], list[tuple[str, str]]]


class RecordsForm(SourceForm):
    """Which records, and whether only those linked to the indicator's objective."""

    what = forms.ChoiceField(label="Count")
    scope = forms.ChoiceField(label="Which of them", widget=forms.RadioSelect)

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, indicator=indicator, **kwargs)
        what: Any = self.fields["what"]
        what.initial = next((key for key, _ in what.choices), None)
        field: Any = self.fields["scope"]
        field.choices = [(EVERY, "All the partnership recorded")]
        if indicator.objective_id is not None:
            field.choices = [(LINKED, "Only those linked to this objective"), *field.choices]
        field.initial = field.choices[0][0]


def form_of(label: str, choices: Choices, *, ways: tuple[tuple[str, str], ...] = ()) -> type[RecordsForm]:
    """The form of one source: what it may be asked, and of several ways to make one figure of many, which."""
    fields: dict[str, Any] = {"what": forms.ChoiceField(label=label, choices=choices)}
    if ways:
        fields["way"] = forms.ChoiceField(
            label="As one figure", choices=ways, initial=ways[0][0], widget=forms.RadioSelect
        )
    return type("RuleForm", (RecordsForm,), {**fields, "__module__": __name__})


def asked(indicator: Indicator) -> tuple[RecordKind | None, list[str]]:
    """The kind the indicator's rule names, and the rest of what it names."""
    slug, *rest = str(indicator.parameters.get("what", "")).split(":")
    return KINDS.find(slug), rest


def within(indicator: Indicator, kind: RecordKind) -> Any:
    """The records of the kind that count, of the indicator's objective where only those are wanted."""
    rows: Any = kind.model.objects.within(indicator.plan.partnership).counted().select_related("partnership")
    if indicator.objective_id is not None and indicator.parameters.get("scope") != EVERY:
        rows = rows.filter(pk__in=RecordLink.objects.filter(objective=indicator.objective_id).values("record"))
    return rows.order_by("starts_on", "pk")


def begun_in(indicator: Indicator, kind: RecordKind, period: Period) -> list[Any]:
    """By first day, so that nothing is counted in two quarters."""
    return list(within(indicator, kind).filter(starts_on__range=(period.first, period.last)))


def as_of(rows: Iterable[Any]) -> Any:
    """The last day on which any of them was changed."""
    return max(timezone.localdate(row.changed_at) for row in rows)


def opened(row: Any, more: str = "") -> Opened:
    """The record behind a figure, with what it gave to it."""
    return Opened((f"{row.told}: {more}" if more else row.told)[:200], row.get_absolute_url())


def behind(found: Iterable[tuple[Any, str]]) -> Any:
    """The records behind a figure."""
    return some([opened(row, more) for row, more in found])


def nobody(kind: RecordKind, what: str = "") -> Reading:
    """There is no figure: nothing was recorded, or nobody filled in what is asked."""
    note = f"Nobody recorded {what} of {kind.plural}" if what else f"Nobody recorded any {kind.plural}"
    return Reading(None, None, Verdict.TOO_LITTLE, note=f"{note} for this period.")


def one_of(values: list[Decimal], way: str) -> Decimal:
    """One figure of many.

    >>> [one_of([Decimal(1), Decimal(2), Decimal(6)], way) for way in (TOTAL, MEAN, MEDIAN)]
    [Decimal('9'), Decimal('3.00'), Decimal('2.00')]
    """
    if way == MEDIAN:
        return Decimal(median(values)).quantize(PLACES)
    total = sum(values, Decimal())
    return (total / len(values)).quantize(PLACES) if way == MEAN else total


def lines_in(part: Part, rows: Iterable[Any]) -> Any:
    """The lines of a table inside these records."""
    model: Any = part.model
    return model.objects.filter(record__in=[row.pk for row in rows])
