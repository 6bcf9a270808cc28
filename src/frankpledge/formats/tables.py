"""A table with merged cells laid out as a rectangle, and the limits that keep a table from filling the memory."""

from __future__ import annotations

from dataclasses import dataclass, field

from frankpledge.formats.document import Cell, Row, Table
from frankpledge.formats.refusals import refusal

MAX_COLUMNS = 200
MAX_ROWS = 20_000  # five hundred plans the size of East Herts's
MAX_CELLS = 500_000
MAX_CHARACTERS = 60_000_000
MAX_TABLE_DEPTH = 12  # tables inside cells of tables

BLANK = Cell()


@dataclass(frozen=True, slots=True)
class GridCell:
    """One position of the rectangle: the cell that covers it, and where that cell begins."""

    cell: Cell
    row: int
    column: int
    origin: bool  # this is the cell's own first position
    given: bool = True  # False where the file has no cell here at all and the rectangle was filled up


@dataclass(slots=True)
class Budget:
    """Counts a whole document's rows and cells while it is read, so that no file can grow without end."""

    rows: int = 0
    cells: int = 0
    characters: int = 0

    def spend(self, columns: int, cells: int) -> None:
        """Count one more row ``columns`` wide, or refuse the document."""
        if columns > MAX_COLUMNS:
            raise refusal("too-wide", f"It has {columns:,} columns; {MAX_COLUMNS} can be read.")
        self.rows += 1
        self.cells += cells
        if self.rows > MAX_ROWS:
            raise refusal("too-many-rows", f"Up to {MAX_ROWS:,} can be read.")
        if self.cells > MAX_CELLS:
            raise refusal("too-many-cells", f"Up to {MAX_CELLS:,} can be read.")

    def spend_words(self, characters: int) -> None:
        """Count words that one stored text may put into many cells, or refuse the document."""
        self.characters += characters
        if self.characters > MAX_CHARACTERS:
            raise refusal("too-large", "The same words are repeated too many times.")

    def row(self, row: Row) -> Row:
        """Count a finished row and hand it back."""
        self.spend(sum(cell.columns for cell in row.cells), len(row.cells))
        return row


@dataclass(slots=True)
class _Layout:
    """Rows being filled from the top; ``hanging`` says, for each column, the merged cell reaching down into it."""

    height: int
    rows: list[dict[int, GridCell]] = field(default_factory=list)
    hanging: dict[int, tuple[GridCell, int]] = field(default_factory=dict)
    positions: int = 0

    def add(self, number: int, row: Row) -> None:
        filled: dict[int, GridCell] = {}
        for column, (place, last) in list(self.hanging.items()):
            filled[column] = place
            if last <= number:
                del self.hanging[column]
        column = 0
        for cell in row.cells:
            while column in filled:
                column += 1
            column = self._put(filled, cell, number, column)
        self.positions += len(filled)
        if self.positions > MAX_CELLS:
            raise refusal("too-many-cells", f"Up to {MAX_CELLS:,} can be read.")
        self.rows.append(filled)

    def _put(self, filled: dict[int, GridCell], cell: Cell, number: int, column: int) -> int:
        last = min(number + max(cell.rows, 1), self.height) - 1
        end = column + max(cell.columns, 1)
        if end > MAX_COLUMNS:
            raise refusal("too-wide", f"It has {end:,} columns; {MAX_COLUMNS} can be read.")
        covered = GridCell(cell, number, column, origin=False)
        filled[column] = GridCell(cell, number, column, origin=True)
        if last > number:
            self.hanging[column] = (covered, last)
        for at in range(column + 1, end):
            if at in filled:  # two merged cells claim the same position: the one above keeps it
                return at
            filled[at] = covered
            if last > number:
                self.hanging[at] = (covered, last)
        return end


def grid(table: Table) -> list[list[GridCell]]:
    """Every position of the table, row by row, all rows equally long.

    >>> from frankpledge.formats.document import Paragraph, Run
    >>> wide, low = (Cell((Paragraph((Run(text),)),), columns=columns) for text, columns in (("Update", 2), ("Q1", 1)))
    >>> [[place.origin for place in row] for row in grid(Table((Row((wide,)), Row((low,)))))]
    [[True, False], [True, True]]
    """
    layout = _Layout(height=len(table.rows))
    for number, row in enumerate(table.rows):
        layout.add(number, row)
    width = max((max(filled, default=-1) + 1 for filled in layout.rows), default=0)
    if width * len(layout.rows) > MAX_CELLS:
        raise refusal("too-many-cells", f"Up to {MAX_CELLS:,} can be read.")
    return [
        [filled.get(column) or GridCell(BLANK, number, column, origin=True, given=False) for column in range(width)]
        for number, filled in enumerate(layout.rows)
    ]
