"""Writes a plan as a tagged PDF that a screen reader can follow (PDF/UA-1), through Typst and offline."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

import frankpledge
from frankpledge.formats.document import Bullets, Item, Paragraph, Run
from frankpledge.plandocs.model import Objective, PlanDocument, Section
from frankpledge.plandocs.writing.grid import (
    Column,
    cell_lines,
    clean,
    columns_for,
    columns_of,
    preamble_paragraphs,
    quarter_comments,
    section_heading,
    section_notes,
    update_heading,
)
from frankpledge.plandocs.writing.look import Look
from frankpledge.plandocs.writing.nested import nested
from frankpledge.plandocs.writing.widths import shares

if TYPE_CHECKING:
    from typst import PDFStandard

HERE = Path(__file__).parent
FONTS = Path(frankpledge.__file__).parent / "core" / "fonts"  # put there by the front-end build
_OWN_FONT = "Source Sans 3"
_TYPST_FONT = "Libertinus Serif"  # inside Typst itself, so there is always one
_LONG = 900  # characters in a cell from which a row may be cut by the page's end
_EPOCH = 0  # stands for "no moment": nothing in the file says when it was made

Json = dict[str, Any]


def write_pdf(plan: PlanDocument, look: Look) -> bytes:
    """The plan as a .pdf file. The plan's words go in as data, never as Typst source.

    PDF/UA refuses a letter that no font can draw. Our fonts cover Europe's languages; for the rest the machine's own
    are asked, and when they too lack a letter the file is still tagged, only without the standard's name on it.
    """
    data = json.dumps(_data(plan, look), ensure_ascii=False)
    try:
        return _compile(data, ["ua-1"], own_fonts_only=True)
    except typst.TypstError:
        with suppress(typst.TypstError):
            return _compile(data, ["ua-1"], own_fonts_only=False)
        return _compile(data, [], own_fonts_only=False)


def _compile(data: str, standards: list[PDFStandard], *, own_fonts_only: bool) -> bytes:
    return typst.compile(
        HERE / "plan.typ",
        root=HERE,
        format="pdf",
        font_paths=[FONTS] if FONTS.is_dir() else [],
        ignore_system_fonts=own_fonts_only,
        sys_inputs={"plan": data},
        pdf_standards=standards,
        timestamp=_EPOCH,
    )


def _data(plan: PlanDocument, look: Look) -> Json:
    columns = columns_of(plan)
    return {
        "title": clean(plan.title).replace("\n", " ").strip() or "Action plan",  # a tagged PDF must have a title
        "preamble": preamble_paragraphs(plan),
        "sections": [_section(plan, section, columns) for section in plan.sections],
        "fonts": [_OWN_FONT, _TYPST_FONT] if any(FONTS.glob("*.ttf")) else [_TYPST_FONT],
        "look": {
            "partnership": clean(look.partnership),
            "foot": clean(look.foot),
            "marking": clean(look.marking),
            "bar": f"#{look.bar}",
            "on_bar": f"#{look.on_bar}",
            "ink": f"#{look.heading_ink}",
        },
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
        "cells": [[_block(block) for block in nested(cell)] for cell in cells],
        "long": any(sum(len(line.text) for line in cell) > _LONG for cell in cells),
    }


def _block(block: Paragraph | Bullets) -> Json:
    if isinstance(block, Bullets):
        return {"items": [_item(item) for item in block.items]}
    return {"runs": _runs(block.runs)}


def _item(item: Item) -> Json:
    return {"runs": _runs(item.runs), "children": [_item(child) for child in item.children]}


def _runs(runs: Sequence[Run]) -> list[Json]:
    return [{"text": run.text, "italic": run.italic, "bold": run.bold} for run in runs]
