"""Pages that show who answers for an indicator, or who changed it, write it down: no audit, no page."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from frankpledge.accounts.models import User
from frankpledge.audit.log import log_many
from frankpledge.audit.models import Operation
from frankpledge.partners.access import Access


@transaction.atomic
def read_people(*, people: Collection[User], purpose: str, by: Access, now: datetime) -> None:
    """These people's names are shown; ``purpose`` says why."""
    if people:
        log_many(people, "person.read", by=by, now=now, partnership=by.partnership, operation=Operation.READ,
                 purpose=purpose)  # fmt: skip
