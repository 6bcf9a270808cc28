"""Indicators that are counted from the year's records, each of only some of their kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from frankpledge.delivery.demonstration.done import MADE_UP
from frankpledge.measures.changes import IndicatorWords, add_indicator, refresh_indicator
from frankpledge.partners.access import Access
from frankpledge.partners.models import ActionGroup
from frankpledge.plans.models import Objective

YEAR_END = date(2009, 3, 31)
GROUP = "JAG"
TARGETS = f"The target is a usual one and not the plan's own. {MADE_UP}"


def make_figures(*, objectives: dict[str, Objective], by: Access, now: datetime) -> None:
    """Days of graffiti and of nothing else, members of Pubwatch and of no other scheme, one group's own meetings, and
    the hours of all providers together."""
    group = ActionGroup.objects.within(by.partnership).filter(short_name=GROUP).first()
    add = _adder(objectives, by, now)
    add(
        "1.3", "Days until graffiti was removed", "delivery.days", "environment:starts_on:done_on",
        {"way": "median", "only": {"sort": ["graffiti"]}}, unit="days", direction="lower", target=Decimal(10),
        definition=f"From the report to the removal, the middle one. Graffiti only. {TARGETS}",
    )  # fmt: skip
    add(
        "6.3", "Premises in Pubwatch", "delivery.current", "premises-schemes:members:",
        {"only": {"sort": ["pubwatch"]}}, target=Decimal(10),
        definition=f"Members on the quarter's last day, of Pubwatch and of no other scheme. {TARGETS}",
    )  # fmt: skip
    add(
        "4.3", "Hours from all providers with each offender a week", "delivery.hours-together",
        "provider-totals:together", {}, decimals=1, target=Decimal(15),
        definition=f"What the providers say they gave, added up. The plan says at least 15. {MADE_UP}",
    )  # fmt: skip
    if group is not None:
        add(
            "2.1", "Meetings of the Joint Action Group with agreed minutes", "delivery.records", "meetings:agreed",
            {"only": {"lead_group": [str(group.pk)]}}, target=Decimal(3),
            definition=f"Its own meetings and no other group's. {TARGETS}",
        )  # fmt: skip


def _adder(objectives: dict[str, Objective], by: Access, now: datetime) -> Callable[..., None]:
    def add(ref: str, name: str, source: str, what: str, rule: dict[str, Any], **words: Any) -> None:
        if ref not in objectives:
            return
        objective = objectives[ref]
        row = add_indicator(
            plan=objective.section.plan, objective=objective, by=by, now=now,
            words=IndicatorWords(
                name, source=source, parameters={"what": what, "scope": "every", **rule}, target_on=YEAR_END,
                is_by_chance=False, **words,
            ),
        )  # fmt: skip
        refresh_indicator(indicator=row, by=by, now=now)

    return add
