"""The made-up district's ground: wards of four small areas each, on the National Grid, with people in them."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from convertbng.cutil import convert_lonlat
from shapely import transform, union_all
from shapely.geometry import Polygon, mapping

WEST, SOUTH, SIDE = 520_000, 205_000, 1_500  # metres; each small area is about a mile square
ACROSS = 4  # wards in a row
NAMES = (
    "Ashmere", "Brindle Cross", "Coldwater", "Dunsey Green", "Elmscote", "Fernhithe", "Gravelby", "Hollowick",
    "Ivelstow", "Kestrel Hill", "Larkbourne", "Marshgate",
)  # fmt: skip
Point = tuple[float, float]


@dataclass(frozen=True)
class SmallArea:
    """An LSOA that is none. ``corners`` are metres of the National Grid, going round."""

    code: str
    name: str
    corners: tuple[Point, Point, Point, Point]
    residents: int
    households: int
    weight: float  # how much crime there is, 1 being usual

    @property
    def outline(self) -> Polygon:
        return Polygon(self.corners)

    def inside(self, across: float, up: float) -> Point:
        """The point so far across and up its four corners, each from 0 to 1."""
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = self.corners
        low = (ax + (bx - ax) * across, ay + (by - ay) * across)
        high = (dx + (cx - dx) * across, dy + (cy - dy) * across)
        return low[0] + (high[0] - low[0]) * up, low[1] + (high[1] - low[1]) * up


@dataclass(frozen=True)
class Ward:
    """A ward of four small areas."""

    code: str
    name: str
    areas: tuple[SmallArea, ...]


def wards(dice: random.Random, count: int, district: str) -> tuple[Ward, ...]:
    """The first wards of the district: the same ones, however many are asked for."""
    corners = _corners(dice)
    weights = [round(dice.lognormvariate(0, 0.35), 2) for _ in range(4 * len(NAMES))]
    people = [dice.randrange(1_100, 2_100) for _ in weights]
    made = []
    for number, name in enumerate(NAMES[:count]):
        column, row = 2 * (number % ACROSS), 2 * (number // ACROSS)
        areas = tuple(
            _area(4 * number + place, f"{district} {number + 1:03d}{'ABCD'[place]}",
                  _square(corners, column + place % 2, row + place // 2),
                  people[4 * number + place], weights[4 * number + place] * (2.2 if number == 0 else 1))
            for place in range(4)
        )  # fmt: skip
        made.append(Ward(f"E05999{number + 1:03d}", name, areas))
    return tuple(made)


def _area(number: int, name: str, corners: tuple[Point, Point, Point, Point], people: int, weight: float) -> SmallArea:
    return SmallArea(f"E01999{number + 1:03d}", name, corners, people, round(people / 2.4), weight)


def _corners(dice: random.Random) -> dict[tuple[int, int], Point]:
    """Where the lines between small areas cross: not quite a chessboard, so that it looks like a place."""
    columns, rows = 2 * ACROSS, 2 * (len(NAMES) // ACROSS)
    return {
        (column, row): (
            WEST + SIDE * column + dice.uniform(-280, 280),
            SOUTH + SIDE * row + dice.uniform(-280, 280),
        )
        for column in range(columns + 1)
        for row in range(rows + 1)
    }


def _square(corners: dict[tuple[int, int], Point], column: int, row: int) -> tuple[Point, Point, Point, Point]:
    return (
        corners[column, row],
        corners[column + 1, row],
        corners[column + 1, row + 1],
        corners[column, row + 1],
    )


def degrees(points: Sequence[Point]) -> list[Point]:
    """Longitude and latitude of each point."""
    if not points:
        return []
    east, north = (np.array(axis, dtype=float) for axis in zip(*points, strict=True))
    lon, lat = (np.asarray(axis) for axis in convert_lonlat(east, north))
    return [(round(float(x), 6), round(float(y), 6)) for x, y in zip(lon, lat, strict=True)]


def geojson(outlines: Sequence[tuple[dict[str, str], Any]]) -> str:
    """Outlines with their properties as GeoJSON in degrees."""
    features = [
        {"type": "Feature", "properties": properties, "geometry": mapping(transform(outline, _to_degrees))}
        for properties, outline in outlines
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def _to_degrees(points: Any) -> Any:
    lon, lat = (np.asarray(axis) for axis in convert_lonlat(points[:, 0].copy(), points[:, 1].copy()))
    return np.round(np.column_stack([lon, lat]), 6)


def together(areas: Sequence[SmallArea]) -> Any:
    """The outline of all of them."""
    return union_all([area.outline for area in areas])
