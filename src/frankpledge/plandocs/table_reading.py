"""Reads one table: says what each of its rows is, whether it is a plan's, and hands the rows to the sections."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol

from frankpledge.plandocs.columns import Column, Columns, assign, is_plan, may_be_plan
from frankpledge.plandocs.drafts import Draft, SectionDraft
from frankpledge.plandocs.headings import Says, recognise
from frankpledge.plandocs.layouts import LayoutNotes
from frankpledge.plandocs.model import Unread
from frankpledge.plandocs.rows import Placing
from frankpledge.plandocs.tables import PlanRow, banner_text, header_columns, is_header, is_second_header, lone_text
from frankpledge.plandocs.titles import is_ref, section_title

_MAJOR = re.compile(r"(\d+)\.\d")
_MOST_SAMPLED = 200
_LOOKED_AHEAD = 4


class Kind(StrEnum):
    """What a row is."""

    EMPTY = "empty"
    HEADER = "header"
    SECOND = "second"  # the lower row of a header of two
    BANNER = "banner"
    BODY = "body"


Kinds = list[tuple[Kind, Columns | None]]


class Into(Protocol):
    """What a table is read into."""

    mapping: Mapping[str, str]
    sections: list[SectionDraft]
    unread: list[Unread]
    layout: LayoutNotes
    columns: Columns | None
    titled: bool

    @property
    def is_outside(self) -> bool: ...

    def open_section(self, banners: list[str], place: str, *, same_table: bool) -> None: ...


@dataclass(slots=True)
class TableReader:
    """Reads one table into the gathering."""

    into: Into
    rows: list[PlanRow]
    place: str
    reason: str = ""
    _banners: list[str] = field(default_factory=list)
    _loose: list[str] = field(default_factory=list)
    _opened: bool = False
    _refused: bool = False  # the last header was not a plan's
    _met: bool = False  # these rows are known to stand under the columns
    _going_on: bool = True  # these rows have the columns of the rows before
    _seen: Columns | None = None

    def read(self) -> bool:
        """Read the table if it is a plan's; say whether it was."""
        kinds = self._classify()
        headers = [columns for _, columns in kinds if columns is not None]
        if not headers:
            return self._form() or self._continue(kinds)
        if not any(columns.has(Says.OBJECTIVE) for columns in headers):
            kinds = self._guess(kinds) or kinds
        if not any(columns is not None and is_plan(columns) for _, columns in kinds):
            self.reason = "Its headings are not those of a plan."
            return False
        self._walk(kinds)
        return True

    # What the rows are

    def _classify(self) -> Kinds:
        kinds: Kinds = []
        first = True  # no row of the plan met yet: a header may be told by two words
        for number, row in enumerate(self.rows):
            kind, columns = self._kind(number, row, first=first, after=kinds[-1][0] if kinds else Kind.EMPTY)
            first = first and not (kind is Kind.HEADER or (kind is Kind.BODY and is_ref(row.spoken[0].text)))
            kinds.append((kind, columns))
        return kinds

    def _kind(self, number: int, row: PlanRow, *, first: bool, after: Kind) -> tuple[Kind, Columns | None]:
        if not row.spoken:
            return Kind.EMPTY, None
        if after is Kind.HEADER and is_second_header(row, self.rows[number - 1]):
            return Kind.SECOND, None
        if is_header(row, self.into.mapping, first=first):
            below = self.rows[number + 1] if number + 1 < len(self.rows) else None
            second = below if below is not None and is_second_header(below, row) else None
            return Kind.HEADER, assign(header_columns(row, second), self.into.mapping)
        if len(row.slots) > 1 and (
            banner_text(row, len(row.slots)) or (first and self._heads_what_follows(number, row))
        ):
            return Kind.BANNER, None
        return Kind.BODY, None

    def _heads_what_follows(self, number: int, row: PlanRow) -> bool:
        """A lone text just above a header is its title, whatever it looks like."""
        ahead = self.rows[number + 1 : number + 1 + _LOOKED_AHEAD]
        return lone_text(row) is not None and any(is_header(one, self.into.mapping, first=True) for one in ahead)

    # Whether it is a plan's

    def _continue(self, kinds: Kinds) -> bool:
        """Rows without a header belong to the table before, if they fit it: a table split by a page break."""
        columns = self.into.columns
        bodies = [row for row, (kind, _) in zip(self.rows, kinds, strict=True) if kind is Kind.BODY]
        if columns is None or not bodies:
            self.reason = "It has no headings that a plan's table has."
            return False
        reach = max(row.spoken[-1].first_column for row in bodies) + 1
        refs = sum(self._has_ref(row, columns) for row in bodies)
        same_width = len(self.rows[0].slots) == len(columns) > 2
        fits = same_width or (refs > 0 and refs * 2 >= len(bodies))
        if not fits or reach > len(columns) or self.into.is_outside:
            self.reason = "It has no headings, and does not go on from the table before it."
            return False
        self._met = True
        self._walk(kinds)
        return True

    @staticmethod
    def _has_ref(row: PlanRow, columns: Columns) -> bool:
        at = columns.of(Says.REF)
        return at is not None and at < len(row.slots) and is_ref(row.slots[at].text)

    def _guess(self, kinds: Kinds) -> Kinds | None:
        """Where no column is known to hold the objective, take the wordiest unknown one and ask."""
        at = next(at for at, (kind, _) in enumerate(kinds) if kind is Kind.HEADER)
        columns = kinds[at][1]
        if columns is None or not may_be_plan(columns):
            return None
        bodies = [row for row, (kind, _) in zip(self.rows, kinds, strict=True) if kind is Kind.BODY][:_MOST_SAMPLED]
        end = columns.of(Says.ACTIONS)  # beside known actions, only a column before them can be what they are for
        wordy = {
            index: sum(len(row.slots[index].text) for row in bodies)
            for index, column in enumerate(columns.columns[:end])
            if column.says is Says.UNKNOWN and recognise(column.heading, {}) is not Says.FOREIGN
        }
        if not any(wordy.values()):
            return None
        chosen = max(wordy, key=lambda index: wordy[index])
        column = columns.columns[chosen]
        self.into.layout.ask(column, self.place, suggestion="objective")
        for row in bodies:
            self.into.layout.sample(column.name, row.slots[chosen].text)
        changed = (*columns.columns[:chosen], replace(column, says=Says.OBJECTIVE), *columns.columns[chosen + 1 :])
        return [*kinds[:at], (Kind.HEADER, Columns(changed)), *kinds[at + 1 :]]

    def _form(self) -> bool:
        """A table of two columns with the headings down the side is one objective."""
        spoken = [row for row in self.rows if row.spoken]
        if len(spoken) < 3 or any(len(row.slots) != 2 for row in spoken):
            return False
        columns = assign([Column(row.slots[0].text) for row in spoken], self.into.mapping)
        known = sum(column.says not in (Says.UNKNOWN, Says.OTHER) for column in columns.columns)
        if not is_plan(columns) or known < 3 or known * 2 < len(spoken):
            return False
        self.into.open_section([], self.place, same_table=True)
        self.into.columns = None
        self.into.layout.see(columns, self.place, sections_from_column=False)
        draft = Draft(columns, spoken[0].place)
        self.into.sections[-1].drafts.append(draft)
        placing = Placing(columns, self.into.layout, self.into.mapping)
        for row, column in zip(spoken, columns.columns, strict=True):
            placing.put_cell(draft, column, row.slots[1], row.place)
        return True

    # The rows themselves

    def _walk(self, kinds: Kinds) -> None:
        for number, (row, (kind, columns)) in enumerate(zip(self.rows, kinds, strict=True)):
            if kind is Kind.BANNER:
                self._banners.append(row.spoken[0].text)
            elif kind is Kind.HEADER and columns is not None:
                self._header(columns, row.place)
            elif kind is Kind.BODY:
                self._body(number, row)
        self._finish()

    def _finish(self) -> None:
        columns = self.into.columns
        if self._met and not self._refused and not self._opened and columns is not None:
            self._open(self.place)  # a section whose table has no rows yet
            self._see(columns, self.place)
        if self.into.sections:
            self.into.sections[-1].note(["\n".join([*self._banners, *self._loose])])
        elif said := [*self._banners, *self._loose]:
            self.into.unread.append(Unread(self.place, "\n".join(said), "It stands over no rows of the plan."))

    def _header(self, columns: Columns, place: str) -> None:
        before = self.into.columns
        self._refused = not is_plan(columns)
        if self._refused:
            heading = " | ".join(column.name for column in columns.columns if column.name)
            self.into.unread.append(Unread(place, heading, "Its headings are not those of a plan."))
            return
        self._going_on = before is not None and before.key == columns.key
        self._met = True
        self.into.columns = columns
        self._seen = None

    def _body(self, number: int, row: PlanRow) -> None:
        columns = self.into.columns
        if self._refused:
            self.into.unread.append(Unread(row.place, row.text, "It is under headings that are not those of a plan."))
            return
        if columns is None or not (self._met or self._has_ref(row, columns)):
            self._loose.append((": " if len(row.spoken) == 2 else " | ").join(slot.text for slot in row.spoken))
            return
        if not self._opened or self._banners:
            self._open(row.place, anew=self._changes_major(row, columns))
        self._section_from_column(row, columns)
        self._see(columns, row.place)
        section = self.into.sections[-1]
        placing = Placing(columns, self.into.layout, self.into.mapping, number, section.note, not self.into.titled)
        before = section.drafts[-1] if section.drafts else None
        if before is not None and placing.belongs_to(before, row):
            placing.put(before, row, goes_on=True)
            return
        draft = Draft(columns, row.place)
        section.drafts.append(draft)
        placing.put(draft, row, goes_on=False)

    def _open(self, place: str, *, anew: bool = False) -> None:
        same = not anew and (self._going_on or self._opened)
        self.into.open_section(self._banners, place or self.place, same_table=same)
        self.into.sections[-1].note(self._loose)
        self._banners, self._loose = [], []
        self._opened = True

    def _see(self, columns: Columns, place: str) -> None:
        if self._seen is not columns:
            self._seen = columns
            self.into.layout.see(columns, place, sections_from_column=not self.into.titled)

    def _changes_major(self, row: PlanRow, columns: Columns) -> bool:
        """Whether a repeated header begins another section: the refs go from 1.x to 2.x."""
        at = columns.of(Says.REF)
        drafts = self.into.sections[-1].drafts if self.into.sections else []
        if at is None or not drafts or not self._met or at >= len(row.slots):
            return False
        now, before = _MAJOR.match(row.slots[at].text), _MAJOR.match(drafts[-1].first(Says.REF))
        return bool(now and before and now[1] != before[1])

    def _section_from_column(self, row: PlanRow, columns: Columns) -> None:
        """Where no title stands over the table, a column of themes makes its sections."""
        at = columns.of(Says.SECTION)
        if at is None or self.into.titled or at >= len(row.slots):
            return
        name, section = row.slots[at].text, self.into.sections[-1]
        if not name or section.title == section_title(name):
            return
        if section.drafts or section.title.title:
            self.into.sections.append(SectionDraft(section_title(name), row.place))
        else:
            section.title = section_title(name)
