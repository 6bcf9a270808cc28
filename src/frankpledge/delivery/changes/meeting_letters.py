"""An agenda is sent, and minutes once they are agreed: to each reader by post, once for each edition."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.delivery.kinds.meetings import AgendaItem, Meeting
from frankpledge.delivery.meeting_letters import MeetingLetter, edition_of, paper_to_send, still_to_get
from frankpledge.delivery.root import KINDS
from frankpledge.partners.access import Access
from frankpledge.post.letters import post
from frankpledge.records.changes.records import RecordRefused, hold_record


def offer() -> None:
    """Have the steps that say so send the paper, when Django starts."""
    KINDS.upon("meetings", "send", _send_with_step)
    KINDS.upon("meetings", "agree", _send_with_step)


@transaction.atomic
def send_paper(*, meeting: Meeting, by: Access, now: datetime) -> int:
    """Send it to those readers who have not had it as it stands; how many. Pressed again, it goes to nobody twice."""
    row: Meeting = hold_record(meeting, by=by)
    by.demand(KINDS.write, **row.led_by())
    if not paper_to_send(row, timezone.localdate(now)):
        raise RecordRefused("There is nothing to send: the agenda goes out before the meeting, minutes once agreed.")
    return _send(row, by, now)


def _send_with_step(*, record: Any, by: Access, now: datetime) -> None:
    """Whoever may take the step has the letters written. Of a meeting of long ago nothing is posted."""
    _send(record, by, now)


def _send(row: Meeting, by: Access, now: datetime) -> int:
    today = timezone.localdate(now)
    paper = paper_to_send(row, today)
    people = still_to_get(row, paper, today) if paper else []
    if not people:
        return 0
    edition = edition_of(row, paper)
    MeetingLetter.objects.bulk_create(
        [MeetingLetter(record=row, user=person, paper=paper, edition=edition, sent_at=now) for person in people]
    )
    had: Any = MeetingLetter.objects.filter(record=row, paper=paper).exclude(edition=edition)
    before = set(had.values_list("user", flat=True))
    for person in people:
        _write(row, paper, person, is_again=person.pk in before, by=by)
    log("meeting.paper_sent", row, by=by, now=now, partnership=by.partnership, operation=Operation.DISCLOSE,
        after={"number": row.number, "paper": paper, "edition": edition, "people": [person.pk for person in people]},
        purpose="agenda or minutes sent to its readers")  # fmt: skip
    return len(people)


def _write(row: Meeting, paper: str, person: User, *, is_again: bool, by: Access) -> None:
    """When and where, and the way to the rest: what stands on an agenda may be about somebody."""
    group = row.lead_group.name if row.lead_group else ""
    in_calendar = reverse("meeting-file", args=[row.partnership.slug, row.kind, row.pk, "ics"])
    words = {
        "partnership": by.partnership.name, "group": group, "is_minutes": paper == MeetingLetter.Paper.MINUTES,
        "is_again": is_again, "on": row.starts_on, "at": row.starts_at, "venue": row.venue or row.place,
        "items": AgendaItem.objects.filter(record=row.pk).count(),
        "page": settings.PUBLIC_ADDRESS + row.address_of_paper(),
        "calendar": settings.PUBLIC_ADDRESS + in_calendar,
    }  # fmt: skip
    post("delivery/meeting", to=person.email, name=person.name, words=words, partnership=by.partnership,
         subject_of=f"delivery.meeting:{row.pk}", secret=(), by=by.audit_key)  # fmt: skip
