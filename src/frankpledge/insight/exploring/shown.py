"""What a view found, in a form that a page, a spreadsheet, a picture and a paper can all be made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from frankpledge.analysis.change import FEWEST_FOR_PERCENT
from frankpledge.core.charts import png_of, svg_of
from frankpledge.core.maps import png_of_map
from frankpledge.insight.exploring.asked import SOURCES

Value = str | int | float | None


@dataclass(frozen=True)
class Drawing:
    """A picture with its words. Made of a chart's specification, or of a map that is already drawn."""

    title: str
    description: str
    spec: Mapping[str, Any] | None = None
    drawn: str = ""

    @cached_property
    def svg(self) -> str:
        """The picture as it stands in a page."""
        if self.spec is None:
            return self.drawn
        return svg_of(dict(self.spec), title=self.title, description=self.description)

    @property
    def is_map(self) -> bool:
        return self.spec is None

    def png(self) -> bytes:
        return png_of_map(self.drawn) if self.spec is None else png_of(dict(self.spec))


@dataclass(frozen=True)
class Column:
    """One column: its heading, and how its numbers are written on a page and on paper."""

    head: str
    say: Callable[[Any], str] = field(default=lambda value: f"{value:,}" if isinstance(value, int) else str(value))
    is_number: bool = True
    unknown: str = "not known"

    def said(self, value: Value) -> str:
        """The value for a reader; a figure that is not known is said to be so."""
        if value is None:
            return self.unknown if self.is_number else ""
        return self.say(value)


def whole(value: Any) -> str:
    return f"{value:,.0f}"


def tenths(value: Any) -> str:
    return f"{value:,.1f}"


def hundredths(value: Any) -> str:
    return f"{value:,.2f}"


def thousandths(value: Any) -> str:
    return f"{value:,.3f}"


def share_of(part: float, total: float) -> float | None:
    """The part's share, or None where the total is too small for a percentage to mean anything."""
    return part / total if total >= FEWEST_FOR_PERCENT else None


def percent(value: Any) -> str:
    return f"{value:.0%}"


def words(head: str) -> Column:
    """A column of words."""
    return Column(head, say=str, is_number=False)


@dataclass(frozen=True)
class Grid:
    """A table. The first cell of a row names it; ``links`` has an address for each row, or nothing."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    links: tuple[str, ...] = ()
    empty: str = "Nothing to show."
    about: tuple[Mapping[str, str], ...] = ()  # by row: what putting it before a group says besides: area or place

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(column.head for column in self.columns)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Rows as a page shows them."""
        links = self.links or ("",) * len(self.rows)
        about = self.about or ({},) * len(self.rows)
        return [
            {
                "href": href,
                "about": said,
                "cells": [
                    {"head": column.head, "words": column.said(value), "number": column.is_number}
                    for column, value in zip(self.columns, row, strict=True)
                ],
            }
            for row, href, said in zip(self.rows, links, about, strict=True)
        ]


@dataclass(frozen=True)
class Behind:
    """Where a view's figures came from, and what limits them."""

    definition: str = ""  # "vehicle-crime@1"
    says: str = ""
    source: str = ""
    as_of: datetime | None = None
    cautions: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    statement: str = ""


@dataclass(frozen=True)
class Shown:
    """The whole of one view. Where it cannot be had, ``missing`` says why and ``advice`` what to do."""

    title: str
    subtitle: str
    sentence: str = ""
    notes: tuple[str, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    grids: tuple[Grid, ...] = ()
    behind: Behind = Behind()
    missing: str = ""
    advice: str = ""

    @property
    def is_mapped(self) -> bool:
        """Whether there is a map, which its table stands beside where there is room."""
        return any(drawing.is_map for drawing in self.drawings)


def behind_of(answer: Mapping[str, Any], says: str = "", more: Sequence[str] = ()) -> Behind:
    """The foot of a view, from what ``queries.counts`` answers; ``more`` are cautions of the analysis itself."""
    cautions = [one["words"] for one in answer["cautions"]]
    excluded = [f"{count:,} records are left out: {label}." for label, count in answer["excluded"].items() if count]
    return Behind(
        definition=answer["definition"],
        says=says,
        source=SOURCES.get(answer["source"], answer["source"]),
        as_of=datetime.fromisoformat(answer["as_of"]) if answer["as_of"] else None,
        cautions=tuple(dict.fromkeys([*cautions, *excluded, *more])),
        files=tuple(sorted({file["name"] for file in answer["files"]})),
        licences=tuple(answer["licences"]),
        statement=answer["statement"],
    )
