"""Freezing a report, giving it out, and taking it back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.partners.access import Access
from frankpledge.partners.models import Membership
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.changes.holding import PlanRefused, hold_plan
from frankpledge.plans.models import Objective, Plan
from frankpledge.reporting.building import content_of
from frankpledge.reporting.content import Content, from_json, hash_of, to_json
from frankpledge.reporting.models import Publication, Report, ReportFile
from frankpledge.reporting.public import PublicVersion, public_version
from frankpledge.reporting.writing import WRITERS, write


class ReportRefused(PlanRefused):
    """The report was not made or not given out, and why, in words for the person."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report worked out and not yet kept: the slow part, done before anything is locked."""

    content: Content
    snapshot: dict[str, Any]
    files: tuple[tuple[str, bytes], ...]


def prepare(content: Content) -> Prepared:
    """The snapshot and every file of it."""
    snapshot = to_json(content)
    frozen = from_json(snapshot)  # what is written is what was kept, not what was nearly kept
    return Prepared(content, snapshot, tuple((kind, write(frozen, kind)) for kind in WRITERS))


def make_report(
    *, plan: Plan, quarter: str, kind: str, marking: str, by: Access, now: datetime, reason: str = ""
) -> Report:
    """Freeze the quarter as the records now stand, with every file. A second one of a quarter says why it was made."""
    by.demand(Permission.REPORT_MAKE)
    _check(plan, quarter, kind, marking)
    refuse_second(plan=plan, quarter=quarter, kind=kind, reason=reason)
    content = content_of(plan, quarter, kind=kind, marking=marking, on=timezone.localdate(now))
    return keep(plan=plan, prepared=prepare(content), reason=reason, by=by, now=now)


def make_public(*, report: Report, is_checked: bool, by: Access, now: datetime, reason: str = "") -> Report:
    """The public's version of a report: the same figures, without named people and small counts."""
    by.demand(Permission.REPORT_MAKE)
    if report.kind != Report.Kind.QUARTERLY:
        raise ReportRefused("Only a quarterly report has a public version.")
    version = public_of(report)
    if (version.removals or version.to_check) and not is_checked:
        raise ReportRefused("Read what was taken out and what is left to you, and say that you have.", "is_checked")
    plan = report.plan
    refuse_second(plan=plan, quarter=report.quarter, kind=Report.Kind.PUBLIC, reason=reason)
    return keep(plan=plan, prepared=prepare(version.content), reason=reason, by=by, now=now)


def public_of(report: Report) -> PublicVersion:
    """What the public would have of it, with what was taken out."""
    return public_version(from_json(report.snapshot), names_in(report.partnership_id, report.plan_id))


def names_in(partnership: int, plan: int) -> set[str]:
    """Everybody of the partnership and everybody the plan names: what nothing public may say."""
    members = Membership.objects.filter(partnership=partnership).values("user_id")
    names = set(User.objects.filter(pk__in=members).values_list("name", flat=True))
    for officers in Objective.objects.filter(section__plan=plan).values_list("people", flat=True):
        names |= set(officers)
    return names


@transaction.atomic
def keep(*, plan: Plan, prepared: Prepared, reason: str, by: Access, now: datetime, asked: str | None = None) -> Report:
    """Write the report and its files, under the next number of its quarter and kind. One ``asked`` is one report."""
    by.demand(Permission.REPORT_MAKE)
    held = hold_plan(plan.pk, by=by)
    if asked and (made := Report.objects.filter(asked=asked).first()):
        return made
    content = prepared.content
    earlier = Report.objects.filter(plan=held, quarter=content.quarter, kind=content.kind).order_by("-number").first()
    if earlier is not None and not reason.strip():
        raise _needs_a_reason(earlier)
    report = Report.objects.create(
        partnership=by.partnership,
        plan=held,
        quarter=content.quarter,
        kind=content.kind,
        number=earlier.number + 1 if earlier else 1,
        title=content.title[:300],
        marking=content.marking,
        data_as_of=timezone.localdate(now),
        snapshot=prepared.snapshot,
        sha256=hash_of(prepared.snapshot),
        reason=reason,
        asked=asked,
        made_at=now,
        made_by=by.audit_key,
    )
    ReportFile.objects.bulk_create(
        ReportFile(report=report, kind=kind, content=written, sha256=hashlib.sha256(written).hexdigest())
        for kind, written in prepared.files
    )
    after = {name: getattr(report, name) for name in ("quarter", "kind", "number", "sha256")}
    log("report.made", report, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE, after=after)
    return report


