"""A source of indicators' values: how many records of a kind, in a state, in the quarter."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from frankpledge.delivery.root import KINDS, DeliveryRecord, RecordLink
from frankpledge.measures.models import Indicator
from frankpledge.measures.periods import Period
from frankpledge.measures.reading import Reading, Verdict
from frankpledge.measures.reading import RecordLink as Opened
from frankpledge.measures.sources import SourceForm
from frankpledge.measures.sources.scopes import some
from frankpledge.records.kinds import RecordKind

LINKED, EVERY = "linked", "every"


def _choices() -> list[tuple[str, str]]:
    """Each kind, whatever has become of it, and each of its states that count."""
    found = []
    for kind in KINDS:
        found.append((f"{kind.slug}:", f"{kind.label_of_plural}, in any state that counts"))
        found += [
            (f"{kind.slug}:{state}", f"{kind.label_of_plural}: {kind.states.labels[state].lower()}")
            for state in kind.states.counted()
        ]
    return found


class RecordsForm(SourceForm):
    """Which records, and whether only those linked to the indicator's objective."""

    what = forms.ChoiceField(label="Count", choices=_choices)
    scope = forms.ChoiceField(label="Which of them", widget=forms.RadioSelect)

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, indicator=indicator, **kwargs)
        what: Any = self.fields["what"]
        what.initial = next(iter(what.choices))[0]
        field: Any = self.fields["scope"]
        field.choices = [(EVERY, "All the partnership recorded")]
        if indicator.objective_id is not None:
            field.choices = [(LINKED, "Only those linked to this objective"), *field.choices]
        field.initial = field.choices[0][0]


class RecordsCounted:
    """Records whose date is in the period."""

    slug = "delivery.records"
    name = "Records of activity"
    description = (
        "How many records of a kind have their first day in the quarter and stand in the state asked for. What was "
        "withdrawn, cancelled or not cleared is left out. Where nobody recorded any of that kind, there is no figure."
    )
    unit = "number"
    form = RecordsForm
    looks_back = True
    is_by_chance = False

    def value(self, indicator: Indicator, period: Period) -> Reading:
        slug, _, state = str(indicator.parameters.get("what", "")).partition(":")
        kind = KINDS.find(slug)
        if kind is None or (state and state not in kind.states.counted()):
            return Reading(None, None, Verdict.NOT_MEASURABLE, note="That kind of record is not kept here.")
        rows = list(_rows(indicator, kind, period))
        if not rows:
            return Reading(None, None, Verdict.TOO_LITTLE, note=f"Nobody recorded any {kind.plural} for this period.")
        counted = [row for row in rows if not state or row.state == state]
        as_of = max(timezone.localdate(row.changed_at) for row in rows)
        left = len(rows) - len(counted)
        return Reading(
            Decimal(len(counted)), as_of, records=some([_opened(row) for row in counted]),
            note=f"{left} more are not “{kind.states.labels[state].lower()}”." if left else "",
        )  # fmt: skip


def _rows(indicator: Indicator, kind: RecordKind, period: Period) -> Any:
    """By first day, so that nothing is counted in two quarters."""
    rows = DeliveryRecord.objects.within(indicator.plan.partnership).of_kind(kind).counted()
    rows = rows.filter(starts_on__range=(period.first, period.last)).select_related("partnership")
    if indicator.objective_id is not None and indicator.parameters.get("scope") != EVERY:
        rows = rows.filter(pk__in=RecordLink.objects.filter(objective=indicator.objective_id).values("record"))
    return rows.order_by("starts_on", "pk")


def _opened(row: DeliveryRecord) -> Opened:
    return Opened(row.told[:200], row.get_absolute_url())
