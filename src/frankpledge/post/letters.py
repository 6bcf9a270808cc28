"""Writing a letter: the one way by which anything of ours reaches anybody's mailbox."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from frankpledge.post import changes
from frankpledge.post.models import Letter
from frankpledge.post.sealing import seal

BLOTTED = "[a link for its reader’s eyes only]"


def post(
    template: str,
    *,
    to: str,
    name: str,
    words: Mapping[str, Any],
    partnership: Any = None,
    subject_of: str = "",
    secret: Iterable[str] = ("link",),
    by: str = "nobody",
) -> Letter:
    """Put the letter in the outbox and queue its sending: it goes if, and only if, the caller's transaction commits.

    ``template`` is "partners/invitation" for ``partners/letters/invitation.txt``, whose first line is the subject and
    whose ``{{ name }}`` is whom it greets. Those of ``words`` that ``secret`` names are blotted out of what readers of
    the outbox see, and kept encrypted until the letter has gone. ``subject_of`` says what caused it
    ("partners.invitation:12"), for ``withdraw`` and for ``changes.tell_when_sent``.
    """
    app, _, kind = template.partition("/")
    file = f"{app}/letters/{kind}.txt"
    given = {**words, "name": name}
    secrets = [word for word in secret if given.get(word)]
    subject, body = _rendered(file, {**given, **dict.fromkeys(secrets, BLOTTED)})
    whole = _rendered(file, given)[1] if secrets else ""
    now = timezone.now()
    place = getattr(partnership, "pk", partnership)
    return changes.write_letter(
        by=by, message_id=_message_id(), template=template, partnership_key="" if place is None else str(place),
        subject_of=subject_of, email=to, name=name, subject=subject[:250], body=body,
        sealed=seal(whole) if whole else "", has_secret=bool(secrets), made_at=now,
    )  # fmt: skip


def withdraw(subject_of: str) -> int:
    """Do not send what has not gone about that any more; how many letters that was."""
    return changes.withdraw_letters(subject_of=subject_of)


def _rendered(file: str, words: Mapping[str, Any]) -> tuple[str, str]:
    subject, _, body = render_to_string(file, dict(words)).strip().partition("\n")
    return subject.strip(), body.strip() + "\n"


def _message_id() -> str:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{uuid.uuid4().hex}@{domain}>"
