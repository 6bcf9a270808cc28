"""A document's table as rows that know what they are: a header, a banner over what follows, or a row of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from frankpledge.formats.document import Cell, Table
from frankpledge.formats.tables import GridCell, grid
from frankpledge.plandocs.cells import flat
from frankpledge.plandocs.columns import Column
from frankpledge.plandocs.headings import LONGEST_HEADING, Says, recognise
from frankpledge.plandocs.quarters import quarter_of
from frankpledge.plandocs.titles import is_ref, looks_like_section
from frankpledge.plandocs.wording import plain


@dataclass(frozen=True, slots=True)
class Slot:
    """One position: the cell over it, its words in one line, and whether the cell begins here."""

    cell: Cell
    text: str
    origin: bool
    first_row: int
    first_column: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of a table, laid out."""

    slots: tuple[Slot, ...]
    place: str
    flagged: bool  # the file itself calls it a header

    @property
    def spoken(self) -> list[Slot]:
        """The cells that begin in this row and say something."""
        return [slot for slot in self.slots if slot.origin and slot.text]

    @property
    def text(self) -> str:
        """All the row's words."""
        return " | ".join(slot.text for slot in self.spoken)


def plan_rows(table: Table) -> list[PlanRow]:
    """The table's rows, merged cells laid out, each cell's words read once."""
    texts: dict[tuple[int, int], str] = {}

    def slot(place: GridCell) -> Slot:
        where = (place.row, place.column)
        if where not in texts:
            texts[where] = flat(place.cell.blocks)
        return Slot(place.cell, texts[where], place.origin, place.row, place.column)

    laid_out = grid(table)
    rows = []
    for number, row in enumerate(table.rows):
        slots = tuple(slot(place) for place in laid_out[number])
        flagged = row.header or (bool(row.cells) and all(cell.header for cell in row.cells))
        rows.append(PlanRow(slots, row.place or table.place, flagged))
    return rows


def is_header(row: PlanRow, mapping: Mapping[str, str], *, first: bool) -> bool:
    """Whether the row is headings: short, and mostly words we know over columns. The first row needs fewer."""
    spoken = row.spoken
    if len(spoken) < 2 or any(len(slot.text) > LONGEST_HEADING for slot in spoken):
        return False
    if not row.flagged and is_ref(spoken[0].text) and not quarter_of(spoken[0].text):
        return False  # no heading is a ref: a row of the plan may use a heading's words in every cell
    known = sum(recognise(slot.text, mapping) is not Says.UNKNOWN for slot in spoken)
    if row.flagged or first:
        return known >= 2 or (row.flagged and known >= 1)
    return known >= 3 and known * 2 >= len(spoken)


def is_second_header(row: PlanRow, above: PlanRow) -> bool:
    """Whether the row names the columns under a merged heading ("Quarter 1" under "Update")."""
    spoken = row.spoken
    if not spoken or any(len(slot.text) > LONGEST_HEADING for slot in spoken):
        return False
    return all(_under_merged(index, slot, above) for index, slot in enumerate(row.slots) if slot.origin and slot.text)


def _under_merged(index: int, slot: Slot, above: PlanRow) -> bool:
    over = above.slots[index] if index < len(above.slots) else None
    if over is None or not over.text:
        return bool(quarter_of(slot.text)) or recognise(slot.text, {}) is not Says.UNKNOWN
    if over.cell.columns > 1:
        return True
    return bool(quarter_of(slot.text)) and not quarter_of(over.text)


def header_columns(header: PlanRow, second: PlanRow | None) -> list[Column]:
    """The columns a header names, an empty place taking the heading merged, or meant to be merged, over it."""
    columns: list[Column] = []
    last = ""
    for index, slot in enumerate(header.slots):
        above = slot.text
        own = second.slots[index].text if second and index < len(second.slots) else ""
        if own == above and own:
            own = ""  # merged down over both rows
        if above:
            last = above
        elif own:
            above = last  # typed tables leave the places under a merged heading empty
        if second and own:
            columns.append(Column(own, above))
        elif slot.cell.columns > 1 or (second and not slot.origin and slot.first_column != index):
            columns.append(Column("", above) if slot.cell.columns > 1 else Column(above))
        else:
            columns.append(Column(above))
    return columns


def header_key(row: PlanRow) -> tuple[str, ...]:
    """A header row as it is recognised when it comes again on the next page."""
    return tuple(plain(slot.text) for slot in row.spoken)


_CAPITALS = re.compile(r"[^a-z]*[A-Z]{3}[^a-z]*")


def banner_text(row: PlanRow, width: int) -> Slot | None:
    """The cell of a row that is one title over the table, or None."""
    spoken = row.spoken
    if len(spoken) != 1 or spoken[0].first_column != 0:
        return None
    slot = spoken[0]
    others = [other for other in row.slots if other.first_column != 0 or other.first_row != slot.first_row]
    merged = slot.cell.columns > 1 and slot.cell.columns * 2 > width
    if not merged and any(not other.origin and other.text for other in others):
        return None  # the rest of the row is covered by cells merged downwards
    if merged:
        return slot
    styled = slot.cell.header or looks_like_section(slot.text) or _is_bold(slot.cell)
    return slot if styled and not is_ref(slot.text) else None


def lone_text(row: PlanRow) -> Slot | None:
    """The only cell that says anything, where it is the row's first."""
    spoken = row.spoken
    return spoken[0] if len(spoken) == 1 and spoken[0].first_column == 0 and not is_ref(spoken[0].text) else None


def _is_bold(cell: Cell) -> bool:
    runs = [run for block in cell.blocks for run in getattr(block, "runs", ()) if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)


def table_text(rows: Iterable[PlanRow]) -> str:
    """Every word of a table that is not a plan, a row a line."""
    return "\n".join(row.text for row in rows if row.spoken)
