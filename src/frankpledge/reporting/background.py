"""Reports made behind the page: drawing charts and four kinds of file takes seconds that nobody should wait for."""

from __future__ import annotations

from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.jobs import registry
from frankpledge.jobs.progress import Progress
from frankpledge.partners.access import NotAllowed, access_for
from frankpledge.partners.permissions import Permission
from frankpledge.plans.models import Plan
from frankpledge.reporting.building import content_of
from frankpledge.reporting.changes.reports import ReportRefused, keep, prepare, public_of, refuse_second
from frankpledge.reporting.models import Report


@registry.job("report.make", tries=3)
def make(
    progress: Progress, *, plan: int, quarter: str, kind: str, marking: str, reason: str, user: int, asked: str
) -> None:
    """Freeze a quarter for somebody who may. Run twice, it makes one report: ``asked`` is the request's own key."""
    row = Plan.objects.select_related("partnership").get(pk=plan)
    now = timezone.now()
    person = User.objects.get(pk=user)
    try:
        by = access_for(person, row.partnership.slug, today=timezone.localdate(now))
        by.demand(Permission.REPORT_MAKE)
        if Report.objects.filter(asked=asked).exists():
            return
        refuse_second(plan=row, quarter=quarter, kind=kind, reason=reason)
        progress.step(0, 3, "Reading the records")
        content = content_of(row, quarter, kind=kind, marking=marking, on=timezone.localdate(now))
        progress.step(1, 3, "Drawing charts and writing the files")
        prepared = prepare(content)
        progress.step(2, 3, "Keeping the report")
        keep(plan=row, prepared=prepared, reason=reason, by=by, now=now, asked=asked)
    except (ReportRefused, NotAllowed) as refusal:
        raise registry.GiveUp(str(refusal)) from refusal


@registry.job("report.make-public", tries=3)
def make_public(progress: Progress, *, report: int, user: int, reason: str, asked: str) -> None:
    """Freeze the public's version of a report; its maker has read what was taken out of it."""
    row = Report.objects.select_related("plan__partnership").get(pk=report)
    now = timezone.now()
    try:
        by = access_for(User.objects.get(pk=user), row.plan.partnership.slug, today=timezone.localdate(now))
        by.demand(Permission.REPORT_MAKE)
        if Report.objects.filter(asked=asked).exists():
            return
        refuse_second(plan=row.plan, quarter=row.quarter, kind=Report.Kind.PUBLIC, reason=reason)
        progress.step(0, 2, "Writing the files")
        prepared = prepare(public_of(row).content)
        progress.step(1, 2, "Keeping the report")
        keep(plan=row.plan, prepared=prepared, reason=reason, by=by, now=now, asked=asked)
    except (ReportRefused, NotAllowed) as refusal:
        raise registry.GiveUp(str(refusal)) from refusal
