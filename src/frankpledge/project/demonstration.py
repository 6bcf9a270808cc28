"""The demonstration's whole year: each room makes its own part, in the order in which one grows out of another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from frankpledge.accounts.models import User
from frankpledge.delivery import demonstration as delivery
from frankpledge.insight import demonstration as insight
from frankpledge.measures import demonstration as measures
from frankpledge.partners.access import access_by_command
from frankpledge.partners.models import Partnership
from frankpledge.plans import demonstration as plans
from frankpledge.plans import living_demonstration as living
from frankpledge.quarters import demonstration as quarters
from frankpledge.reporting import demonstration as reporting
from frankpledge.strategy import demonstration as strategy

YEAR = (
    ("Adopting the plan, with milestones, risks and money", living.make_demonstration),
    ("Asking for two quarters, publishing them, and opening a third", quarters.make_demonstration),
    # After the quarters: some indicators count how the quarters went, and the assessment looks back on them.
    ("Choosing indicators and entering figures", measures.make_demonstration),
    # Before the strategy: its assessment looks at them.
    ("Loading crime figures", insight.make_demonstration),
    ("Recording what was done", delivery.make_demonstration),
    ("Drafting the open quarter's updates from it", quarters.draft_updates),
    ("Writing the strategy and scoring its problems", strategy.make_demonstration),
    ("Freezing the quarters' reports", reporting.make_demonstration),
)


def make_demonstration(*, now: datetime, say: Callable[[str], None]) -> bool:
    """The partnership, its people, its plan and the plan's year, whole or not at all. False if it is there already."""
    with transaction.atomic():
        if not plans.make_demonstration(now=now, say=say):
            return False
        partnership = Partnership.objects.get(slug=plans.SLUG)
        people = {user.email: user for user in User.objects.exclude(made_up_as="")}
        by = access_by_command("demo", partnership)
        plan = partnership.plans.get()
        for words, make in YEAR:
            say(words)
            make(plan=plan, people=people, by=by, now=now)
            plan.refresh_from_db()
            plan.partnership = partnership
    return True
