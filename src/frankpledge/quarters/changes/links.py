"""The links in letters: made, used, stopped, sent afresh. The secret leaves in the letter; only its hash stays."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from frankpledge.accounts.links import absolute
from frankpledge.accounts.models import User
from frankpledge.audit.log import log, log_many
from frankpledge.audit.models import Operation
from frankpledge.partners.access import Access
from frankpledge.partners.models import Membership, Partnership, current_on
from frankpledge.partners.permissions import Permission
from frankpledge.post.letters import post, withdraw
from frankpledge.quarters.models import AnswerLink, LinkBrowser, QuarterRound

GRACE = timedelta(days=5)  # after the round's close: late answers are still worth having
FRESH = timedelta(days=3)  # a link asked for afresh lasts at least so long
BETWEEN_FRESH = timedelta(hours=1)
ANSWERABLE = (QuarterRound.State.OPEN, QuarterRound.State.CLOSED)


class LinkIsOver(Exception):
    """The link is unknown, stopped, out of time, or its quarter is published: all one to whoever holds it."""

    def __init__(self) -> None:
        super().__init__("This link no longer works. Nothing was saved just now.")


def hash_of(token: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def hand_of(person: User, partnership: Partnership) -> Access:
    """Whoever came by a link, with no permission at all: each change made for them says itself what it lets them do."""
    return Access(actor=person, partnership=partnership, reaches={}, user_id=person.pk)


def expiry(round_: QuarterRound) -> datetime:
    """The end of the last day on which a link of this round works."""
    last = timezone.make_aware(datetime.combine(round_.closes_on + GRACE, time.max))
    return last.astimezone(UTC)


def make_link(
    *, round_: QuarterRound, person: User, now: datetime, lasts: timedelta | None = None
) -> tuple[AnswerLink, str]:
    """A new link, and its whole address for the letter. Called in the caller's transaction, which writes the audit."""
    token = secrets.token_urlsafe(32)
    until = expiry(round_)
    link = AnswerLink.objects.create(
        round=round_, person=person, token_hash=hash_of(token), made_at=now,
        expires_at=max(until, now + lasts) if lasts else until,
    )  # fmt: skip
    return link, absolute("update-answer", token)


def write_letter(
    template: str, *, round_: QuarterRound, person: User, now: datetime, by: str, words: dict[str, Any],
    lasts: timedelta | None = None,
) -> AnswerLink:  # fmt: skip
    """A letter with a new link in it, into the outbox."""
    link, address = make_link(round_=round_, person=person, now=now, lasts=lasts)
    partnership = round_.plan.partnership
    said = {
        "link": address,
        "expires_at": link.expires_at,
        "partnership": partnership.name,
        "quarter": round_.get_quarter_display(),
        "period": round_.plan.period,
        "due_on": round_.due_on,
        "closes_on": round_.closes_on,
        "message": round_.message,
    }
    post(f"quarters/{template}", to=person.email, name=person.name, partnership=partnership,
         subject_of=about(link), words={**said, **words}, by=by)  # fmt: skip
    return link


def about(link: AnswerLink) -> str:
    """What the outbox calls the letter of a link."""
    return f"quarters.answerlink:{link.pk}"


def link_for(token: str, *, now: datetime) -> AnswerLink | None:
    """The link of that secret if it works now. One look-up by hash: what is near a real one takes no longer."""
    link = (
        AnswerLink.objects.filter(token_hash=hash_of(token))
        .select_related("person", "round__plan__partnership")
        .first()
    )
    return link if link is not None and is_working(link, now=now) else None


def is_working(link: AnswerLink, *, now: datetime) -> bool:
    """Whether the link opens anything now."""
    if link.revoked_at is not None or link.expires_at <= now or link.round.state not in ANSWERABLE:
        return False
    return _belongs(link, now=now)


def _belongs(link: AnswerLink, *, now: datetime) -> bool:
    """Whether its person is still in the partnership."""
    today = timezone.localdate(now)
    return (
        link.person.is_active
        and Membership.objects.filter(
            current_on(today), user=link.person_id, partnership=link.round.plan.partnership_id
        ).exists()
    )


@transaction.atomic
def note_opened(*, link: AnswerLink, now: datetime) -> None:
    """Count that the page was opened."""
    AnswerLink.objects.filter(pk=link.pk).update(use_count=F("use_count") + 1, last_used_at=now)


