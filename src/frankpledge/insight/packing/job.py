"""A pack made behind the page: comparing every ward, drawing and writing two files takes seconds."""

from __future__ import annotations

from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.insight.changes.packs import PackRefused, keep_pack, prepare, refuse_second
from frankpledge.insight.models import Pack
from frankpledge.insight.packing.gathering import content_of
from frankpledge.jobs import registry
from frankpledge.jobs.progress import Progress
from frankpledge.partners.access import NotAllowed, access_for
from frankpledge.partners.models import ActionGroup
from frankpledge.partners.permissions import Permission

PACK = "crime.pack"


@registry.job(PACK, tries=3)
def make(job: Progress, *, group: int, month: str, reason: str, user: int, asked: str) -> None:
    """Freeze a month for a group, for somebody who may. Run twice, it makes one: ``asked`` is the request's key."""
    row = ActionGroup.objects.select_related("partnership").get(pk=group)
    now = timezone.now()
    try:
        by = access_for(User.objects.get(pk=user), row.partnership.slug, today=timezone.localdate(now))
        by.demand(Permission.CRIME_WRITE)
        if Pack.objects.within(row.partnership).filter(asked=asked).exists():
            return
        refuse_second(group=row, month=month, reason=reason)
        job.step(0, 3, "Comparing every ward")
        content = content_of(row, month, now=now)
        if job.is_cancelled:
            return
        job.step(1, 3, "Drawing and writing the files")
        prepared = prepare(content)
        job.step(2, 3, "Keeping the pack")
        keep_pack(group=row, month=month, prepared=prepared, reason=reason, by=by, now=now, asked=asked)
        job.step(3, 3, "The pack is made")
    except (PackRefused, NotAllowed) as refusal:
        raise registry.GiveUp(str(refusal)) from refusal
