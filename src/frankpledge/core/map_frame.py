"""From metres of the National Grid to the pixels of a drawing, and its scale bar: what every map here shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

WIDTH, MARGIN = 640, 8
_BARS = (10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)

Bounds = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True, slots=True)
class Frame:
    """From metres to pixels: north is up."""

    west: float
    north: float
    metres: float  # in a pixel
    height: float

    @classmethod
    def around(cls, outlines: Sequence[BaseGeometry]) -> Frame:
        west, south, east, north = (float(edge) for edge in shapely.total_bounds(list(outlines)))
        return cls.of((west, south, east, north))

    @classmethod
    def of(cls, bounds: Bounds) -> Frame:
        west, south, east, north = bounds
        metres = max(east - west, (north - south) * 0.8, 1.0) / (WIDTH - 2 * MARGIN)
        left = west - (WIDTH * metres - (east - west)) / 2  # a tall place stands in the middle
        return cls(left, north, metres, (north - south) / metres + 2 * MARGIN)

    def point(self, easting: float, northing: float) -> tuple[float, float]:
        return (
            round((easting - self.west) / self.metres, 1),
            round((self.north - northing) / self.metres + MARGIN, 1),
        )

    def path(self, outline: BaseGeometry) -> str:
        parts = [part for part in shapely.get_parts(outline) if part.geom_type == "Polygon"]
        return "".join(self._ring(ring) for part in parts for ring in (part.exterior, *part.interiors))

    def _ring(self, ring: BaseGeometry) -> str:
        points = shapely.get_coordinates(ring)[:-1]
        across = np.rint((points[:, 0] - self.west) / self.metres * 10).astype(int)
        down = np.rint(((self.north - points[:, 1]) / self.metres + MARGIN) * 10).astype(int)
        steps = [f"{_tenth(x)} {_tenth(y)}" for x, y in zip(np.diff(across), np.diff(down), strict=True)]
        return f"M{_tenth(across[0])} {_tenth(down[0])}l{' '.join(steps)}z" if steps else ""


def _tenth(number: int) -> str:
    return f"{number / 10:.1f}".removesuffix(".0")


def simplified(outlines: Sequence[BaseGeometry], tolerance: float) -> list[BaseGeometry]:
    """Together, so that an edge that two areas share stays one edge."""
    simple = shapely.coverage_simplify(np.array(list(outlines), dtype=object), tolerance)
    return [new if not new.is_empty else old for new, old in zip(simple, outlines, strict=True)]


def scale_bar(metres: float, top: float) -> str:
    """A length in round metres, at most a third of the picture's width. ``metres`` are those in a pixel."""
    length = max((bar for bar in _BARS if bar / metres <= WIDTH / 3), default=_BARS[0])
    pixels, top = round(length / metres, 1), round(top, 1)
    words = f"{length // 1_000:,} km" if length >= 1_000 else f"{length} m"
    return (
        f'<path d="M{MARGIN} {top - 5}v5h{pixels}v-5" fill="none" stroke="currentColor"/>'
        f'<text x="{MARGIN + pixels + 8}" y="{round(top + 3, 1)}" fill="currentColor">{words}; north is up</text>'
    )
