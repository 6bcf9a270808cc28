"""Fills the board's page of the demonstration's first quarter: ``python -m tests.journeys.full_board``."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import django

COUNT = 9  # of each kind: more than the page shows
WORDS = "Neighbourhood officers, the council's wardens and the county's youth service together "


def fill() -> None:
    """Nine indicators off track, nine milestones late, nine grave risks and nine long answers."""
    from django.utils import timezone

    from frankpledge.measures.changes import IndicatorWords, add_indicator, write_value
    from frankpledge.measures.periods import quarter_period
    from frankpledge.partners.access import access_by_command
    from frankpledge.plans.changes.updates import approve_update, submit_update, write_update
    from frankpledge.plans.models import Milestone, Objective, Plan, QuarterUpdate, Risk

    now = timezone.now()
    plan = Plan.objects.select_related("partnership").get(partnership__slug="east-herts", slug="2008-2009")
    by, period = access_by_command("test", plan.partnership), quarter_period(plan.starts_on, "Q1")
    rows = list(Objective.objects.filter(section__plan=plan).select_related("section__plan")[10 : 10 + COUNT])
    for number, row in enumerate(rows):
        words = IndicatorWords(
            f"Reports of damage in the five town centres at night, {number}", baseline=Decimal(120), target=Decimal(90),
            baseline_period="2007/08", target_on=plan.starts_on + timedelta(days=364), direction="lower",
        )  # fmt: skip
        indicator = add_indicator(plan=plan, objective=row, words=words, by=by, now=now)
        write_value(indicator=indicator, period=period, value=Decimal(400), as_of=period.last, by=by, now=now)
        Milestone.objects.create(objective=row, text=WORDS * 2, due_on=plan.starts_on + timedelta(days=20))
        Risk.objects.create(
            plan=plan, objective=row, text=WORDS * 2, likelihood=4, impact=4, reviewed_on=plan.starts_on
        )
        cell = QuarterUpdate.objects.filter(objective=row, quarter="Q1").first()
        said = {"objective": row, "quarter": "Q1", "by": by, "now": now}
        version = write_update(text=WORDS * 6, version=cell.version if cell else 0, **said).version
        submit_update(version=version, **said)
        approve_update(version=version, **said)


if __name__ == "__main__":
    django.setup()
    fill()
