"""Writing plans out: the same plan as Word, PDF, spreadsheet, CSV, JSON or Markdown.

>>> write(PlanDocument("Action plan", "2008-2009"), "md")
b'# Action plan\\n'
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from frankpledge.papers.look import Look
from frankpledge.plandocs.as_json import to_json
from frankpledge.plandocs.model import PlanDocument, Reading
from frankpledge.plandocs.writing.delimited import write_delimited
from frankpledge.plandocs.writing.markdown import write_markdown
from frankpledge.plandocs.writing.pdf import write_pdf
from frankpledge.plandocs.writing.refusal import CannotWrite
from frankpledge.plandocs.writing.spreadsheet import write_spreadsheet
from frankpledge.plandocs.writing.word import write_word

__all__ = ["WRITERS", "CannotWrite", "Look", "Writer", "write"]


@dataclass(frozen=True, slots=True)
class Writer:
    """One kind of file a plan can be written as; ``label`` is what a person chooses by."""

    suffix: str
    media_type: str
    label: str
    write: Callable[[PlanDocument, Look], bytes]


def _write_json(plan: PlanDocument, look: Look) -> bytes:
    """The plan and nothing about it: findings belong to a check of it, and none here would read as "none found"."""
    said = {key: value for key, value in to_json(Reading(plan)).items() if key not in ("findings", "questions")}
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()


WRITERS: dict[str, Writer] = {
    "docx": Writer(
        ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word", write_word
    ),
    "pdf": Writer(".pdf", "application/pdf", "PDF", write_pdf),
    "xlsx": Writer(
        ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel", write_spreadsheet
    ),
    "csv": Writer(".csv", "text/csv; charset=utf-8", "CSV", write_delimited),
    "json": Writer(".json", "application/json", "JSON", _write_json),
    "md": Writer(".md", "text/markdown; charset=utf-8", "Markdown", write_markdown),
}


def write(plan: PlanDocument, kind: str, look: Look | None = None) -> bytes:
    """The plan as a file of one kind. The same plan and look are always the same bytes."""
    if kind not in WRITERS:
        raise CannotWrite(f"A plan cannot be written as “{kind}”. Choose one of {', '.join(WRITERS)}.")
    return WRITERS[kind].write(plan, look or Look())
