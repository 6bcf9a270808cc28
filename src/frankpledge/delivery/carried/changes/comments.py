"""Comments are written, put right for a quarter of an hour, and taken back. Whoever is mentioned gets a letter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from frankpledge.accounts.links import absolute
from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.delivery.carried.changes.removing import reason_of, role_of
from frankpledge.delivery.carried.models import Comment, Mention
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.partners.access import Access, NotAllowed, access_for
from frankpledge.partners.models import Membership
from frankpledge.post.letters import post, withdraw
from frankpledge.records.changes.records import RecordRefused


@transaction.atomic
def add_comment(*, record: DeliveryRecord, text: str, tell: Membership | None, by: Access, now: datetime) -> Comment:
    """Say something of the record, and tell somebody of it by a letter that quotes nothing of what was said."""
    row = _record(record, by)
    if row.declared.is_wordless:
        raise RecordRefused(f"No comment is taken on any {row.declared.name}: it might say what must not be kept here.")
    words = _words(text)
    comment = Comment.objects.create(record=row, text=words, made_at=now, made_by=by.audit_key)
    log("record.comment_added", comment, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after={"record": row.number, "text": words, "told": tell.pk if tell else None})  # fmt: skip
    if tell is not None:
        _tell(comment, row, tell, by, now)
    return comment


@transaction.atomic
def edit_comment(*, comment: Comment, text: str, by: Access, now: datetime) -> Comment:
    """Put one's own words right, while nobody can be thought to have answered them."""
    held, row = _own(comment, by)
    if not held.may_be_put_right(now):
        raise RecordRefused("A comment is put right within 15 minutes. Write a new one.", "text")
    words = _words(text)
    if words == held.text:
        return held
    before, held.text, held.changed_at = held.text, words, now
    held.save(update_fields=["text", "changed_at"])
    log("record.comment_changed", held, by=by, now=now, partnership=by.partnership, before={"text": before},
        after={"record": row.number, "text": words})  # fmt: skip
    return held


@transaction.atomic
def take_comment_back(*, comment: Comment, why: str, by: Access, now: datetime) -> Comment:
    """Erase the words; that there was a comment stays, and why. One's own, or by those who may write the record."""
    row = _record(comment.record, by)
    held = Comment.objects.select_for_update().get(record=row, pk=comment.pk)
    if held.made_by != by.audit_key:
        by.demand(KINDS.write, **row.led_by())
    if held.removed_at is not None:
        return held
    reason = reason_of(why)
    before = {"record": row.number, "text": held.text}
    held.text, held.removed_at, held.removed_by = "", now, by.audit_key
    held.removed_as, held.removed_why = role_of(by), reason
    held.save(update_fields=["text", "removed_at", "removed_by", "removed_as", "removed_why"])
    Mention.objects.filter(comment=held).delete()
    withdraw(_about(held))
    log("record.comment_taken_back", held, by=by, now=now, partnership=by.partnership, operation=Operation.ERASE,
        before=before, purpose=reason)  # fmt: skip
    return held


@transaction.atomic
def note_read(*, comment: Comment, by: Access, now: datetime) -> None:
    """Whoever was told has read it: it leaves their own work. Once is enough."""
    _record(comment.record, by)
    mention = Mention.objects.filter(comment=comment, user=by.user_id, read_at=None).first()
    if mention is None:
        return
    mention.read_at = now
    mention.save(update_fields=["read_at"])
    log("record.comment_read", mention, by=by, now=now, partnership=by.partnership, after={"comment": comment.pk})


def _tell(comment: Comment, row: DeliveryRecord, place: Membership, by: Access, now: datetime) -> None:
    today = timezone.localdate(now)
    is_here = place.partnership_id == by.partnership.pk and place.starts_on <= today
    if not is_here or (place.ends_on is not None and place.ends_on < today):
        raise RecordRefused("That person is not in the partnership now.", "tell")
    reader = access_for(place.user, by.partnership.slug, today=today)
    if not DeliveryRecord.objects.visible_to(reader).filter(pk=row.pk).exists():
        raise RecordRefused("That person may not see this record.", "tell")
    if place.user_id == by.user_id:
        raise RecordRefused("That is you. Choose somebody else, or nobody.", "tell")
    Mention.objects.create(comment=comment, user_id=place.user_id)
    words = {
        "partnership": by.partnership,
        "number": row.number,
        "kind": row.declared.name,
        "where": absolute("record-detail", by.partnership.slug, row.kind, str(row.pk)),
    }
    user = place.user
    post("delivery/mentioned", to=user.email, name=user.name, words=words, partnership=by.partnership,
         subject_of=_about(comment), secret=(), by=by.audit_key)  # fmt: skip


def _about(comment: Comment) -> str:
    return f"delivery.comment:{comment.pk}"


def _words(text: str) -> str:
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise RecordRefused("Write your comment.", "text")
    return words


def _record(record: DeliveryRecord, by: Access) -> DeliveryRecord:
    row: Any = DeliveryRecord.objects.visible_to(by).filter(pk=record.pk).first()
    if row is None:
        raise NotAllowed("This record is not one of your partnership's.")
    row.partnership = by.partnership
    found: DeliveryRecord = row
    return found


def _own(comment: Comment, by: Access) -> tuple[Comment, DeliveryRecord]:
    row = _record(comment.record, by)
    held = Comment.objects.select_for_update().get(record=row, pk=comment.pk)
    if held.made_by != by.audit_key:
        raise NotAllowed("Only whoever wrote a comment changes its words.")
    return held, row
