"""Draws the places of a Night Safe map by their numbers in its list: how they lie to each other, without streets.

As the maps of areas (``core.maps``): no style, script or picture in it, the page's ink, and the same bytes for the same
places. Places that would cover each other are moved aside, with a line to where they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import cos, hypot, pi, sin

from frankpledge.core.charts import FONT
from frankpledge.core.map_frame import WIDTH, scale_bar

MARGIN, MARK = 48, 14  # of its edge, and half of a mark; pixels
MOST_HEIGHT = 760  # with the list, on one sheet where the list is short
_TURNS = [(cos(turn * pi / 4), sin(turn * pi / 4)) for turn in range(8)]
_ASIDE = [(0.0, 0.0), *((far * across, far * down) for far in (32, 60, 90) for across, down in _TURNS)]


@dataclass(frozen=True, slots=True)
class Place:
    """One mark: its number in the list, its name, and where it is in metres of the National Grid."""

    number: int
    name: str
    easting: int
    northing: int


def drawing(places: Sequence[Place], *, title: str) -> str:
    """The places as SVG, north up. Raises ValueError where there is none."""
    if not places:
        raise ValueError("There is no place to draw.")
    west, east = min(each.easting for each in places), max(each.easting for each in places)
    south, north = min(each.northing for each in places), max(each.northing for each in places)
    inner = WIDTH - 2 * MARGIN
    metres = max((east - west) / inner, (north - south) / (MOST_HEIGHT - 2 * MARGIN), 0.5)  # in a pixel
    left = MARGIN + (inner - (east - west) / metres) / 2
    height = round((north - south) / metres + 2 * MARGIN)
    points = [(left + (each.easting - west) / metres, MARGIN + (north - each.northing) / metres) for each in places]
    marks = _apart(points)
    body = "".join(_mark(place, point, mark) for place, point, mark in zip(places, points, marks, strict=True))
    said = "; ".join(f"{each.number} {each.name}" for each in places)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="fp-map" role="img" aria-labelledby="night-map night-map-said" '
        f'viewBox="0 0 {WIDTH} {height + 30}" font-family="{FONT}" font-size="15"><title id="night-map">{escape(title)}'
        f'</title><desc id="night-map-said">North is up. The list has each place in words: {escape(said)}.</desc>'
        f'<rect x="1" y="1" width="{WIDTH - 2}" height="{height - 2}" fill="none" stroke="currentColor"/>'
        f"{body}{scale_bar(metres, height + 16)}</svg>"
    )


def _apart(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Where each mark stands: at its point, or as near as leaves the marks before it to be read."""
    placed: list[tuple[float, float]] = []
    for x, y in points:
        tried = [(x + across, y + down) for across, down in _ASIDE]
        inside = [(a, b) for a, b in tried if MARK < a < WIDTH - MARK and b > MARK]
        free = (spot for spot in inside if all(hypot(spot[0] - a, spot[1] - b) > 2 * MARK for a, b in placed))
        placed.append(next(free, (x, y)))
    return placed


def _mark(place: Place, point: tuple[float, float], mark: tuple[float, float]) -> str:
    (x, y), (a, b) = ((round(each[0], 1), round(each[1], 1)) for each in (point, mark))
    line = "" if (a, b) == (x, y) else (
        f'<path d="M{x} {y}L{a} {b}" stroke="currentColor"/><circle cx="{x}" cy="{y}" r="3" fill="currentColor"/>'
    )  # fmt: skip
    return (
        f'<g>{line}<circle cx="{a}" cy="{b}" r="{MARK}" fill="#ffffff" stroke="#0b0c0c" stroke-width="2"/>'
        f'<text x="{a}" y="{round(b + 5, 1)}" text-anchor="middle" font-weight="bold" fill="#0b0c0c">{place.number}'
        f"</text></g>"
    )
