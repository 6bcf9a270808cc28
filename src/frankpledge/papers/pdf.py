"""Writes a paper as a tagged PDF that a screen reader can follow (PDF/UA-1), through Typst and offline."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

import frankpledge
from frankpledge.formats.document import Bullets, Item, Run
from frankpledge.formats.document import Paragraph as Par
from frankpledge.papers.lines import clean, lines_of
from frankpledge.papers.look import Look
from frankpledge.papers.nested import nested
from frankpledge.papers.paper import INKS, Block, Facts, Figure, Heading, Paper, Prose, Table, Words

if TYPE_CHECKING:
    from typst import PDFStandard

FONTS = Path(frankpledge.__file__).parent / "core" / "fonts"  # put there by the front-end build
_OWN_FONT = "Source Sans 3"
_TYPST_FONT = "Libertinus Serif"  # inside Typst itself, so there is always one
_LONG = 900  # characters in a cell from which a row may be cut by the page's end
_EPOCH = 0  # stands for "no moment": nothing in the file says when it was made

Json = dict[str, Any]


def write_pdf(paper: Paper, look: Look) -> bytes:
    """The paper as a .pdf file; the same paper and look are always the same bytes."""
    title = clean(paper.title).replace("\n", " ").strip() or "Paper"  # a tagged PDF must have a title
    data = {
        "title": title,
        "subtitle": clean(paper.subtitle),
        "upright": paper.upright,
        "blocks": [_block(block) for block in paper.blocks],
        **frame(look),
    }
    return compile_pdf(Path(__file__).parent / "paper.typ", "paper", data)


def frame(look: Look) -> Json:
    """What every Typst template of ours needs: fonts that are there, and the look."""
    return {
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


def compile_pdf(template: Path, name: str, data: Json) -> bytes:
    """The template with ``data`` as ``sys.inputs[name]``: words go in as data, never as Typst source.

    PDF/UA refuses a letter that no font can draw. Our fonts cover Europe's languages; for the rest the machine's own
    are asked, and when they too lack a letter the file is still tagged, only without the standard's name on it.
    """
    written = json.dumps(data, ensure_ascii=False)
    try:
        return _compile(template, name, written, ["ua-1"], own_fonts_only=True)
    except typst.TypstError:
        with suppress(typst.TypstError):
            return _compile(template, name, written, ["ua-1"], own_fonts_only=False)
        return _compile(template, name, written, [], own_fonts_only=False)


def _compile(template: Path, name: str, data: str, standards: list[PDFStandard], *, own_fonts_only: bool) -> bytes:
    return typst.compile(
        template,
        root=template.parent,
        format="pdf",
        font_paths=[FONTS] if FONTS.is_dir() else [],
        ignore_system_fonts=own_fonts_only,
        sys_inputs={name: data},
        pdf_standards=standards,
        timestamp=_EPOCH,
    )


def _block(block: Block) -> Json:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": clean(block.text)}
        case Prose():
            return {"kind": "prose", "lead": block.lead, "quiet": block.quiet, "words": _words(Words(block.text))}
        case Facts():
            return {
                "kind": "facts",
                "rows": [{"name": clean(name), "words": _words(said)} for name, said in block.rows],
            }
        case Table():
            return _table(block)
        case Figure():
            return {
                "kind": "figure",
                "svg": block.svg,
                "alt": clean(block.alt),
                "caption": clean(block.caption),
                **({"beside": _table(block.beside)} if block.beside else {}),
            }
        case _:
            return {"kind": "page"}


def _table(table: Table) -> Json:
    return {
        "kind": "table",
        "head": [clean(name) for name in table.head],
        "widths": list(table.shares),
        "numeric": sorted(table.numeric),
        "rows": [
            {"cells": [_words(cell) for cell in row], "long": any(len(cell.text) > _LONG for cell in row)}
            for row in table.rows
        ],
        "total": [_words(cell) for cell in table.total],
        "empty": clean(table.empty),
    }


def _words(words: Words) -> Json:
    return {
        "ink": f"#{INKS[words.tone]}" if words.tone else "",
        "bold": words.bold or bool(words.tone),
        "parts": blocks_of(nested(lines_of(words.said))),
    }


def blocks_of(parts: Sequence[Par | Bullets]) -> list[Json]:
    """Paragraphs and lists as a Typst template of ours reads them."""
    return [
        {"items": [_item(item) for item in part.items]} if isinstance(part, Bullets) else {"runs": _runs(part.runs)}
        for part in parts
    ]


def _item(item: Item) -> Json:
    return {"runs": _runs(item.runs), "children": [_item(child) for child in item.children]}


def _runs(runs: Sequence[Run]) -> list[Json]:
    return [{"text": run.text, "italic": run.italic, "bold": run.bold} for run in runs]
