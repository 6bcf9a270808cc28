"""The four quarters of a plan, each with how far it has got."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Count

from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.models import Objective, Plan, QuarterUpdate
from frankpledge.plans.queries.quarters import NAMES, quarter_days
from frankpledge.plans.queries.update_states import seen_state
from frankpledge.quarters.models import QuarterRound
from frankpledge.quarters.queries.standing import YearQuarter


def quarters_of(plan: Plan) -> tuple[YearQuarter, ...]:
    """Three queries."""
    rounds = {row.quarter: row for row in QuarterRound.objects.filter(plan=plan)}
    for row in rounds.values():
        row.plan = plan
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    cells = QuarterUpdate.objects.filter(objective__section__plan=plan).order_by()
    blank = cells.filter(text="").values_list("quarter", "state").annotate(Count("pk"))
    written = cells.exclude(text="").values_list("quarter", "state").annotate(Count("pk"))
    for rows, has_words in ((blank, False), (written, True)):
        for quarter, state, cells_there in rows:
            counts[quarter][seen_state(state, has_words=has_words)] += cells_there
    objectives = Objective.objects.filter(section__plan=plan).count()
    return tuple(
        YearQuarter(
            quarter,
            NAMES[quarter],
            *quarter_days(plan, quarter),
            rounds.get(quarter),
            dict(counts[quarter]),
            objectives,
        )
        for quarter in QUARTERS
    )
