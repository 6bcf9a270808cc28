"""A plan that is adopted, with people to amend it, for tests of what happens to it then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction

from frankpledge.accounts.models import User
from frankpledge.partners.access import Access, access_by_command, access_for
from frankpledge.plans.changes.amendments import make_or_collect, propose_amendment
from frankpledge.plans.changes.life import ConsultationWords, adopt_plan, consult_on_plan
from frankpledge.plans.changes.objectives import ObjectiveWords, edit_objective
from frankpledge.plans.models import Amendment, Plan
from tests.people import NOW, Cast
from tests.plans.sowing import objective, sow

TODAY = date(2026, 11, 22)
CONSULTED = ConsultationWords(date(2026, 4, 1), date(2026, 4, 30), "Everybody")


@contextmanager
def undone() -> Iterator[None]:
    """Takes back what is done within: an adopted plan cannot be deleted, since its editions cannot."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def who(user: User, there: Cast) -> Access:
    return access_for(user, there.partnership.slug, today=TODAY)


def machine(there: Cast) -> Access:
    return access_by_command("test", there.partnership)


def adopt(plan: Plan, by: Access) -> Plan:
    """The plan, out for comment and adopted with all that is missing from it."""
    consult_on_plan(plan=plan, words=CONSULTED, by=by, now=NOW)
    because = "The board means to write the actions of section 2 by June"
    return adopt_plan(plan=plan, on=date(2026, 5, 1), confirmed=True, because=because, by=by, now=NOW)


def adopted(there: Cast, **said: object) -> Plan:
    return adopt(sow(there, **said), machine(there))


def drafted(plan: Plan, by: Access, *, ref: str = "1.1", text: str = "Tell people twice") -> Amendment:
    """A draft amendment that changes an objective's words."""
    row = objective(plan, ref)
    made = make_or_collect(
        edit_objective, plan=plan, by=by, now=NOW, objective=row, words=ObjectiveWords(text), version=row.version
    )
    assert isinstance(made, Amendment)
    return made


def proposed(plan: Plan, by: Access, *, ref: str = "1.1", text: str = "Tell people twice") -> Amendment:
    """The same, proposed."""
    draft = drafted(plan, by, ref=ref, text=text)
    return propose_amendment(amendment=draft, reason="The board asked", version=draft.version, by=by, now=NOW)
