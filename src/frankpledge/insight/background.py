"""The work behind the pages of files and figures: reading what was brought, working answers out again, tidying."""

from __future__ import annotations

from frankpledge.insight import refreshing
from frankpledge.insight.changes.holding import REFRESH, VERIFY
from frankpledge.insight.changes.intake import LOAD, sweep_intakes
from frankpledge.insight.changes.keeping import forget_old_answers, forget_stale_answers
from frankpledge.insight.checking import check_store
from frankpledge.insight.models import Intake
from frankpledge.insight.reading_in import read_intake
from frankpledge.insight.store import folder_of, open_store, state_of
from frankpledge.jobs import registry
from frankpledge.jobs.progress import Progress
from frankpledge.jobs.running import start
from frankpledge.partners.models import Partnership


@registry.job(LOAD, tries=4, waits=(10, 60, 600))
def load(job: Progress, *, intake: int) -> None:
    """Read the files of one intake, then see to it that the usual answers are there again."""
    found = Intake.objects.select_related("partnership").filter(pk=intake).first()
    if found is not None and read_intake(found, job):
        start_refresh(found.partnership, by=job.by)


def start_refresh(partnership: Partnership, *, by: str) -> None:
    """The store has changed: forget what was worked out from it before, and work the usual questions out again."""
    start(REFRESH, by=by, title="Work the crime figures out again", partnership=partnership)


@registry.job(REFRESH)
def refresh(job: Progress) -> None:
    """Work the usual answers out again, and throw away those of an earlier state of the store."""
    partnership = _partnership(job)
    if partnership is None:
        return
    with open_store(partnership) as store:
        forget_stale_answers(partnership=partnership, state=state_of(store))
    works = refreshing.usual()
    for place, (name, work) in enumerate(works.items()):
        if job.is_cancelled:
            return
        job.step(place, len(works), "")
        with job.apart(name):
            work(partnership, job.now)
    job.step(len(works), len(works), "")


@registry.job(VERIFY)
def verify(job: Progress) -> None:
    """Read every file of the store again and compare it with the catalogue."""
    partnership = _partnership(job)
    if partnership is not None:
        check_store(partnership, now=job.now)


@registry.job("crime.tidy")
def tidy(job: Progress) -> None:
    """Throw away old answers, and the bytes of files that nobody will read."""
    forget_old_answers(now=job.now)
    for partnership in Partnership.objects.order_by("pk"):
        with job.apart(partnership.slug):
            if folder_of(partnership).exists():
                sweep_intakes(partnership=partnership, now=job.now)


def _partnership(job: Progress) -> Partnership | None:
    return Partnership.objects.filter(pk=job.partnership or 0).first()


registry.every("crime.tidy", registry.daily("03:40"), title="Take away old crime answers and unread files")
