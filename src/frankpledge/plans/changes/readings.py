"""Pages that show who a person is write it down: no audit, no page."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from frankpledge.accounts.models import User
from frankpledge.audit.log import log, log_many
from frankpledge.audit.models import Operation
from frankpledge.partners.access import Access
from frankpledge.plans.models import Objective


@transaction.atomic
def read_writers(*, people: Collection[User], by: Access, now: datetime) -> None:
    """These people's names are shown as those who wrote updates."""
    if people:
        log_many(people, "person.read", by=by, now=now, partnership=by.partnership, operation=Operation.READ,
                 purpose="Who wrote an update")  # fmt: skip


@transaction.atomic
def find_people(*, people: Collection[User], by: Access, now: datetime) -> None:
    """These people's names are shown as the answer to a search."""
    if people:
        log_many(people, "person.found", by=by, now=now, partnership=by.partnership, operation=Operation.SEARCH,
                 purpose="Search")  # fmt: skip


@transaction.atomic
def read_officers(*, objective: Objective, by: Access, now: datetime) -> None:
    """The officers an objective names are shown."""
    if objective.people:
        log("objective.officers_read", objective, by=by, now=now, partnership=by.partnership,
            operation=Operation.READ, purpose="Who answers for the objective")  # fmt: skip
