"""A plan in a handful of figures, and as much of its table as one page holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from frankpledge.plandocs.model import Layout
from frankpledge.plans.queries.grid import Grid, Table
from frankpledge.plans.queries.quarters import NAMES, Year

ROWS_A_PAGE = 100  # a year's plan is one page: it is read as a whole. Only one much larger than any we know is cut.


@dataclass(frozen=True, slots=True)
class Glance:
    """How much the plan holds, and how much of it has a target, an owner and something said this quarter."""

    sections: int
    objectives: int
    actions: int
    targets: int
    owners: int
    updates: int
    findings: int


def glance_of(grid: Grid, year: Year) -> Glance:
    """The figures of the whole plan, whatever is filtered below them."""
    rows = grid.rows
    return Glance(
        sections=len(grid.tables),
        objectives=len(rows),
        actions=sum(len(row.actions) for row in rows),
        targets=sum(row.has_target for row in rows),
        owners=sum(row.is_owned for row in rows),
        updates=sum(bool(row.said(year.quarter)) for row in rows),
        findings=sum(grid.finding_counts.values()),
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """The tables of one page."""

    tables: tuple[Table, ...]
    count: int  # rows on all pages
    number: int
    pages: int


def page_of(tables: tuple[Table, ...], asked: str | None) -> Shown:
    """The page asked for, or the nearest there is."""
    count = sum(len(table.rows) for table in tables)
    pages = max(1, -(-count // ROWS_A_PAGE))
    number = min(max(_number(asked or ""), 1), pages)
    if pages == 1:
        return Shown(tables, count, number, pages)
    skip, kept = (number - 1) * ROWS_A_PAGE, []
    for table in tables:
        here = table.rows[max(0, skip) : max(0, skip + ROWS_A_PAGE)]
        skip -= len(table.rows)
        if here:
            kept.append(replace(table, rows=here))
    return Shown(tuple(kept), count, number, pages)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1


@dataclass(frozen=True, slots=True)
class Heads:
    """The words over the table's columns: the partnership's own where its document had them."""

    ref: str
    objective: str
    actions: str
    target: str
    leads: str
    groups: str
    timescale: str  # "" where no objective has one
    status: str
    update: str
    quarters: tuple[str, ...]


def headings(layout: Layout, grid: Grid) -> Heads:
    """The partnership's own headings, and the usual one where it has none."""
    own: dict[str, str] = {}
    for field, heading in layout.headings:
        own.setdefault(field, heading)
    rows = grid.rows
    return Heads(
        ref=own.get("ref") or "JAG ref",
        objective=own.get("objective") or "Objective",
        actions=own.get("actions") or "Actions",
        target=own.get("target") or "Target & Performance indicator",
        leads=own.get("leads") or "Lead agency",
        groups=own.get("groups") or "Lead Action Group(s)",
        timescale=(own.get("timescale") or "Timescale") if any(row.timescale for row in rows) else "",
        status=(own.get("status") or "Status") if any(row.status for row in rows) else "",
        update=layout.update_heading or "Update",
        quarters=layout.quarter_headings if len(layout.quarter_headings) == len(NAMES) else tuple(NAMES.values()),
    )
