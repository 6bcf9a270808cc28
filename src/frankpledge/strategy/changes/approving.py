"""Approval, publication and what may follow: frozen with a hash, and never by whoever alone wrote it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from frankpledge.audit.log import log
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.strategy.changes.holding import (
    StrategyRefused,
    hold_assessment,
    hold_strategy,
    may_not_approve_alone,
    next_number,
)
from frankpledge.strategy.models import Assessment, Strategy, StrategyEdition
from frankpledge.strategy.queries.completeness import completeness_of, missing_before_approval
from frankpledge.strategy.sealing import sealed
from frankpledge.strategy.writing.plain import assessment_plain
from frankpledge.strategy.writing.plain_strategy import strategy_plain


@transaction.atomic
def approve_assessment(
    *, assessment: Assessment, note: str, version: int, by: Access, now: datetime, on: date | None = None
) -> Assessment:
    """Approve and freeze it. ``on`` is the day the strategy group did so, today where it is not said."""
    row = hold_assessment(assessment, by=by, permission=Permission.STRATEGY_APPROVE)
    if row.version != version:
        raise EditedMeanwhile(row)
    may_not_approve_alone(row, by)
    missing = completeness_of(row).missing
    if missing:
        raise StrategyRefused(
            "It cannot be approved while something the law asks for is missing. "
            + " ".join(f"{each.name}: {each.words}" for each in missing)
        )
    row.state, row.approved_on, row.approved_by = Assessment.State.APPROVED, _day(on, now), by.audit_key
    row.approval_note, row.version = note, row.version + 1
    row.frozen = assessment_plain(row, today=timezone.localdate(now))
    row.sha256 = sealed(row.frozen)
    row.save()
    log("assessment.approved", row, by=by, now=now, partnership=by.partnership, before={"state": "draft"},
        after={"state": row.state, "on": row.approved_on, "sha256": row.sha256})  # fmt: skip
    return row


@transaction.atomic
def publish_assessment(*, assessment: Assessment, on: date, by: Access, now: datetime) -> Assessment:
    """Note that the approved assessment, or its summary, was published."""
    row = hold_assessment(assessment, by=by, draft=False)
    if row.state == Assessment.State.DRAFT:
        raise StrategyRefused("It is not approved yet, so it cannot be published.")
    if not row.summary.strip():
        raise StrategyRefused("There is no summary to publish. Open the assessment again and write one.")
    _refuse_day(on, row.approved_on, now)
    row.state, row.published_on, row.version = Assessment.State.PUBLISHED, on, row.version + 1
    row.save(update_fields=["state", "published_on", "version"])
    log("assessment.published", row, by=by, now=now, partnership=by.partnership, after={"on": on})
    return row


@transaction.atomic
def reopen_assessment(*, assessment: Assessment, reason: str, by: Access, now: datetime) -> Assessment:
    """Let an approved assessment be written in again. What was approved stays in the audit by its hash."""
    row = hold_assessment(assessment, by=by, permission=Permission.STRATEGY_APPROVE, draft=False)
    if row.state == Assessment.State.DRAFT:
        raise StrategyRefused("It is being written already.")
    if not reason.strip():
        raise StrategyRefused("Say why it is opened again.", "reason")
    before = {"state": row.state, "sha256": row.sha256}
    row.state, row.approved_on, row.approved_by, row.published_on = Assessment.State.DRAFT, None, "", None
    row.version += 1
    row.save()
    log("assessment.reopened", row, by=by, now=now, partnership=by.partnership, before=before,
        after={"state": row.state, "reason": reason})  # fmt: skip
    return row


@transaction.atomic
def approve_strategy(
    *, strategy: Strategy, version: int, by: Access, now: datetime, on: date | None = None
) -> Strategy:
    """Approve it: its next edition. The one it follows is superseded on the day this one begins."""
    row = hold_strategy(strategy, by=by, permission=Permission.STRATEGY_APPROVE)
    if row.version != version:
        raise EditedMeanwhile(row)
    may_not_approve_alone(row, by)
    missing = missing_before_approval(row)
    if missing:
        raise StrategyRefused(
            "It cannot be approved while something the law asks for is missing. "
            + " ".join(f"{each.duty.name}: {each.words}" for each in missing)
        )
    row.state, row.approved_on, row.approved_by = Strategy.State.APPROVED, _day(on, now), by.audit_key
    row.version += 1
    row.save()
    _edition(row, "Approved", by, now)
    log("strategy.approved", row, by=by, now=now, partnership=by.partnership, before={"state": "draft"},
        after={"state": row.state, "on": row.approved_on})  # fmt: skip
    _supersede(row, by, now)
    return row


@transaction.atomic
def publish_strategy(*, strategy: Strategy, on: date, where: str, by: Access, now: datetime) -> Strategy:
    """Note when and where the summary was published."""
    row = hold_strategy(strategy, by=by, draft=False)
    if row.state == Strategy.State.DRAFT:
        raise StrategyRefused("It is not approved yet, so its summary cannot be published.")
    if not row.summary.strip():
        raise StrategyRefused("There is no summary to publish. Open the strategy for revision and write one.")
    _refuse_day(on, row.approved_on, now)
    row.state = Strategy.State.PUBLISHED if row.state == Strategy.State.APPROVED else row.state
    row.published_on, row.published_where, row.version = on, where, row.version + 1
    row.save(update_fields=["state", "published_on", "published_where", "version"])
    _edition(row, f"Summary published: {where}" if where else "Summary published", by, now)
    log("strategy.published", row, by=by, now=now, partnership=by.partnership, after={"on": on, "where": where})
    return row


@transaction.atomic
def note_copy_sent(*, strategy: Strategy, on: date, by: Access, now: datetime) -> Strategy:
    """Note when a copy went to the local policing body."""
    row = hold_strategy(strategy, by=by, draft=False)
    if row.state == Strategy.State.DRAFT:
        raise StrategyRefused("It is not approved yet. Send the approved one.")
    _refuse_day(on, row.approved_on, now)
    before, row.sent_to_policing_body_on = row.sent_to_policing_body_on, on
    row.save(update_fields=["sent_to_policing_body_on"])
    log("strategy.copy_sent", row, by=by, now=now, partnership=by.partnership, before={"on": before}, after={"on": on})
    return row


@transaction.atomic
def revise_strategy(*, strategy: Strategy, reason: str, by: Access, now: datetime) -> Strategy:
    """Open an approved strategy for revision. Its last edition stays in force until the next is approved."""
    row = hold_strategy(strategy, by=by, permission=Permission.STRATEGY_APPROVE, draft=False)
    if row.state in (Strategy.State.DRAFT, Strategy.State.SUPERSEDED):
        raise StrategyRefused("Only a strategy in force is opened for revision.")
    if not reason.strip():
        raise StrategyRefused("Say why it is opened for revision.", "reason")
    before = {"state": row.state}
    row.state, row.approved_on, row.approved_by, row.version = Strategy.State.DRAFT, None, "", row.version + 1
    row.published_on = None
    row.save()
    log("strategy.revision_opened", row, by=by, now=now, partnership=by.partnership, before=before,
        after={"state": row.state, "reason": reason})  # fmt: skip
    return row


def _supersede(row: Strategy, by: Access, now: datetime) -> None:
    before = row.previous
    if before is None or before.state in (Strategy.State.DRAFT, Strategy.State.SUPERSEDED):
        return
    was = before.state
    before.state, before.superseded_on = Strategy.State.SUPERSEDED, row.starts_on
    before.save(update_fields=["state", "superseded_on"])
    log("strategy.superseded", before, by=by, now=now, partnership=by.partnership, before={"state": was},
        after={"state": before.state, "by": row.pk})  # fmt: skip


def _edition(row: Strategy, why: str, by: Access, now: datetime) -> StrategyEdition:
    document = strategy_plain(row, today=timezone.localdate(now))
    return StrategyEdition.objects.create(
        strategy=row, number=next_number(StrategyEdition.objects.filter(strategy=row)), document=document,
        sha256=sealed(document), why=why, made_at=now, made_by=by.audit_key,
    )  # fmt: skip


def _day(on: date | None, now: datetime) -> date:
    today = timezone.localdate(now)
    if on is not None and on > today:
        raise StrategyRefused("That day has not come yet.", "on")
    return on or today


def _refuse_day(on: date, after: date | None, now: datetime) -> None:
    if on > timezone.localdate(now):
        raise StrategyRefused("That day has not come yet.", "on")
    if after is not None and on < after:
        raise StrategyRefused("That is before it was approved.", "on")
