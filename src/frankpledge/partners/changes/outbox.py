"""What people of a partnership may do to its background work and its letters, and the note that they read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from frankpledge.accounts.models import User
from frankpledge.jobs import changes as jobs
from frankpledge.jobs.models import Job
from frankpledge.partners.access import Access
from frankpledge.partners.changes.readings import read_people
from frankpledge.partners.permissions import Permission
from frankpledge.partners.refusals import Refused
from frankpledge.post import changes as post
from frankpledge.post.models import Letter


def cancel_job(*, job: Job, by: Access, now: datetime) -> Job:
    """Stop a piece of background work."""
    by.demand(Permission.JOB_VIEW)
    try:
        return jobs.cancel_job(job=job, by=by, now=now)
    except jobs.NotPossible as refusal:
        raise Refused(str(refusal)) from refusal


def try_job_again(*, job: Job, by: Access, now: datetime) -> Job:
    """Let failed or cancelled work wait for its turn again."""
    by.demand(Permission.JOB_VIEW)
    try:
        return jobs.try_again(job=job, by=by, now=now)
    except jobs.NotPossible as refusal:
        raise Refused(str(refusal)) from refusal


def send_letter_again(*, letter: Letter, by: Access, now: datetime) -> Letter:
    """Try a letter that could not be sent once more."""
    by.demand(Permission.LETTER_VIEW)
    try:
        return post.send_letter_again(letter=letter, by=by, partnership=by.partnership, now=now)
    except post.NotPossible as refusal:
        raise Refused(str(refusal)) from refusal


def read_letters(letters: Sequence[Letter], *, purpose: str, by: Access, now: datetime) -> None:
    """One row for each letter whose name and address are shown, and one for each person here whom it went to."""
    post.read_letters(list(letters), purpose=purpose, by=by, partnership=by.partnership, now=now)
    _read_people_of(letters, purpose=purpose, by=by, now=now)


def _read_people_of(letters: Sequence[Letter], *, purpose: str, by: Access, now: datetime) -> None:
    addresses = {letter.email for letter in letters}
    people = User.objects.filter(email__in=addresses, memberships__partnership=by.partnership).distinct()
    read_people(people, purpose=purpose, by=by, now=now)


def take_letters_away(letters: Sequence[Letter], *, by: Access, now: datetime) -> None:
    """The like, for a file of letters that leaves the system."""
    post.read_letters(list(letters), purpose="taken away", by=by, partnership=by.partnership, now=now, is_leaving=True)
    _read_people_of(letters, purpose="letters taken away", by=by, now=now)
