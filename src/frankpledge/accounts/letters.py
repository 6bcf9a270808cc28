"""Letters about a person's account, in plain text. They go out after the change is safe, and never hold up a page."""

from __future__ import annotations

import logging
import smtplib
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

from frankpledge.accounts.models import User

logger = logging.getLogger(__name__)

# Aside from the page: how long a mail server takes must not tell a stranger whether there is an account.
_post = ThreadPoolExecutor(max_workers=1, thread_name_prefix="letters")
_last: list[Future[None]] = []


def post(name: str, to: User, **words: Any) -> None:
    """Send the letter ``accounts/letters/<name>.txt`` when the transaction is done. Its first line is its subject."""
    text = render_to_string(f"accounts/letters/{name}.txt", {"name": to.name, **words})
    subject, _, body = text.strip().partition("\n")
    letter = EmailMessage(subject=subject.strip(), body=body.strip() + "\n", to=[to.email])
    transaction.on_commit(lambda: _hand_over(letter))


def wait_until_sent() -> None:
    """Return when every letter handed over has gone. For tests and for commands that are about to end."""
    for each in _last:
        each.result()
    _last.clear()


def _hand_over(letter: EmailMessage) -> None:
    _last[:] = [each for each in _last if not each.done()]
    _last.append(_post.submit(_send, letter))


def _send(letter: EmailMessage) -> None:
    try:
        letter.send()
    except (OSError, smtplib.SMTPException) as problem:
        # Without the address or the text: this line is read by people who should see neither.
        logger.error("A letter could not be sent: %s. Check FRANKPLEDGE_MAIL.", type(problem).__name__)
