"""Which rows of the plan a link asks for. A filter is in the address, so that it can be sent to somebody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.queries.grid import Grid, Row, Table


def _lacks(quarter: str) -> Callable[[Row], bool]:
    return lambda row: not row.said(quarter)


GAPS: dict[str, tuple[str, Callable[[Row], bool]]] = {
    "no-target": ("No target", lambda row: not row.has_target),
    "no-owner": ("No agency named as lead", lambda row: not row.is_owned),
    "no-action": ("No action", lambda row: not row.actions),
    **{f"no-update-{quarter}": (f"No update for {quarter}", _lacks(quarter)) for quarter in QUARTERS},
}


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """What the address asks for. Anything it cannot mean is left out, so that an old link still shows the plan."""

    section: int | None = None
    agency: int | None = None
    group: int | None = None
    gap: str = ""
    finding: str = ""
    words: str = ""

    def __bool__(self) -> bool:
        return self != PlanFilter()

    @property
    def query(self) -> str:
        """The filter as an address's query."""
        values = {
            "section": self.section, "agency": self.agency, "group": self.group, "gap": self.gap,
            "finding": self.finding, "q": self.words,
        }  # fmt: skip
        return urlencode({name: value for name, value in values.items() if value})

    def admits(self, row: Row) -> bool:
        """Whether the row is asked for."""
        return (
            (self.agency is None or self.agency in row.agency_ids)
            and (self.group is None or self.group in row.group_ids)
            and (not self.gap or GAPS[self.gap][1](row))
            and (not self.finding or self.finding in row.findings)
            and (not self.words or _says(row, self.words))
        )

    def apply(self, grid: Grid) -> tuple[Table, ...]:
        """The tables with only the rows asked for; a section with none is left out unless nothing was asked."""
        if not self:
            return grid.tables
        chosen = (table for table in grid.tables if self.section in (None, table.pk))
        kept = (replace(table, rows=tuple(row for row in table.rows if self.admits(row))) for table in chosen)
        return tuple(table for table in kept if table.rows)


def filter_from(asked: Mapping[str, str]) -> PlanFilter:
    """The filter an address asks for.

    >>> filter_from({"agency": "7", "gap": "no-target", "section": "x", "q": " bottle  watch "}).query
    'agency=7&gap=no-target&q=bottle+watch'
    """
    gap = asked.get("gap", "")
    return PlanFilter(
        section=_number(asked.get("section", "")),
        agency=_number(asked.get("agency", "")),
        group=_number(asked.get("group", "")),
        gap=gap if gap in GAPS else "",
        finding=asked.get("finding", "")[:60],
        words=" ".join(asked.get("q", "").split())[:200],
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _says(row: Row, words: str) -> bool:
    """Whether every word is somewhere in the row."""
    whole = "\n".join(
        [row.ref, row.text, row.target, row.indicator, row.timescale, row.status, row.leads, row.groups]
        + [action.text for action in row.actions]
        + [text for _, text in row.updates]
    ).lower()
    return all(word in whole for word in words.lower().split())
