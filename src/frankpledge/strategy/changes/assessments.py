"""An assessment begun and written: its own words, its statutory sections, its quarterly papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.models import Plan
from frankpledge.strategy.changes.holding import (
    StrategyRefused,
    add_row,
    change_row,
    hold_assessment,
    ours,
    there,
    touch,
)
from frankpledge.strategy.models import Assessment, AssessmentSection, MatrixVersion, Paper
from frankpledge.strategy.statutory import assessment_sections, jurisdiction_of


@dataclass(frozen=True, slots=True)
class AssessmentWords:
    """What an assessment says of itself."""

    title: str
    starts_on: date
    ends_on: date
    way: str = Assessment.Way.WHOLE
    last_plan_id: int | None = None
    previous_id: int | None = None
    summary: str = ""


@transaction.atomic
def begin_assessment(*, words: AssessmentWords, by: Access, now: datetime) -> Assessment:
    """An assessment with the empty sections that the law of its last day asks for."""
    by.demand(Permission.STRATEGY_EDIT)
    _refuse_words(words, by)
    duties = assessment_sections(words.ends_on, jurisdiction_of(by.partnership.area_code))
    if not duties:
        raise StrategyRefused("No law asked for a strategic assessment then. Check the years.", "ends_on")
    assessment = add_row(
        Assessment(
            partnership=by.partnership, created_at=now, changed_at=now, written_by=[by.audit_key], **asdict(words)
        ),
        "assessment.begun",
        by=by,
        now=now,
        said=asdict(words),
    )
    AssessmentSection.objects.bulk_create(
        AssessmentSection(assessment=assessment, key=duty.key, position=position)
        for position, duty in enumerate(duties)
    )
    if words.way == Assessment.Way.QUARTERLY:
        _four_papers(assessment)
    return assessment


@transaction.atomic
def edit_assessment(
    *, assessment: Assessment, words: AssessmentWords, version: int, by: Access, now: datetime
) -> Assessment:
    """Change its title, its year, how it is written, which plan it looks back on, and its summary."""
    row = hold_assessment(assessment, by=by)
    _refuse_words(words, by, besides=row)
    change_row(row, asdict(words), version, "assessment.changed", by=by, now=now)
    if words.way == Assessment.Way.QUARTERLY:
        _four_papers(row)
    touch(row, by=by, now=now)
    return row


@transaction.atomic
def write_section(
    *, section: AssessmentSection, text: str, version: int, by: Access, now: datetime
) -> AssessmentSection:
    """Write one of the sections the law asks for."""
    parent = hold_assessment(section.assessment, by=by)
    row = there(AssessmentSection.objects.filter(assessment=parent), section)
    change_row(row, {"text": text}, version, "assessment.section_written", by=by, now=now)
    touch(parent, by=by, now=now)
    return row


@transaction.atomic
def write_paper(
    *,
    paper: Paper,
    title: str,
    focus: str,
    parts: Mapping[str, str],
    finished_on: date | None,
    version: int,
    by: Access,
    now: datetime,
) -> Paper:
    """Write a quarter's paper. It counts towards the year from the day the strategy group received it."""
    parent = hold_assessment(paper.assessment, by=by)
    row = there(Paper.objects.filter(assessment=parent), paper)
    keys = set(AssessmentSection.objects.filter(assessment=parent).values_list("key", flat=True))
    if not set(parts) <= keys:
        raise StrategyRefused("The paper fills a section that this assessment does not have.")
    kept = {key: text for key, text in parts.items() if text.strip()}
    if finished_on is not None and not (focus.strip() and kept):
        raise StrategyRefused(
            "A finished paper looks at one priority in depth and fills at least one section. Write those first.",
            "finished_on",
        )
    words = {"title": title, "focus": focus, "parts": kept, "finished_on": finished_on}
    change_row(row, words, version, "assessment.paper_written", by=by, now=now)
    touch(parent, by=by, now=now)
    return row


@transaction.atomic
def choose_matrix(*, assessment: Assessment, matrix: MatrixVersion, by: Access, now: datetime) -> Assessment:
    """Rank this assessment's problems by that version of a matrix. Scores made with another stay where they are."""
    row = hold_assessment(assessment, by=by)
    ours(MatrixVersion.objects.all(), [matrix.pk], by)
    before, row.matrix = row.matrix_id, matrix
    row.save(update_fields=["matrix"])
    log("assessment.matrix_chosen", row, by=by, now=now, partnership=by.partnership, before={"matrix": before},
        after={"matrix": matrix.pk})  # fmt: skip
    touch(row, by=by, now=now)
    return row


def _four_papers(assessment: Assessment) -> None:
    written = set(Paper.objects.filter(assessment=assessment).values_list("quarter", flat=True))
    Paper.objects.bulk_create(
        Paper(assessment=assessment, quarter=quarter) for quarter in QUARTERS if quarter not in written
    )


def _refuse_words(words: AssessmentWords, by: Access, besides: Assessment | None = None) -> None:
    if words.ends_on < words.starts_on:
        raise StrategyRefused("The year ends before it begins.", "ends_on")
    ours(Plan.objects.all(), [words.last_plan_id], by)
    ours(Assessment.objects.all(), [words.previous_id], by)
    if besides is not None and words.previous_id == besides.pk:
        raise StrategyRefused("An assessment does not follow itself. Choose the one before it.", "previous")
