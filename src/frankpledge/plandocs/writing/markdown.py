"""Writes a plan as Markdown: headings and pipe tables, with the little HTML that bullets inside a table need."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from frankpledge.formats.document import Bullets, Item, Paragraph, Run
from frankpledge.papers.lines import Line, clean
from frankpledge.papers.look import Look
from frankpledge.papers.nested import nested
from frankpledge.plandocs.model import PlanDocument
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

# Signs that Markdown or HTML would take for its own. As entities they mean themselves to both.
_SIGNS = re.compile(r"[&<>|*_`\\[\]~]|^#", re.MULTILINE)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def write_markdown(plan: PlanDocument, look: Look) -> bytes:
    """The plan as a .md file."""
    every_column = columns_of(plan)
    over_quarters = update_heading(plan)
    parts = [f"# {_one_line(plan.title)}", *(_escape(part) for part in preamble_paragraphs(plan))]
    for section in plan.sections:
        columns = columns_for(section, every_column)
        if heading := section_heading(plan, section):
            parts.append(f"## {_one_line(heading)}")
        rows = [[_cell(cell_lines(objective, column)) for column in columns] for objective in section.objectives]
        parts.extend(_escape(part) for part in section_notes(section))
        parts.append("\n".join(map(_row, [*_headings(columns, over_quarters), *rows])))
        parts.extend(_escape(part) for part in quarter_comments(plan, section))
    if foot := " · ".join(filter(None, (clean(look.marking), clean(look.foot)))):
        parts.append(f"## About this file\n\n{_escape(foot)}")
    return ("\n\n".join(parts) + "\n").encode()


def _headings(columns: Sequence[Column], over_quarters: str) -> Iterator[list[str]]:
    """The headings as rows: a pipe table merges nothing, so the quarters stand in a row under what is over them all."""
    quarters = [column for column in columns if column.is_quarter]
    top = [
        over_quarters if column in quarters[:1] else "" if column in quarters else column.heading for column in columns
    ]
    yield [_one_line(text) for text in top]
    yield ["---"] * len(columns)
    if quarters:
        yield [_one_line(column.heading) if column.is_quarter else "" for column in columns]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _one_line(text: str) -> str:
    return " ".join(_escape(clean(text)).split())


def _escape(text: str) -> str:
    return _SIGNS.sub(lambda sign: _ENTITIES.get(sign[0], f"&#{ord(sign[0])};"), text)


def _cell(lines: Sequence[Line]) -> str:
    written = ""
    before: Paragraph | Bullets | None = None
    for block in nested(lines):
        if isinstance(before, Paragraph) and isinstance(block, Paragraph):
            written += "<br>"
        elif before:
            written += " "
        written += _list(block.items) if isinstance(block, Bullets) else _runs(block.runs)
        before = block
    return written


def _list(items: Sequence[Item]) -> str:
    return (
        f"<ul>{''.join(f'<li>{_runs(item.runs)}{_list(item.children)}</li>' for item in items)}</ul>" if items else ""
    )


def _runs(runs: Sequence[Run]) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    text = _escape(clean(run.text)).replace("\n", "<br>").replace("\t", " ")
    return f"<i>{text}</i>" if run.italic and text.strip() else text
