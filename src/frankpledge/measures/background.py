"""The nightly asking of every source."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from frankpledge.jobs import registry
from frankpledge.jobs.progress import Progress
from frankpledge.measures.changes.refreshing import refresh_plan
from frankpledge.partners.access import access_by_command
from frankpledge.plans.models import Plan

YEARS_BACK = timedelta(days=3 * 366)  # a source's figures of older plans are history: they are asked for by hand


@registry.job("measures.refresh")
def refresh(job: Progress, *, plan: int | None = None) -> None:
    """Ask the sources of one plan, or of every plan of the last three years. Twice writes nothing twice."""
    today = timezone.localdate(job.now)
    plans = Plan.objects.filter(indicators__isnull=False).distinct().select_related("partnership").order_by("pk")
    asked = list(plans.filter(pk=plan) if plan else plans.filter(starts_on__gt=today - YEARS_BACK))
    for number, each in enumerate(asked):
        if job.is_cancelled:
            return
        job.step(number, len(asked), "Asking where the figures come from")
        refresh_plan(plan=each, by=access_by_command("measures.refresh", each.partnership), now=job.now)
    job.step(len(asked), len(asked), "Every source was asked")


registry.every("measures.refresh", registry.daily("02:30"), title="Bring computed indicators up to date")
