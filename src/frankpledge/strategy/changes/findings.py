"""Findings of an assessment, and the evidence they rest on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from frankpledge.documents.changes import store_document
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.strategy.changes.holding import (
    StrategyRefused,
    add_row,
    change_row,
    hold_assessment,
    next_number,
    remove_row,
    there,
    touch,
)
from frankpledge.strategy.chapters import chapter_named
from frankpledge.strategy.models import Assessment, AssessmentSection, Evidence, Finding, Paper
from frankpledge.strategy.sealing import sealed


@dataclass(frozen=True, slots=True)
class FindingWords:
    """What was found, and under which section it belongs."""

    text: str
    section: str
    paper_id: int | None = None


@dataclass(frozen=True, slots=True)
class EvidenceWords:
    """What a finding rests on. Which of these must be said depends on the kind."""

    kind: str
    words: str
    value: Decimal | None = None
    unit: str = ""
    source: str = ""
    as_of: date | None = None
    url: str = ""


@transaction.atomic
def add_finding(*, assessment: Assessment, words: FindingWords, by: Access, now: datetime) -> Finding:
    """A finding, numbered after the last."""
    parent = hold_assessment(assessment, by=by)
    _refuse_place(parent, words)
    number = next_number(Finding.objects.filter(assessment=parent))
    row = Finding(assessment=parent, number=number, **asdict(words))
    add_row(row, "finding.added", by=by, now=now, said={**asdict(words), "number": number})
    touch(parent, by=by, now=now)
    return row


@transaction.atomic
def edit_finding(*, finding: Finding, words: FindingWords, version: int, by: Access, now: datetime) -> Finding:
    """Change what it says or where it belongs."""
    parent = hold_assessment(finding.assessment, by=by)
    row = there(Finding.objects.filter(assessment=parent), finding)
    _refuse_place(parent, words)
    change_row(row, asdict(words), version, "finding.changed", by=by, now=now)
    touch(parent, by=by, now=now)
    return row


@transaction.atomic
def remove_finding(*, finding: Finding, version: int, by: Access, now: datetime) -> None:
    """Take a finding away with its evidence, unless a priority rests on it."""
    parent = hold_assessment(finding.assessment, by=by)
    row = there(Finding.objects.filter(assessment=parent), finding)
    drawn = row.priorities.first()
    if drawn is not None:
        raise StrategyRefused(f"“{drawn}” rests on this finding. Take the link away there first.")
    remove_row(row, version, "finding.removed", by=by, now=now, said={"text": row.text, "number": row.number})
    touch(parent, by=by, now=now)


@transaction.atomic
def add_evidence(
    *,
    finding: Finding,
    words: EvidenceWords,
    file: tuple[str, bytes] | None = None,
    by: Access,
    now: datetime,
) -> Evidence:
    """A figure, a page elsewhere, or a document: cited, or brought along as ``file`` (its name and bytes)."""
    parent = hold_assessment(finding.assessment, by=by)
    row = there(Finding.objects.filter(assessment=parent), finding)
    _refuse_evidence(words, has_file=file is not None)
    evidence = Evidence(finding=row, added_at=now, added_by=by.audit_key, **asdict(words))
    if file is not None:
        evidence.document = store_document(
            partnership=by.partnership,
            name=file[0],
            content=file[1],
            by=by,
            now=now,
            permission=Permission.STRATEGY_EDIT,
        )
    add_row(evidence, "evidence.added", by=by, now=now, said=asdict(words))
    touch(parent, by=by, now=now)
    return evidence


@transaction.atomic
def freeze_evidence(*, finding: Finding, chapter: str, words: str, by: Access, now: datetime) -> Evidence:
    """What a room of the software says today, frozen under a finding with its hash."""
    parent = hold_assessment(finding.assessment, by=by)
    row = there(Finding.objects.filter(assessment=parent), finding)
    source = chapter_named(chapter)
    snapshot = source.freeze(parent, now) if source else None
    if source is None or snapshot is None:
        raise StrategyRefused("There is nothing there yet to freeze. Choose another, or come back when there is.")
    body = snapshot.as_json()
    evidence = Evidence(
        finding=row, kind=Evidence.Kind.SNAPSHOT, words=words or snapshot.title, source=snapshot.source,
        as_of=snapshot.as_of, chapter=chapter, snapshot=body, sha256=sealed(body), added_at=now, added_by=by.audit_key,
    )  # fmt: skip
    add_row(evidence, "evidence.frozen", by=by, now=now, said={"chapter": chapter, "sha256": evidence.sha256})
    touch(parent, by=by, now=now)
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: Access, now: datetime) -> None:
    """Take one piece of evidence away. A document that was brought stays with the partnership's documents."""
    parent = hold_assessment(evidence.finding.assessment, by=by)
    row = there(Evidence.objects.filter(finding__assessment=parent), evidence)
    said = {"kind": row.kind, "words": row.words, "source": row.source, "url": row.url, "sha256": row.sha256}
    remove_row(row, None, "evidence.removed", by=by, now=now, said=said)
    touch(parent, by=by, now=now)


def _refuse_place(parent: Assessment, words: FindingWords) -> None:
    if not AssessmentSection.objects.filter(assessment=parent, key=words.section).exists():
        raise StrategyRefused("Choose the section this finding belongs to.", "section")
    if words.paper_id is not None and not Paper.objects.filter(assessment=parent, pk=words.paper_id).exists():
        raise StrategyRefused("That paper is not one of this assessment's.", "paper")


def _refuse_evidence(words: EvidenceWords, *, has_file: bool) -> None:
    if words.kind == Evidence.Kind.FIGURE and (words.value is None or not words.source or words.as_of is None):
        raise StrategyRefused("A figure needs its number, where it comes from and the day it stood so.", "value")
    if words.kind == Evidence.Kind.LINK and not words.url:
        raise StrategyRefused("Enter the page's address.", "url")
    if words.kind == Evidence.Kind.DOCUMENT and not (words.source or has_file):
        raise StrategyRefused("Say which document it is, or bring it.", "source")
    if words.kind == Evidence.Kind.SNAPSHOT:
        raise StrategyRefused("A table is frozen from its own list, not typed.", "kind")
