"""Pages that show whom something is asked of write it down: no audit, no page."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from frankpledge.accounts.models import User
from frankpledge.audit.log import log_many
from frankpledge.audit.models import Operation
from frankpledge.partners.access import Access


@transaction.atomic
def read_asked(*, people: Collection[User], by: Access, now: datetime) -> None:
    """These people's names are shown as those of whom updates are asked."""
    if people:
        log_many(people, "person.read", by=by, now=now, partnership=by.partnership, operation=Operation.READ,
                 purpose="Who answers for a quarter")  # fmt: skip
