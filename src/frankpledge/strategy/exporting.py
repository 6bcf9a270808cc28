"""Gives the assessment, the strategy and the rank list out as files, each leaving its row in the audit."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.formats.formulas import delimited_file
from frankpledge.papers.look import Look
from frankpledge.papers.paper import Paper
from frankpledge.papers.pdf import write_pdf
from frankpledge.papers.word import write_word
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.exporting import ExportedFile, look_of
from frankpledge.strategy.models import Assessment, Strategy, StrategyEdition
from frankpledge.strategy.writing.paper import assessment_paper
from frankpledge.strategy.writing.paper_strategy import strategy_paper
from frankpledge.strategy.writing.plain import assessment_plain
from frankpledge.strategy.writing.plain_strategy import strategy_plain

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file there is."""

    kind: str
    label: str
    media_type: str
    purpose: str


KINDS = (
    FileKind("docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
             "To send round, print or edit."),
    FileKind("pdf", "PDF", "application/pdf", "To publish or print. Screen readers can follow it."),
    FileKind("csv", "CSV", "text/csv; charset=utf-8", "One row for each part, for spreadsheets."),
    FileKind("json", "JSON", "application/json", "For programs: everything it says, with its structure."),
)  # fmt: skip
BY_KIND = {kind.kind: kind for kind in KINDS}


def current_assessment(assessment: Assessment, *, now: datetime) -> Json:
    """What it says: as it was approved, if it was; as it stands, while it is being written."""
    if assessment.frozen is not None and assessment.state != Assessment.State.DRAFT:
        return {**assessment.frozen, "published_on": _day(assessment.published_on), "sha256": assessment.sha256}
    return assessment_plain(assessment, today=timezone.localdate(now))


def disclose_assessment(*, assessment: Assessment, kind: str, by: Access, now: datetime) -> ExportedFile:
    """The assessment as a file for a person."""
    said = current_assessment(assessment, now=now)
    content = _written(said, kind, assessment_paper, assessment_rows, _look(assessment, now))
    return _disclosed("assessment", assessment, kind, content, by, now)


def disclose_strategy(*, strategy: Strategy, kind: str, by: Access, now: datetime) -> ExportedFile:
    """The strategy as a file for a person, as it now stands."""
    said = strategy_plain(strategy, today=timezone.localdate(now))
    content = _written(said, kind, strategy_paper, strategy_rows, _look(strategy, now))
    return _disclosed("strategy", strategy, kind, content, by, now)


def disclose_edition(*, edition: StrategyEdition, kind: str, by: Access, now: datetime) -> ExportedFile:
    """An edition of the strategy as a file, as it stood when it was made."""
    content = _written(edition.document, kind, strategy_paper, strategy_rows, _look(edition.strategy, now))
    file = _disclosed("strategy", edition.strategy, kind, content, by, now)
    return ExportedFile(file.name.replace(f".{kind}", f"-edition-{edition.number}.{kind}"), file.media_type, content)


def assessment_rows(said: Json) -> Iterator[tuple[object, ...]]:
    """One row for each part of it."""
    yield ("Part", "Number", "Title", "Text", "Rank", "Rank by score", "Score", "Evidence")
    for section in said["sections"]:
        yield ("Section", "", section["name"], section["text"], "", "", "", section["source"])
        for each in section["findings"]:
            rests = " | ".join(
                "; ".join(str(part) for part in (one["words"], one["value"], one["unit"], one["source"]) if part)
                for one in each["evidence"]
            )
            yield ("Finding", each["number"], section["name"], each["text"], "", "", "", rests)
    for each in said["problems"]["ranked"]:
        yield (
            "Problem", each["number"], each["problem"], each["what"], each["rank"] or "", each["rank_by_score"],
            each["score"] or "", each["moved_because"],
        )  # fmt: skip
    for each in said["views"]["themes"]:
        yield ("Community view", each["people"], each["theme"], each["said"], "", "", "", each["did"])
    for each in said["priorities"]:
        yield ("Priority", each["number"], each["name"], each["why"], "", "", "", each["strategy"])
    for each in (said["delivery"] or {"whole": []})["whole"]:
        yield ("Last plan", "", f"{each['group']}: {each['name']}", each["words"], "", "", "", said["delivery"]["plan"])


def strategy_rows(said: Json) -> Iterator[tuple[object, ...]]:
    """One row for each priority, target, objective and step."""
    yield ("Part", "Priority", "Title", "Text", "Baseline", "Target", "By", "Now", "As of", "Source")
    for name in ("vision", "success", "engagement", "summary"):
        yield ("Strategy", "", name.capitalize(), said[name], "", "", "", "", "", "")
    for row in said["priorities"]:
        leads = ", ".join(each for each in (row["lead_agency"], row["lead_group"]) if each)
        yield ("Priority", row["number"], row["name"], row["why"], "", "", "", "", "", leads)
        for each in row["targets"]:
            yield (
                "Target", row["number"], each["measure"], each["words"], each["baseline"], each["target"],
                each["due_on"], each["now"], each["now_on"] or "", each["now_source"],
            )  # fmt: skip
        for each in row["objectives"]:
            yield ("Objective", row["number"], each["ref"], each["text"], "", "", "", "", "", "")
    for each in said["steps"]:
        yield ("Step", each["priority"], each["agency"], each["steps"], "", "", "", "", "", each["resources"])


def _written(
    said: Json,
    kind: str,
    paper: Callable[[Json], Paper],
    rows: Callable[[Json], Iterator[tuple[object, ...]]],
    look: Look,
) -> bytes:
    if kind == "json":
        return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()
    if kind == "csv":
        return delimited_file(rows(said))
    return write_word(paper(said), look) if kind == "docx" else write_pdf(paper(said), look)


def _look(row: Assessment | Strategy, now: datetime) -> Look:
    return look_of(row.partnership, row.approved_on or timezone.localdate(now))


def _disclosed(
    what: str, row: Assessment | Strategy, kind: str, content: bytes, by: Access, now: datetime
) -> ExportedFile:
    by.demand(Permission.PLAN_VIEW)
    log(f"{what}.exported", row, by=by, now=now, partnership=by.partnership, operation=Operation.DISCLOSE,
        after={"kind": kind, "size": len(content)})  # fmt: skip
    years = f"{row.starts_on.year}-{row.ends_on.year}"
    return ExportedFile(f"{row.partnership.slug}-{what}-{years}.{kind}", BY_KIND[kind].media_type, content)


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
