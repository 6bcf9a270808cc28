"""Writes a report's content as each kind of file. The same content is always the same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from frankpledge.papers.look import Look
from frankpledge.papers.pdf import write_pdf
from frankpledge.papers.word import write_word
from frankpledge.reporting.content import Content, to_json
from frankpledge.reporting.writing.delimited import write_delimited
from frankpledge.reporting.writing.paper import paper_of
from frankpledge.reporting.writing.spreadsheet import write_spreadsheet

__all__ = ["WRITERS", "Writer", "paper_of", "write"]


@dataclass(frozen=True, slots=True)
class Writer:
    """One kind of file; ``purpose`` is what a person chooses by."""

    suffix: str
    media_type: str
    label: str
    purpose: str
    write: Callable[[Content], bytes]


def look_of(content: Content) -> Look:
    """The partnership's name, colour and marking, and the day to which the figures reach."""
    usual = Look()
    source = "Demonstration: made-up figures" if content.demonstration else ""
    return Look(
        content.partnership,
        content.colour or usual.colour,
        f"figures to {content.data_as_of}",
        content.marking,
        source,
    )


def _pdf(content: Content) -> bytes:
    return write_pdf(paper_of(content), look_of(content))


def _word(content: Content) -> bytes:
    return write_word(paper_of(content, pictures=True), look_of(content))


def _json(content: Content) -> bytes:
    return (json.dumps(to_json(content), ensure_ascii=False, indent=2) + "\n").encode()


WRITERS: dict[str, Writer] = {
    "pdf": Writer(".pdf", "application/pdf", "PDF", "To send to the board or to print.", _pdf),
    "docx": Writer(
        ".docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word",
        "To take parts of it into another paper.",
        _word,
    ),
    "xlsx": Writer(
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel",
        "To sort and count: a sheet each for objectives, indicators, milestones and money.",
        write_spreadsheet,
    ),
    "csv": Writer(
        ".csv", "text/csv; charset=utf-8", "CSV", "For other programs: one row for each objective.", write_delimited
    ),
    "json": Writer(
        ".json",
        "application/json",
        "JSON",
        "For programmers: the snapshot itself, with its hash.",
        _json,
    ),
}


def write(content: Content, kind: str) -> bytes:
    """The report as a file of one kind. Raises ``KeyError`` for a kind there is no writer of."""
    return WRITERS[kind].write(content)