@transaction.atomic
def note_browser(*, link: AnswerLink, key: str, browser: str, now: datetime) -> None:
    """Remember the browser an answer came from; tell the link's owner by letter of a second one."""
    AnswerLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    known = list(link.browsers.values_list("key_hash", flat=True))
    if hash_of(key) in known:
        return
    row = LinkBrowser.objects.create(link=link, key_hash=hash_of(key), browser=browser[:80], first_used_at=now)
    hand = hand_of(link.person, link.round.plan.partnership)
    log("answer_link.browser", row, by=hand, now=now, partnership=hand.partnership, operation=Operation.CREATE,
        after={"link": link.pk})  # fmt: skip
    if known:
        write_letter(
            "elsewhere", round_=link.round, person=link.person, now=now, by=link.person.audit_key,
            words={"browser": browser, "at": timezone.localtime(now)},
        )  # fmt: skip


@transaction.atomic
def stop_link(*, link: AnswerLink, by: Access, now: datetime) -> None:
    """Make one link worthless, by whoever runs the quarter. Stopped already: nothing happens."""
    by.demand(Permission.QUARTER_RUN)
    _stop([link.pk], by=by, now=now)


@transaction.atomic
def stop_my_links(*, link: AnswerLink, now: datetime) -> None:
    """By whoever holds one: make all of its person's links of this round worthless, and send them a new one."""
    hand = hand_of(link.person, link.round.plan.partnership)
    mine = AnswerLink.objects.filter(round=link.round_id, person=link.person_id, revoked_at__isnull=True)
    _stop(list(mine.values_list("pk", flat=True)), by=hand, now=now)
    write_letter(
        "fresh", round_=link.round, person=link.person, now=now, by=link.person.audit_key, words={}, lasts=FRESH
    )


@transaction.atomic
def stop_links_of(*, person: User, by: Access, now: datetime) -> int:
    """Make every link of this person in the partnership worthless; how many worked until now."""
    by.demand(Permission.QUARTER_RUN)
    mine = AnswerLink.objects.within(by.partnership).filter(person=person, revoked_at__isnull=True)
    return _stop(list(mine.values_list("pk", flat=True)), by=by, now=now)


def _stop(keys: Iterable[int], *, by: Access, now: datetime) -> int:
    rows = list(
        AnswerLink.objects.within(by.partnership)
        .filter(pk__in=keys, revoked_at__isnull=True)
        .select_for_update(of=("self",))
    )
    for row in rows:
        row.revoked_at, row.revoked_by = now, by.audit_key
        row.save(update_fields=["revoked_at", "revoked_by"])
        withdraw(about(row))
    log_many(rows, "answer_link.stopped", by=by, now=now, partnership=by.partnership, operation=Operation.PERMISSION,
             after={"revoked_at": now})  # fmt: skip
    return len(rows)


@transaction.atomic
def send_fresh_link(*, token: str, now: datetime) -> bool:
    """Send a new link to the address on file of whoever a spent one was for; whether it was sent.

    Nothing is sent for a link nobody made, one that whoever runs the quarter stopped, to somebody who has left, or of
    a published quarter; nor more than one an hour. Whoever asks is told the same in every case.
    """
    link = (
        AnswerLink.objects.filter(token_hash=hash_of(token))
        .select_related("person", "round__plan__partnership")
        .select_for_update(of=("self",))
        .first()
    )
    if link is None or link.round.state not in ANSWERABLE or not _belongs(link, now=now):
        return False
    stopped_by_another = Q(revoked_at__isnull=False) & ~Q(revoked_by=link.person.audit_key)
    mine = AnswerLink.objects.filter(round=link.round, person=link.person)
    if (
        mine.filter(stopped_by_another).exists()
        or mine.filter(made_at__gt=now - BETWEEN_FRESH, revoked_at__isnull=True).exists()
    ):
        return False
    hand = hand_of(link.person, link.round.plan.partnership)
    fresh = write_letter(
        "fresh", round_=link.round, person=link.person, now=now, by=link.person.audit_key, words={}, lasts=FRESH
    )
    log("answer_link.sent_again", fresh, by=hand, now=now, partnership=hand.partnership, operation=Operation.CREATE,
        after={"round": link.round_id})  # fmt: skip
    return True
