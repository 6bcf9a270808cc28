"""What lies where: records gathered into squares by the database, and the squares named, drawn and listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from django.db.models import Count, F

from frankpledge.core.map_frame import Bounds
from frankpledge.core.map_squares import MapSquare, MapZone, area_map, bounds_of, point_map, square_map
from frankpledge.insight.queries.outlined import Outlined
from frankpledge.records.squares import SIDES, Square, grid_reference

FINEST = SIDES[0]
COARSE = 500  # metres: what the database gathers by where the whole partnership is shown
ACROSS = 16  # squares at most, side by side
NEAR = 2_000  # metres to each side of a record on its own map

Address = Callable[[Square, bool], str]  # of a square, and whether it is to be opened as a map


@dataclass(frozen=True, slots=True)
class Cell:
    """One square with what lies in it."""

    square: Square
    count: int
    place: str  # the area it is in for the most part; "" where that is not known
    href: str = ""  # the records
    map_href: str = ""  # the square itself, larger; "" where it is the finest

    @property
    def name(self) -> str:
        return f"{self.place}, {self.square.reference}" if self.place else self.square.reference

    @property
    def words(self) -> str:
        return f"{self.name}, {self.square.size}: {said(self.count)}"


@dataclass(frozen=True, slots=True)
class Gathered:
    """Every record asked for, by where it lies."""

    cells: tuple[Cell, ...]  # the fullest first
    nowhere: int  # without a position
    svg: str  # "" where nothing has a position
    outside: int = 0  # beyond the picture: in the table only
    side: int = FINEST

    @property
    def placed(self) -> int:
        return sum(cell.count for cell in self.cells)

    @property
    def size(self) -> str:
        return Square(0, 0, self.side).size


def gathered(
    rows: Any, areas: Sequence[Outlined], address: Address, *, within: Square | None = None,
    zones: Sequence[MapZone] = (),
) -> Gathered:  # fmt: skip
    """The records on a map, in one query however many there are.

    The whole partnership, or one square of it in finer squares. ``address`` leads to the records of a square, or to its
    map. Without outlines the picture is as large as the positions ask for.
    """
    step = _finer(within.side) if within else COARSE
    counted, nowhere = _counted(rows, step)
    outlines = [area.outline for area in areas if area.outline is not None]
    if not counted and not zones:
        return Gathered((), nowhere, "")
    if within:
        bounds = within.bounds
    elif outlines or not counted:
        bounds = bounds_of(outlines or [zone.outline for zone in zones])
    else:
        bounds = _bounds(list(counted), step)
    side = step if within else _side(bounds)
    found: dict[Square, int] = {}
    for (east, north), count in counted.items():
        square = Square(east * step // side * side, north * step // side * side, side)
        found[square] = found.get(square, 0) + count
    names = _names(list(found), areas)
    cells = [_cell(square, count, names[square], address) for square, count in found.items()]
    cells.sort(key=lambda cell: (-cell.count, cell.name))
    if not within:
        bounds = _grown(bounds, side)
    inside = [cell for cell in cells if _meets(cell.square, bounds)]
    outside = sum(cell.count for cell in cells) - sum(cell.count for cell in inside)
    return Gathered(tuple(cells), nowhere, _drawn(inside, outlines, bounds, within, zones), outside, side)


def picture_of(record: Any, areas: Sequence[Outlined]) -> str:
    """A small map of where one record lies, over whatever outlines are near."""
    outlines = [area.outline for area in areas if area.outline is not None]
    east, north = record.easting, record.northing
    bounds = (east - NEAR, north - NEAR * 0.6, east + NEAR, north + NEAR * 0.6)
    reference = grid_reference(east, north, 10)
    return point_map(
        east, north, ground=outlines, bounds=bounds, title="Where it is",
        description=f"The place at {reference}{_in_which(area_at(east, north, areas))}.",
    )  # fmt: skip


def picture_of_zone(record: Any, zone: Outlined, words: str, areas: Sequence[Outlined]) -> str:
    """A map of the area in which one record holds, with its point where it has one."""
    outlines = [area.outline for area in areas if area.outline is not None]
    spot = (record.easting, record.northing) if record.easting is not None else None
    west, south, east, north = bounds_of([zone.outline])
    if spot is not None:
        west, south, east, north = (
            min(west, spot[0]), min(south, spot[1]), max(east, spot[0]), max(north, spot[1]),
        )  # fmt: skip
    room = max(east - west, north - south) * 0.15
    point = f" Its point is at {grid_reference(*spot, 10)}." if spot is not None else ""
    return area_map(
        zone.outline, spot, ground=outlines, bounds=(west - room, south - room, east + room, north + room),
        title="Where it holds", description=f"The outline of {words}.{point}",
    )  # fmt: skip


def area_at(easting: int, northing: int, areas: Sequence[Outlined]) -> Outlined | None:
    """The area in whose outline a point lies."""
    point = shapely.Point(easting, northing)
    return next((area for area in areas if area.outline is not None and area.outline.covers(point)), None)


def said(count: int) -> str:
    """So many records."""
    return f"{count:,} record{'s' * (count != 1)}"


def _in_which(area: Outlined | None) -> str:
    return f" in {area.name}" if area else ""


def _counted(rows: Any, step: int) -> tuple[dict[tuple[int, int], int], int]:
    """How many in each square of that side by its column and row, and how many have no position."""
    columns = {"east": F("easting") / step, "north": F("northing") / step}  # whole numbers on both databases
    lines = rows.order_by().values(**columns).annotate(how_many=Count("pk")).values_list("east", "north", "how_many")
    counted, nowhere = {}, 0
    for east, north, count in lines:
        if east is None:
            nowhere = count
        else:
            counted[int(east), int(north)] = count
    return counted, nowhere


def _finer(side: int) -> int:
    return next(each for each in SIDES if side // each <= ACROSS)


def _side(bounds: Bounds) -> int:
    west, south, east, north = bounds
    longest = max(east - west, north - south)
    return next((side for side in SIDES if side >= COARSE and longest / side <= ACROSS), SIDES[-1])


def _bounds(columns_and_rows: list[tuple[int, int]], step: int) -> Bounds:
    columns, rows = zip(*columns_and_rows, strict=True)
    return min(columns) * step, min(rows) * step, (max(columns) + 1) * step, (max(rows) + 1) * step


def _grown(bounds: Bounds, side: int) -> Bounds:
    """Out to the edges of whole squares, so that none is cut."""
    west, south, east, north = bounds
    return west // side * side, south // side * side, -(-east // side) * side, -(-north // side) * side


def _meets(square: Square, bounds: Bounds) -> bool:
    west, south, east, north = bounds
    return west <= square.west < east and south <= square.south < north


def _names(squares: list[Square], areas: Sequence[Outlined]) -> dict[Square, str]:
    """The area in which the middle of each square lies."""
    known = [area for area in areas if area.outline is not None]
    names = dict.fromkeys(squares, "")
    if known and squares:
        middles = shapely.points([(each.west + each.side / 2, each.south + each.side / 2) for each in squares])
        tree = shapely.STRtree([area.outline for area in known])
        for square, area in zip(*tree.query(middles, predicate="intersects"), strict=True):
            names[squares[square]] = known[area].name
    return names


def _cell(square: Square, count: int, place: str, address: Address) -> Cell:
    map_href = address(square, True) if square.side > FINEST else ""
    return Cell(square, count, place, address(square, False), map_href)


def _drawn(
    cells: Sequence[Cell], outlines: Sequence[Any], bounds: Bounds, within: Square | None, zones: Sequence[MapZone]
) -> str:
    """One record's square leads to its list; a fuller one opens."""
    squares = [
        MapSquare(cell.square.west, cell.square.south, cell.square.side, cell.count, cell.words,
                  cell.map_href if cell.map_href and cell.count > 1 else cell.href)
        for cell in sorted(cells, key=lambda cell: (-cell.square.south, cell.square.west))
    ]  # fmt: skip
    where = within.words if within else "by square of the National Grid"
    description = "How many records lie in each square; the darker, the more. The table below has the same numbers."
    if zones:
        description += " A broken line is the outline of an order or impact area in force; its number is in their list."
    return square_map(
        squares, ground=outlines, bounds=bounds, title=f"Records {where}", description=description, zones=zones
    )
