"""Puts a row's cells where their columns say, and knows when a row goes on with the objective above it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from frankpledge.formats.document import Block, Table
from frankpledge.plandocs.cells import cell_lines, clean_text
from frankpledge.plandocs.columns import Column, Columns, assign
from frankpledge.plandocs.drafts import Draft
from frankpledge.plandocs.headings import Says
from frankpledge.plandocs.layouts import LayoutNotes
from frankpledge.plandocs.model import Unread
from frankpledge.plandocs.tables import PlanRow, Slot, header_columns, is_header, is_second_header, plan_rows


@dataclass(frozen=True, slots=True)
class Placing:
    """Where the cells of one table's rows go."""

    columns: Columns
    layout: LayoutNotes
    mapping: Mapping[str, str]
    number: int = 0  # the row's place in its table
    note: Callable[[Iterable[str]], None] | None = None  # where words about the whole section go
    sections_from_column: bool = False  # the column of themes has already made the sections

    def belongs_to(self, before: Draft, row: PlanRow) -> bool:
        """Whether the row is more of the objective above: merged with it, without words of its own, or repeating it."""
        ref, objective = self._slot(row, Says.REF), self._slot(row, Says.OBJECTIVE)
        if objective is None:
            return ref is not None and (not ref.text or self._hangs(ref))
        if self._hangs(objective) and objective.text:
            return True
        if not objective.text:
            return ref is None or not ref.text or self._hangs(ref)
        if ref is not None and ref.text and not self._hangs(ref):
            return ref.text == before.first(Says.REF) and objective.text == before.first(Says.OBJECTIVE)
        if ref is not None and self._hangs(ref) and ref.text:
            return True
        repeats = objective.text == before.first(Says.OBJECTIVE)
        return repeats or (ref is not None and objective.text[0].islower())

    def _slot(self, row: PlanRow, says: Says) -> Slot | None:
        at = self.columns.of(says)
        return row.slots[at] if at is not None and at < len(row.slots) else None

    def _hangs(self, slot: Slot) -> bool:
        """Whether the cell is merged down from a row above."""
        return slot.first_row < self.number

    def put(self, draft: Draft, row: PlanRow, *, goes_on: bool) -> None:
        """Put all the row's own cells into the objective."""
        for slot in row.slots:
            if not slot.origin:
                continue
            column = self.columns.at(slot.first_column)
            if goes_on and self._is_repeated(draft, column, slot):
                continue
            if slot.text or column.says not in (Says.UNKNOWN, Says.OTHER, Says.SECTION):
                self.put_cell(draft, column, slot, row.place)

    def _is_repeated(self, draft: Draft, column: Column, slot: Slot) -> bool:
        """The same words again on the objective's next row, filled down by the author."""
        if column.says in (Says.REF, Says.OBJECTIVE, Says.TARGET, Says.INDICATOR, Says.TIMESCALE, Says.STATUS):
            return draft.ends_with(column.says, slot.text)
        return False

    def put_cell(self, draft: Draft, column: Column, slot: Slot, place: str) -> None:
        """Put one cell where its column says; a table inside it gives its own rows to the objective."""
        if column.says is Says.SECTION and (self.sections_from_column or not slot.text):
            return
        if column.says is Says.SECTION_NOTES and self.note is not None:
            self.note([clean_text(cell_lines(slot.cell.blocks))])
            return
        if column.says is Says.IGNORE:
            if slot.text:
                self.layout.unread.append(Unread(place, slot.text, f"You asked for “{column.name}” to be left out."))
            return
        blocks = tuple(block for block in slot.cell.blocks if not self._nested(draft, block, place))
        if column.says is Says.REF and draft.cells.get(Says.REF) and slot.text:
            draft.add(Says.OTHER, column.name, blocks)  # the action's own number under a merged objective
            return
        if column.says is Says.UNKNOWN:
            self.layout.sample(column.name, slot.text)
        draft.add(column.says, column.name, blocks)

    def _nested(self, draft: Draft, block: Block, place: str) -> bool:
        """Read a table inside a cell, if its headings are a plan's."""
        if not isinstance(block, Table):
            return False
        rows = plan_rows(block)
        at = next((at for at, row in enumerate(rows) if row.spoken), None)
        if at is None or not is_header(rows[at], self.mapping, first=True):
            return False
        second = rows[at + 1] if at + 1 < len(rows) and is_second_header(rows[at + 1], rows[at]) else None
        columns = assign(header_columns(rows[at], second), self.mapping)
        self.layout.see(columns, place, sections_from_column=False)
        for number, row in enumerate(rows[at + 1 + (second is not None) :], at + 1):
            Placing(columns, self.layout, self.mapping, number).put(draft, row, goes_on=False)
        return True
