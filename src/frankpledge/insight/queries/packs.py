"""The packs there are, and those that are being made."""

from __future__ import annotations

from django.db.models import QuerySet

from frankpledge.insight.models import Pack
from frankpledge.insight.packing.content import hash_of
from frankpledge.jobs.models import Job
from frankpledge.partners.models import ActionGroup, Partnership


def packs_of(partnership: Partnership, *, group: ActionGroup | None = None) -> QuerySet[Pack]:
    """Packs without their content, the newest first."""
    rows = Pack.objects.within(partnership).select_related("group", "partnership").defer("snapshot")
    rows = rows.filter(group=group) if group is not None else rows
    return rows.order_by("-made_at", "-pk")


def being_made(partnership: Partnership) -> list[Job]:
    """Packs somebody asked for that are not there yet, or could not be made."""
    rows = Job.objects.filter(name="crime.pack", partnership_key=str(partnership.pk))
    return list(
        rows.filter(state__in=[Job.State.WAITING, Job.State.RUNNING, Job.State.FAILED]).order_by("-made_at")[:5]
    )


def is_as_made(pack: Pack) -> bool:
    """Whether the snapshot is still the one whose hash was written down."""
    return hash_of(pack.snapshot) == pack.sha256
