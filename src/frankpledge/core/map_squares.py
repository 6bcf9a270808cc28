"""Draws how many things lie in each square of the National Grid, or where one thing lies, over outlines of areas.

As the maps of areas (``core.maps``): no style, script or picture in it, the page's ink, each square a link reached by
keyboard with its number in words, and the same bytes for the same squares. Put the table of the same figures beside it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import shapely
from shapely.geometry.base import BaseGeometry

from frankpledge.core.charts import FONT
from frankpledge.core.map_frame import MARGIN, WIDTH, Bounds, Frame, scale_bar, simplified
from frankpledge.core.maps import HUE

MOST_BYTES = 120_000  # of the outlines behind
_SHADES = ((1, 0.16), (5, 0.3), (20, 0.44), (100, 0.6))  # from so many on, so strong
_BELOW = 30  # for the scale bar
_DIGIT = 0.58  # how wide a figure is for its height


@dataclass(frozen=True, slots=True)
class MapSquare:
    """So many things in one square, that number in words, and where to see them."""

    west: int
    south: int
    side: int
    count: int
    words: str
    href: str


def square_map(
    squares: Sequence[MapSquare], *, ground: Sequence[BaseGeometry], bounds: Bounds, title: str, description: str
) -> str:
    """The squares that lie within the bounds, over the outlines of the ground."""
    frame = Frame.of(bounds)
    body = _ground(ground, bounds, frame) + "".join(_square(each, frame) for each in squares)
    return _picture(body, frame, title, description, role="group")


def point_map(
    easting: int, northing: int, *, ground: Sequence[BaseGeometry], bounds: Bounds, title: str, description: str
) -> str:
    """One place over the outlines of the ground."""
    frame = Frame.of(bounds)
    x, y = frame.point(easting, northing)
    mark = (
        f'<circle cx="{x}" cy="{y}" r="15" fill="#ffffff" stroke="#0b0c0c" stroke-width="5"/>'
        f'<circle cx="{x}" cy="{y}" r="6" fill="#0b0c0c"/>'
    )
    return _picture(_ground(ground, bounds, frame) + mark, frame, title, description, role="img")


def blank_map(*, ground: Sequence[BaseGeometry], bounds: Bounds, title: str, description: str) -> tuple[str, Frame]:
    """The outlines alone, to be pointed at, and how a place on the picture is told in metres."""
    frame = Frame.of(bounds)
    return _picture(_ground(ground, bounds, frame), frame, title, description, role="img"), frame


def bounds_of(outlines: Sequence[BaseGeometry]) -> Bounds:
    """West, south, east and north of all of them together."""
    west, south, east, north = (float(edge) for edge in shapely.total_bounds(list(outlines)))
    return west, south, east, north


def _ground(outlines: Sequence[BaseGeometry], bounds: Bounds, frame: Frame) -> str:
    if not outlines:
        return ""
    drawn = ""
    for tolerance in (0.7, 1.5, 3.0, 6.0):  # pixels
        shapes = [shapely.clip_by_rect(each, *bounds) for each in simplified(outlines, tolerance * frame.metres)]
        drawn = "".join(frame.path(shape) for shape in shapes if not shape.is_empty)
        if len(drawn) <= MOST_BYTES:
            break
    shade = 'fill="currentColor" fill-opacity="0.04" stroke="currentColor" stroke-opacity="0.4"'
    return f'<path d="{drawn}" {shade} fill-rule="evenodd" pointer-events="none"/>' if drawn else ""


def _square(square: MapSquare, frame: Frame) -> str:
    x, y = frame.point(square.west, square.south + square.side)
    side = round(square.side / frame.metres, 1)
    shade = max(shade for least, shade in _SHADES if square.count >= least)
    number = f"{square.count:,}"
    size = round(min(20, side * 0.6, side * 0.9 / (len(number) * _DIGIT)), 1)
    said = escape(square.words)
    return (
        f'<a href="{escape(square.href)}" aria-label="{said}">'
        f'<path d="M{x} {y}h{side}v{side}h-{side}z" fill="{HUE}" fill-opacity="{shade}" stroke="currentColor">'
        f"<title>{said}</title></path>"
        f'<text x="{round(x + side / 2, 1)}" y="{round(y + side / 2 + size * 0.35, 1)}" font-size="{size}" '
        f'font-weight="bold" text-anchor="middle" fill="currentColor" pointer-events="none">{number}</text></a>'
    )


def _picture(body: str, frame: Frame, title: str, description: str, *, role: str) -> str:
    body = (
        f'<rect x="0.5" y="0.5" width="{WIDTH - 1}" height="{round(frame.height - 1, 1)}" fill="none" '
        f'stroke="currentColor" stroke-opacity="0.4"/>{body}{scale_bar(frame.metres, frame.height + MARGIN + 8)}'
    )
    mark = hashlib.sha256(f"{body}{title}{description}".encode()).hexdigest()[:8]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="fp-map" role="{role}" aria-labelledby="t{mark} d{mark}" '
        f'viewBox="0 0 {WIDTH} {round(frame.height + _BELOW)}" font-family="{FONT}" font-size="19">'
        f'<title id="t{mark}">{escape(title)}</title><desc id="d{mark}">{escape(description)}</desc>{body}</svg>'
    )
