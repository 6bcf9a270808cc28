"""What is seen again, and what has to be done again: counted, and told to whoever clears it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from frankpledge.accounts.links import absolute
from frankpledge.audit.log import log
from frankpledge.delivery.carried.changes.comments import add_comment
from frankpledge.delivery.kinds.environment import WAITING, EnvironmentalCrime
from frankpledge.delivery.leading import leads_of
from frankpledge.delivery.root import KINDS
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.post.letters import post
from frankpledge.records.changes.records import RecordRefused


@transaction.atomic
def report_again(
    *, record: EnvironmentalCrime, values: Mapping[str, Any], by: Access, now: datetime
) -> EnvironmentalCrime:
    """Somebody saw the same. What they typed becomes a comment; whoever records anything may say so."""
    if not by.reach(KINDS.write):
        raise NotAllowed(permission=KINDS.write)
    rows: Any = EnvironmentalCrime.objects.visible_to(by).select_for_update(of=("self",))
    row: EnvironmentalCrime | None = rows.filter(pk=record.pk).first()
    if row is None:
        raise NotAllowed("This record is not one of your partnership's.")
    if row.state not in WAITING:
        raise RecordRefused(f"{row.number} is “{row.state_label}” by now. Record this as another one.", "same")
    row.partnership = by.partnership
    row.also_reported += 1
    row.save(update_fields=["also_reported"])
    add_comment(record=row, text=_said(values), tell=None, by=by, now=now)
    log("record.reported_again", row, by=by, now=now, partnership=by.partnership,
        before={"also_reported": row.also_reported - 1}, after={"also_reported": row.also_reported})  # fmt: skip
    return row


def tell_who_clears_it(*, record: EnvironmentalCrime, by: Access, now: datetime) -> None:
    """It was opened again: those who answer for the agency that clears it get a letter, but not whoever opened it."""
    if record.cleared_by_id is None:
        return
    people = leads_of([record.cleared_by_id], by.partnership, timezone.localdate(now))
    words = {
        "partnership": by.partnership.name, "number": record.number, "sort": record.get_sort_display(),
        "times": record.how_often_again, "where": absolute("record-detail", by.partnership.slug, record.kind,
                                                           str(record.pk)),
    }  # fmt: skip
    for person in people.get(record.cleared_by_id, ()):
        if person.pk != by.user_id:
            post("delivery/opened_again", to=person.email, name=person.name, words=words, partnership=by.partnership,
                 subject_of=f"delivery.environment:{record.pk}", secret=(), by=by.audit_key)  # fmt: skip


def _said(values: Mapping[str, Any]) -> str:
    """What was typed of it, so that nothing of it is lost."""
    day = date_format(values["starts_on"], "j F Y")
    more = [str(values.get(name) or "") for name in ("place", "notes")]
    return "\n".join([f"Reported again, {day}: {values['title']}", *(each for each in more if each)])[:4000]
