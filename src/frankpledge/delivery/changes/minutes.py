"""That minutes left the system: written down before they do."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.delivery.kinds.meetings import Meeting
from frankpledge.partners.access import Access


@transaction.atomic
def disclose_minutes(*, meeting: Meeting, kind: str, by: Access, now: datetime) -> None:
    """The meeting's paper is taken away as that kind of file."""
    log("meeting.paper_taken", meeting, by=by, now=now, partnership=by.partnership, operation=Operation.DISCLOSE,
        after={"number": meeting.number, "file": kind}, purpose="agenda or minutes taken away")  # fmt: skip
