"""A quarter of the small plan with something of everything that a report tells."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from frankpledge.partners.access import Access, access_by_command
from frankpledge.plans.changes.updates import write_update
from frankpledge.plans.models import BudgetLine, Milestone, Objective, Plan, QuarterUpdate, Risk, UpdateState
from tests.measures.sowing import indicator, value
from tests.people import NOW, Cast
from tests.plans.sowing import objective, sow


def by_command(cast: Cast) -> Access:
    return access_by_command("test", cast.partnership)


def said(
    plan: Plan, ref: str, text: str, cast: Cast, *, quarter: str = "Q2", state: str = UpdateState.APPROVED
) -> None:
    """An update, in that state."""
    write_update(objective=objective(plan, ref), quarter="Q2", text=text, version=0, by=by_command(cast), now=NOW)
    QuarterUpdate.objects.filter(objective=objective(plan, ref), quarter="Q2").update(state=state)


def told(cast: Cast) -> Plan:
    """The plan with an approved update, a draft, two indicators, milestones done and late, money and a risk."""
    plan, by = sow(cast), by_command(cast)
    Objective.objects.filter(section__plan=plan, ref="1.1").update(owner=cast["contributor"])
    said(plan, "1.1", "Posters went up.\n- in Ware\n- in Hertford", cast)
    said(plan, "2.1", "Not yet agreed.", cast, state=UpdateState.DRAFTED)
    for ref, name, figures in (("1.1", "Calls", (200, 190)), ("2.1", "Thefts", (400, 700))):
        row = indicator(plan, cast, ref, name=name)
        for quarter, figure in zip(("Q1", "Q2"), figures, strict=True):
            value(row, quarter, figure, by=by)
    first = objective(plan, "1.1")
    Milestone.objects.create(objective=first, text="Print them", due_on=date(2026, 8, 1), done_on=date(2026, 7, 30))
    Milestone.objects.create(objective=first, text="Ask schools", due_on=date(2026, 8, 31))
    Risk.objects.create(plan=plan, text="No printer", likelihood=4, impact=3, reviewed_on=date(2026, 7, 1))
    BudgetLine.objects.create(
        plan=plan, objective=first, funder="Council", allocated=Decimal(1000), committed=Decimal(800),
        invoiced=Decimal(400), paid=Decimal("250.50"), changed_at=NOW,
    )  # fmt: skip
    return plan