@transaction.atomic
def publish_report(*, report: Report, by: Access, now: datetime) -> Publication:
    """Give the report out. Only a report without a marking goes to the public."""
    by.demand(Permission.REPORT_MAKE)
    hold_plan(report.plan_id, by=by)
    if report.kind == Report.Kind.PUBLIC and report.marking:
        raise ReportRefused("A marked report is not for the public. Make the public version of it.")
    if Publication.objects.filter(report=report).exists():
        raise ReportRefused("It has been given out already.")
    publication = Publication.objects.create(report=report, published_at=now, published_by=by.audit_key)
    log("report.published", report, by=by, now=now, partnership=by.partnership, operation=Operation.DISCLOSE,
        after={"kind": report.kind, "sha256": report.sha256})  # fmt: skip
    return publication


@transaction.atomic
def withdraw_report(*, report: Report, why: str, by: Access, now: datetime) -> Publication:
    """Take back a report given out. It stays, with the reason beside it."""
    by.demand(Permission.REPORT_MAKE)
    hold_plan(report.plan_id, by=by)
    publication = Publication.objects.filter(report=report, withdrawn_at__isnull=True).first()
    if publication is None:
        raise ReportRefused("It is not given out, so it cannot be taken back.")
    if not why.strip():
        raise ReportRefused("Say why it is taken back.", "why")
    publication.withdrawn_at, publication.withdrawn_by, publication.withdrawn_why = now, by.audit_key, why
    publication.save()
    log("report.withdrawn", report, by=by, now=now, partnership=by.partnership, after={"why": why})
    return publication


@transaction.atomic
def disclose_file(*, report: Report, kind: str, by: Access, now: datetime) -> ReportFile:
    """One file of the report for somebody who takes it away, with its row in the audit."""
    by.demand(Permission.PLAN_VIEW)
    file = ReportFile.objects.get(report=report, kind=kind)
    log("report.taken", report, by=by, now=now, partnership=by.partnership, operation=Operation.DISCLOSE,
        after={"kind": kind, "sha256": file.sha256})  # fmt: skip
    return file


def refuse_second(*, plan: Plan, quarter: str, kind: str, reason: str) -> None:
    """Say early that a second report of a quarter needs its reason: before the slow part."""
    earlier = Report.objects.filter(plan=plan, quarter=quarter, kind=kind).order_by("-number").first()
    if earlier is not None and not reason.strip():
        raise _needs_a_reason(earlier)


def _needs_a_reason(earlier: Report) -> ReportRefused:
    made = timezone.localtime(earlier.made_at)
    return ReportRefused(
        f"There is one of this quarter already, made on {made:%-d %B %Y}. It stays as it is; say why another is made.",
        "reason",
    )


def _check(plan: Plan, quarter: str, kind: str, marking: str) -> None:
    if quarter not in QUARTERS:
        raise ReportRefused("A plan's year has the quarters Q1, Q2, Q3 and Q4.", "quarter")
    if kind == Report.Kind.PUBLIC:
        raise ReportRefused("The public version is made from a quarterly report, so that both say the same.", "kind")
    if kind not in Report.Kind or marking not in Report.Marking:
        raise ReportRefused("Choose the kind of report and its marking from the lists.", "kind")
