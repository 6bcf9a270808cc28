"""A view as a file to take away: its table, its picture, or all of it as a paper."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.text import slugify

from frankpledge.formats.formulas import delimited_file
from frankpledge.insight.exploring.shown import Behind, Grid, Shown
from frankpledge.papers.look import Look
from frankpledge.papers.paper import Block, Figure, Heading, Paper, Prose, Table, Words
from frankpledge.papers.word import write_word
from frankpledge.partners.models import Partnership

if TYPE_CHECKING:
    from frankpledge.insight.queries.changed import Changed, ChangedRow

MOST_ROWS_ON_PAPER = 200


class NoSuchFile(Exception):
    """The view has nothing of that kind: no picture, or no table."""


def csv_of(shown: Shown, partnership: Partnership) -> bytes:
    """The first table, each row with what it counts, from what, and as of when."""
    if shown.missing:
        return delimited_file([("This cannot be shown", "What to do"), (shown.missing, shown.advice)])
    grid, behind = _first(shown), shown.behind
    as_of = behind.as_of.isoformat() if behind.as_of else ""
    heads = (*grid.heads, "Definition", "View", "Source", "Data as of")
    told = (behind.definition, shown.subtitle, behind.source, as_of)
    rows = [[*("" if value is None else value for value in row), *told] for row in grid.rows]
    return delimited_file([heads, *rows])


def json_of(shown: Shown, partnership: Partnership) -> bytes:
    """Every table, and everything that must be known of it."""
    tables = [
        {"title": grid.caption, "rows": [dict(zip(_names(grid), row, strict=True)) for row in grid.rows]}
        for grid in shown.grids
    ]
    said = {
        "title": shown.title, "view": shown.subtitle, "words": shown.sentence, "notes": list(shown.notes),
        "tables": tables, "provenance": _provenance(shown.behind), "missing": shown.missing, "advice": shown.advice,
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def svg_file(shown: Shown, partnership: Partnership) -> bytes:
    """The first picture."""
    if not shown.drawings:
        raise NoSuchFile
    return shown.drawings[0].svg.encode()


def png_file(shown: Shown, partnership: Partnership) -> bytes:
    """The first picture, in ink on white."""
    if not shown.drawings:
        raise NoSuchFile
    return shown.drawings[0].png()


def docx_of(shown: Shown, partnership: Partnership) -> bytes:
    """All of it: the sentence, the pictures with their words, the tables, and where the figures come from."""
    blocks: list[Block] = []
    if shown.sentence:
        blocks.append(Prose(shown.sentence, lead=True))
    blocks += [Prose(note) for note in (*shown.notes, f"{shown.missing} {shown.advice}".strip()) if note]
    for drawing in shown.drawings:
        blocks.append(Figure(drawing.title, drawing.description, drawing.svg, drawing.png()))
    blocks += [_table(grid) for grid in shown.grids]
    return _on_paper(shown.title, shown.subtitle, blocks, shown.behind, partnership)


def _on_paper(title: str, subtitle: str, blocks: Sequence[Block], behind: Behind, partnership: Partnership) -> bytes:
    """The blocks as Word, with where the figures come from at the end."""
    foot = (Heading("Where these figures come from, and their limits", 2), Prose(_foot(behind)))
    as_of = behind.as_of
    look = Look(
        partnership=partnership.name,
        colour=partnership.colour or "#1d70b8",
        generated_on=date_format(as_of, "j F Y") if as_of else "",
    )
    return write_word(Paper(title, subtitle, (*blocks, *foot)), look)


def changed_docx(found: Changed, rows: Sequence[ChangedRow], partnership: Partnership) -> bytes:
    """What changed, as narrowed: its sentence, its rows in the order of the page, and where the figures come from."""
    held = rows[:MOST_ROWS_ON_PAPER]
    caption = f"{found.period_words}, compared with {found.before_words}"
    if len(rows) > len(held):
        caption += f" (the first {len(held)} of {len(rows):,}; the CSV has them all)"
    lines = [
        (row.definition_title, row.area_name, f"{row.now:,}", f"{row.before:,}", f"{row.said}. {row.words}")
        for row in held
    ]
    blocks: list[Block] = [Prose(found.verdict, lead=True)]
    if not found.dispersion_is_known:
        blocks.append(Prose("How much these counts vary by themselves is not known: too few months in a row."))
    heads = ("What", "Where", "Now", "Before", "Is it real?")
    table = tuple(tuple(Words(word) for word in line) for line in lines)
    blocks.append(Table(caption, heads, table, numeric=frozenset({2, 3}), empty="Nothing is shown."))
    behind = Behind(cautions=found.cautions, files=found.files, as_of=found.as_of)
    return _on_paper("What changed", caption, blocks, behind, partnership)


FILES: Mapping[str, tuple[str, str, Callable[[Shown, Partnership], bytes]]] = {
    "csv": ("The table as CSV", "text/csv; charset=utf-8", csv_of),
    "json": ("The tables as JSON", "application/json", json_of),
    "png": ("The picture as PNG", "image/png", png_file),
    "svg": ("The picture as SVG", "image/svg+xml", svg_file),
    "docx": (
        "All of it as Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        docx_of,
    ),
}


def kinds_of(shown: Shown) -> list[str]:
    """The files that this view can be taken away as."""
    if shown.missing:
        return []
    return [kind for kind in FILES if (kind not in ("png", "svg") or shown.drawings) and (kind != "csv" or shown.grids)]


def _first(shown: Shown) -> Grid:
    if not shown.grids:
        raise NoSuchFile
    return shown.grids[0]


def _names(grid: Grid) -> list[str]:
    return [slugify(head).replace("-", "_") for head in grid.heads]


def _table(grid: Grid) -> Table:
    """On paper a very long table says where the rest is."""
    held = grid.rows[:MOST_ROWS_ON_PAPER]
    rows = tuple(
        tuple(Words(column.said(value)) for column, value in zip(grid.columns, row, strict=True)) for row in held
    )
    caption = grid.caption
    if len(grid.rows) > len(held):
        caption += f" (the first {len(held)} of {len(grid.rows):,}; the CSV has them all)"
    numeric = frozenset(at for at, column in enumerate(grid.columns) if column.is_number)
    return Table(caption, grid.heads, rows, numeric=numeric, empty=grid.empty)


def _foot(behind: Behind) -> str:
    lines = [f"- {words}" for words in behind.cautions]
    if behind.definition:
        lines.append(f"- Counted by {behind.definition}" + (f": {behind.says}" if behind.says else ""))
    if behind.source:
        lines.append(f"- Source: {behind.source}")
    if behind.as_of:
        lines.append(f"- Data as of {date_format(behind.as_of, 'j F Y, H:i')}")
    lines += [f"- {licence}" for licence in behind.licences]
    if behind.files:
        lines.append(f"- Files: {', '.join(behind.files)}")
    return "\n".join(lines)


def _provenance(behind: Behind) -> dict[str, Any]:
    return {
        "definition": behind.definition, "says": behind.says, "source": behind.source,
        "as_of": behind.as_of.isoformat() if behind.as_of else None, "cautions": list(behind.cautions),
        "files": list(behind.files), "licences": list(behind.licences), "statement": behind.statement,
    }  # fmt: skip
