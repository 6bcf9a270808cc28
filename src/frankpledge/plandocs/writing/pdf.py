"""Writes a plan as a tagged PDF that a screen reader can follow (PDF/UA-1), through Typst and offline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from frankpledge.papers.lines import clean
from frankpledge.papers.look import Look
from frankpledge.papers.nested import nested
from frankpledge.papers.pdf import blocks_of, compile_pdf, frame
from frankpledge.plandocs.model import Objective, PlanDocument, Section
from frankpledge.plandocs.writing.grid import (
    Column,
    cell_lines,
    columns_for,
    columns_of,
    preamble_paragraphs,
    quarter_comments,
    section_heading,
    section_notes,
    update_heading,
)
from frankpledge.plandocs.writing.widths import shares

_LONG = 900  # characters in a cell from which a row may be cut by the page's end

Json = dict[str, Any]


def write_pdf(plan: PlanDocument, look: Look) -> bytes:
    """The plan as a .pdf file. The plan's words go in as data, never as Typst source."""
    return compile_pdf(Path(__file__).parent / "plan.typ", "plan", _data(plan, look))


def _data(plan: PlanDocument, look: Look) -> Json:
    columns = columns_of(plan)
    return {
        "title": clean(plan.title).replace("\n", " ").strip() or "Action plan",  # a tagged PDF must have a title
        "preamble": preamble_paragraphs(plan),
        "sections": [_section(plan, section, columns) for section in plan.sections],
        **frame(look),
    }


def _header(columns: Sequence[Column], over_quarters: str) -> Iterable[Json]:
    """The headings in the order Typst places cells: the upper row, with one merged over the quarters, then theirs."""
    quarters = [column for column in columns if column.is_quarter]
    depth = 2 if quarters else 1
    for column in columns:
        if not column.is_quarter:
            yield {"text": clean(column.heading), "columns": 1, "rows": depth}
        elif column is quarters[0]:
            yield {"text": over_quarters, "columns": len(quarters), "rows": 1}
    for column in quarters:
        yield {"text": clean(column.heading), "columns": 1, "rows": 1}


def _section(plan: PlanDocument, section: Section, columns: tuple[Column, ...]) -> Json:
    own = columns_for(section, columns)
    return {
        "widths": shares(own),
        "header": list(_header(own, update_heading(plan))),
        "heading": section_heading(plan, section),
        "notes": section_notes(section),
        "comments": quarter_comments(plan, section),
        "rows": [_row(objective, own) for objective in section.objectives],
    }


def _row(objective: Objective, columns: Sequence[Column]) -> Json:
    cells = [cell_lines(objective, column) for column in columns]
    return {
        "cells": [blocks_of(nested(cell)) for cell in cells],
        "long": any(sum(len(line.text) for line in cell) > _LONG for cell in cells),
    }
