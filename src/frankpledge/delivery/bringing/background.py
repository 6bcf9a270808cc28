"""The work behind bringing records in from a file."""

from __future__ import annotations

from django.http import Http404
from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.delivery.bringing.changes import BRING, bring_row, end_bringing
from frankpledge.delivery.bringing.lines import reader_of
from frankpledge.delivery.brought import BroughtFile, BroughtRow
from frankpledge.jobs import registry
from frankpledge.jobs.progress import Progress
from frankpledge.partners.access import NotAllowed, access_for
from frankpledge.records.changes.records import RecordRefused


@registry.job(BRING, tries=4, waits=(10, 60, 600))
def bring(job: Progress, *, file: int, user: int) -> None:
    """Record a file's rows, each in a transaction of its own. Run again, it goes on where it stopped."""
    found = BroughtFile.objects.select_related("partnership").filter(pk=file, state=BroughtFile.State.BRINGING).first()
    if found is None:
        return
    today = timezone.localdate(job.now)
    try:
        by = access_for(User.objects.get(pk=user), found.partnership.slug, today=today)
    except (User.DoesNotExist, Http404):
        raise registry.GiveUp("Whoever began this is no longer in the partnership.") from None
    refused: list[tuple[str, str]] = []
    reader = reader_of(found, by, today)
    done = set(BroughtRow.objects.filter(file=found).values_list("row", flat=True))
    for checked in reader.check(found.rows):
        job.step(checked.number, len(found.rows), "")
        if checked.number in done:
            continue  # before it was cut short
        if checked.problems:
            refused.append((checked.place, " ".join(words for _, words in checked.problems)))
            continue
        try:
            bring_row(file=found, checked=checked, by=by, now=timezone.now())
        except (RecordRefused, NotAllowed) as refusal:
            refused.append((checked.place, str(refusal)))
    end_bringing(file=found, refused=refused, by=by, now=timezone.now())
