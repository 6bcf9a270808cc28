"""How much of the plan a source looks at: the indicator's own objective, its section, or all of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse

from frankpledge.measures.models import Indicator
from frankpledge.measures.reading import RecordLink
from frankpledge.measures.sources.interface import SourceForm
from frankpledge.plans.models import Objective

OBJECTIVE, SECTION, PLAN = "objective", "section", "plan"
MOST_RECORDS = 200  # links kept with a value; the note says how many more there are


class ScopeForm(SourceForm):
    """The one question of most sources of the plan's own."""

    scope = forms.ChoiceField(label="Count over", widget=forms.RadioSelect)

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, indicator=indicator, **kwargs)
        choices = [(PLAN, "The whole plan")]
        if indicator.objective is not None:
            choices = [(OBJECTIVE, "This objective"), (SECTION, "Its section"), *choices]
        field = self.fields["scope"]
        field.choices = choices  # type: ignore[attr-defined]  # a ChoiceField, which the base class hides
        field.initial = choices[0][0]


def scope_of(indicator: Indicator) -> str:
    """The scope chosen; the narrowest there is where nobody chose."""
    chosen = indicator.parameters.get("scope")
    if indicator.objective_id is None:
        return PLAN
    return chosen if chosen in (OBJECTIVE, SECTION, PLAN) else OBJECTIVE


def objectives_of(indicator: Indicator) -> QuerySet[Objective]:
    """The objectives looked at."""
    rows = Objective.objects.filter(section__plan=indicator.plan_id)
    scope = scope_of(indicator)
    if scope == OBJECTIVE and indicator.objective_id is not None:
        return rows.filter(pk=indicator.objective_id)
    if scope == SECTION and indicator.objective is not None:
        return rows.filter(section=indicator.objective.section_id)
    return rows


def link(indicator: Indicator, objective: Objective, words: str, *, part: str = "") -> RecordLink:
    """A record on an objective's page. ``words`` name the thing and never a person."""
    address = reverse("objective-detail", args=[indicator.plan.partnership.slug, indicator.plan.slug, objective.pk])
    return RecordLink(f"{objective.ref}: {words}"[:200], address + (f"#{part}" if part else ""))


def some(links: list[RecordLink]) -> tuple[RecordLink, ...]:
    """As many as are kept, the last of them saying how many more there are."""
    if len(links) <= MOST_RECORDS:
        return tuple(links)
    return (*links[:MOST_RECORDS], RecordLink(f"and {len(links) - MOST_RECORDS} more"))
