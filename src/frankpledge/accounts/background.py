"""The work of accounts aside from the page: what would tell a stranger, by the time it takes, who has an account."""

from __future__ import annotations

from frankpledge.accounts.changes.passwords import WRITE_RESET_LETTER, write_reset_letter
from frankpledge.accounts.models import User
from frankpledge.jobs import registry
from frankpledge.jobs.progress import Progress


@registry.job(WRITE_RESET_LETTER)
def write(job: Progress, *, user: int) -> None:
    """Write the letter, where there is somebody to write to. Run twice it writes two, and both links work."""
    person = User.objects.filter(pk=user, is_active=True).first()
    if person is not None:
        write_reset_letter(user=person)
