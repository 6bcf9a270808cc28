"""A source from the plan's money: how much of what was allocated has been paid."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils import timezone

from frankpledge.measures.models import Indicator
from frankpledge.measures.periods import Period
from frankpledge.measures.reading import Reading, RecordLink, Verdict
from frankpledge.measures.sources.scopes import PLAN, ScopeForm, link, objectives_of, scope_of, some
from frankpledge.plans.models import BudgetLine
from frankpledge.plans.models.money import STAGES


class MoneyForm(ScopeForm):
    """Which money, and how far it must have gone."""

    stage = forms.ChoiceField(
        label="Count money once it is",
        choices=[(stage, stage.capitalize()) for stage in STAGES if stage != "allocated"],
        initial="paid",
        widget=forms.RadioSelect,
    )
    funder = forms.CharField(
        label="Only money from this funder", required=False, help_text="As the budget names it. Blank for all money."
    )


class MoneySpent:
    """Of the money allocated, the share paid by now."""

    slug = "plan.money-spent"
    name = "Money spent"
    description = (
        "Of the pounds allocated, the share paid (or committed, or invoiced). A budget line keeps no history, so this "
        "is read while the quarter runs and stands as it was when the quarter ended."
    )
    unit = "percent"
    form = MoneyForm
    looks_back = False
    is_by_chance = False

    def value(self, indicator: Indicator, period: Period) -> Reading:
        stage = indicator.parameters.get("stage")
        stage = stage if stage in STAGES else "paid"
        lines = _lines(indicator)
        allocated = sum((line.allocated for line in lines), Decimal(0))
        if not allocated:
            return Reading(None, None, Verdict.TOO_LITTLE, note="No money is allocated.")
        spent = sum((getattr(line, stage) for line in lines), Decimal(0))
        as_of = max(timezone.localdate(line.changed_at) for line in lines)
        return Reading(
            spent * 100 / allocated, as_of, numerator=spent, denominator=allocated,
            records=some([_record(indicator, line, stage) for line in lines]),
        )  # fmt: skip


def _lines(indicator: Indicator) -> list[BudgetLine]:
    rows = BudgetLine.objects.filter(plan=indicator.plan_id).select_related("objective")
    if scope_of(indicator) != PLAN:
        rows = rows.filter(objective__in=objectives_of(indicator))
    if funder := str(indicator.parameters.get("funder") or "").strip():
        rows = rows.filter(funder__iexact=funder)
    return list(rows)


def _record(indicator: Indicator, line: BudgetLine, stage: str) -> RecordLink:
    words = f"{line.funder}: £{getattr(line, stage):,.2f} {stage} of £{line.allocated:,.2f}"
    return link(indicator, line.objective, words) if line.objective else RecordLink(words)
