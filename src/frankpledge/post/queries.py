"""What is asked of the outbox."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, QuerySet

from frankpledge.post.models import Letter

PROBLEMS = {
    "SMTPAuthenticationError": "The mail server does not accept our name and password.",
    "SMTPRecipientsRefused": "The mail server knows no such address.",
    "SMTPSenderRefused": "The mail server does not let us send from our address.",
    "SecretKeyChanged": "The installation’s secret key has changed since it was written.",
    "ValueError": "The address or the subject cannot be used in a letter.",
}
OTHER = "The mail server could not be reached, or broke off."


def letters_of(partnership_pk: int, *, state: str = "") -> QuerySet[Letter]:
    """A partnership's letters, the newest first; of one state, if given."""
    letters = Letter.objects.filter(partnership_key=str(partnership_pk))
    return letters.filter(state=state) if state else letters


def counts_of(partnership_pk: int) -> dict[str, int]:
    """How many of a partnership's letters are in each state."""
    rows = letters_of(partnership_pk).order_by().values_list("state").annotate(count=Count("pk"))
    return {**dict.fromkeys(Letter.State.values, 0), **dict(rows)}


def troubled(*, now: datetime) -> int:
    """Letters of the last week, of the whole installation, that could not be sent or have failed a try."""
    recent = Letter.objects.filter(made_at__gte=now - timedelta(days=7)).exclude(last_problem="")
    return recent.filter(state__in=[Letter.State.FAILED, Letter.State.WAITING]).count()


def kind_words(template: str) -> str:
    """The kind of letter, as a person would say it.

    >>> kind_words("accounts/password_reset")
    'Password reset'
    """
    return template.rpartition("/")[2].replace("_", " ").capitalize()


def problem_words(problem: str) -> str:
    """What a problem means, for a person; nothing where there is none."""
    return PROBLEMS.get(problem, OTHER) if problem else ""
