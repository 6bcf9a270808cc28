"""What may happen to a letter: written, tried, sent, given up, withdrawn, tried again, its words erased."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from frankpledge.audit.log import Actor, log, log_many
from frankpledge.audit.models import Operation
from frankpledge.jobs.models import Job
from frankpledge.jobs.running import start
from frankpledge.post.models import Letter

SEND = "post.send"
WORDS_KEPT = timedelta(days=90)
ROWS_KEPT = timedelta(days=730)

Tell = Callable[[Letter, datetime], None]
_tell: dict[str, Tell] = {}


class NotPossible(Exception):
    """What was asked of a letter cannot be done in the state it is in. The message is for the person."""


@transaction.atomic
def write_letter(*, by: str, **columns: Any) -> Letter:
    """Put a letter in the outbox and queue its sending; both happen if the caller's transaction commits."""
    letter = Letter.objects.create(**columns)
    _queue(letter, by)
    return letter


def note_try(*, letter: Letter, now: datetime) -> None:
    """A try begins. Written before the post office is called, so that a kill leaves a trace."""
    Letter.objects.filter(pk=letter.pk).update(tries=F("tries") + 1, tried_at=now)


@transaction.atomic
def note_sent(*, letter: Letter, now: datetime) -> None:
    """It has gone. A secret link is forgotten at once, but in a demonstration, whose mail catcher shows it."""
    kept = letter.sealed if settings.DEMONSTRATION else ""
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.SENT, sent_at=now, last_problem="", sealed=kept)
    if tell := _tell.get(letter.subject_of.partition(":")[0]):
        tell(letter, now)


def note_problem(*, letter: Letter, problem: str, is_final: bool) -> None:
    """A try failed; the last one leaves it unsent."""
    state = Letter.State.FAILED if is_final else Letter.State.WAITING
    Letter.objects.filter(pk=letter.pk).update(state=state, last_problem=problem[:120])


@transaction.atomic
def withdraw_letters(*, subject_of: str) -> int:
    """Do not send what has not gone about that any more: its link works no longer."""
    waiting = Letter.objects.filter(subject_of=subject_of, state__in=[Letter.State.WAITING, Letter.State.FAILED])
    return waiting.update(state=Letter.State.WITHDRAWN, sealed="")


@transaction.atomic
def send_letter_again(*, letter: Letter, by: Actor, partnership: Any, now: datetime) -> Letter:
    """Try an unsent letter once more."""
    current = Letter.objects.select_for_update().get(pk=letter.pk)
    if current.state != Letter.State.FAILED:
        raise NotPossible("Only a letter that could not be sent can be tried again.")
    if current.erased_at is not None:
        raise NotPossible("This letter’s words have been erased. Have it written anew.")
    current.state = Letter.State.WAITING
    current.save(update_fields=["state"])
    log("letter.tried_again", current, by=by, now=now, partnership=partnership, after={"template": current.template})
    _queue(current, by.audit_key)
    return current


@transaction.atomic
def erase_words(*, now: datetime) -> int:
    """Erase the words of letters of 90 days ago, and after two years the rows."""
    old = Letter.objects.filter(made_at__lt=now - WORDS_KEPT, erased_at__isnull=True)
    old.filter(state=Letter.State.WAITING).update(state=Letter.State.FAILED)
    count = old.update(subject="", body="", sealed="", erased_at=now)
    Letter.objects.filter(made_at__lt=now - ROWS_KEPT).delete()
    return count


def read_letters(
    letters: list[Letter], *, purpose: str, by: Actor, partnership: Any, now: datetime, is_leaving: bool = False
) -> None:
    """Write down that somebody read to whom these letters went, or took the list away."""
    operation = Operation.DISCLOSE if is_leaving else Operation.READ
    log_many(letters, "letter.read", by=by, now=now, partnership=partnership, operation=operation, purpose=purpose)


def tell_when_sent(kind: str, tell: Tell) -> None:
    """Let another app know, in the same transaction, when a letter about ``kind`` ("partners.invitation") has gone."""
    _tell[kind] = tell


def _queue(letter: Letter, by: str) -> Job:
    # Of no partnership: the outbox is where a partnership looks after its letters.
    return start(SEND, by=by, title="Send a letter", arguments={"letter": letter.pk})
