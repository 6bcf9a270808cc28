"""The work of the post: sending a letter, and erasing the words of old ones."""

from __future__ import annotations

import logging
import smtplib

from django.core.mail import EmailMessage
from django.utils import timezone

from frankpledge.jobs import registry
from frankpledge.jobs.progress import Progress
from frankpledge.post import changes
from frankpledge.post.models import Letter
from frankpledge.post.sealing import unseal

logger = logging.getLogger(__name__)
# A minute, five, a quarter of an hour, an hour, then every four hours: about a day and a half in all.
WAITS = (60, 5 * 60, 15 * 60, 60 * 60, 4 * 60 * 60)
TRIES = 12
REFUSED_FOR_GOOD = 500  # SMTP's own line between "later" and "never"


@registry.job(changes.SEND, tries=TRIES, waits=WAITS)
def send(job: Progress, *, letter: int) -> None:
    """Hand a letter to the post office.

    Once, as nearly as can be: a worker killed between the post office's answer and our note of it sends the letter
    again, under the same Message-ID, by which most mailboxes keep one of the two.
    """
    row = Letter.objects.filter(pk=letter, state=Letter.State.WAITING).first()
    if row is None:
        return
    text = unseal(row.sealed) if row.sealed else row.body
    if text is None:
        changes.note_problem(letter=row, problem="SecretKeyChanged", is_final=True)
        raise registry.GiveUp("The installation's secret key has changed since this letter was written.")
    changes.note_try(letter=row, now=timezone.now())
    message = EmailMessage(subject=row.subject, body=text, to=[row.email], headers={"Message-ID": row.message_id})
    try:
        message.send()
    except (OSError, smtplib.SMTPException, ValueError) as problem:
        never = isinstance(problem, ValueError) or _is_for_good(problem)
        changes.note_problem(letter=row, problem=type(problem).__name__, is_final=never or job.is_last_try)
        # Without the address or the text: this line is read by people who should see neither.
        logger.error("A letter could not be sent: %s. Check FRANKPLEDGE_MAIL.", type(problem).__name__)
        if never:
            raise registry.GiveUp(type(problem).__name__) from None
        raise
    changes.note_sent(letter=row, now=timezone.now())


def _is_for_good(problem: Exception) -> bool:
    """Whether the post office said never: no such mailbox, for instance."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code >= REFUSED_FOR_GOOD for code, _ in problem.recipients.values())
    return isinstance(problem, smtplib.SMTPResponseException) and not isinstance(
        problem, smtplib.SMTPAuthenticationError | smtplib.SMTPConnectError
    ) and problem.smtp_code >= REFUSED_FOR_GOOD  # fmt: skip


@registry.job("post.erase")
def erase(job: Progress) -> None:
    """Erase the words of old letters."""
    changes.erase_words(now=job.now)


registry.every("post.erase", registry.daily("03:20"), title="Erase the words of old letters")
