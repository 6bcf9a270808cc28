"""A crime figure hung on an objective in one step: the indicator, its source, and the quarters it can already tell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from frankpledge.measures.changes import IndicatorWords, add_indicator
from frankpledge.measures.changes.refreshing import refresh_indicator
from frankpledge.measures.models import Indicator
from frankpledge.measures.sources import registry
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.plans.models import Objective


@transaction.atomic
def attach_figure(
    *,
    objective: Objective,
    name: str,
    says: str,
    source: str,
    parameters: Mapping[str, str],
    by: Access,
    now: datetime,
) -> Indicator:
    """The indicator, with every quarter that has begun asked at once. ``source`` is one of ``sources.SLUGS``.

    Fewer is better until somebody says otherwise; baseline and target stay blank for a person.
    """
    found = registry.find(source)
    if found is None:
        raise PlanRefused("That source is not installed here. Choose another.", "measure")
    words = IndicatorWords(
        name=name.strip(), definition=says, unit=found.unit, decimals=0 if found.unit == "number" else 1,
        source=source, parameters=dict(parameters), direction="lower", is_by_chance=found.is_by_chance,
        denominator_words="Residents" if found.unit == "rate" else "",
    )  # fmt: skip
    row = add_indicator(plan=objective.section.plan, objective=objective, words=words, by=by, now=now)
    if by.reach(Permission.VALUE_WRITE):
        refresh_indicator(indicator=row, by=by, now=now)
    return row
