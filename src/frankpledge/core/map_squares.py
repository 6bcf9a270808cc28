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
_EDGE = 'stroke="#0b0c0c" stroke-width="4" stroke-dasharray="10 5"'
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


@dataclass(frozen=True, slots=True)
class MapZone:
    """One area that something holds in: its outline, its number in the list beside, words, and where to see it."""

    outline: BaseGeometry
    number: int
    words: str
    href: str


def square_map(
    squares: Sequence[MapSquare], *, ground: Sequence[BaseGeometry], bounds: Bounds, title: str, description: str,
    zones: Sequence[MapZone] = (),
) -> str:  # fmt: skip
    """The squares that lie within the bounds, over the outlines of the ground, and the zones' outlines over both."""
    frame = Frame.of(bounds)
    body = _ground(ground, bounds, frame) + "".join(_square(each, frame) for each in squares)
    body += "".join(_zone(each, bounds, frame) for each in zones)
    return _picture(body, frame, title, description, role="group")


def point_map(
    easting: int, northing: int, *, ground: Sequence[BaseGeometry], bounds: Bounds, title: str, description: str
) -> str:
    """One place over the outlines of the ground."""
    frame = Frame.of(bounds)
    mark = _mark(*frame.point(easting, northing))
    return _picture(_ground(ground, bounds, frame) + mark, frame, title, description, role="img")


def area_map(
    outline: BaseGeometry, spot: tuple[int, int] | None, *, ground: Sequence[BaseGeometry], bounds: Bounds, title: str,
    description: str,
) -> str:  # fmt: skip
    """One area by its outline, and a place in it where one is known, over the outlines of the ground."""
    frame = Frame.of(bounds)
    shape = f'<path d="{_edge(outline, bounds, frame)}" {_EDGE} fill="{HUE}" fill-opacity="0.16" fill-rule="evenodd"/>'
    body = _ground(ground, bounds, frame) + shape + (_mark(*frame.point(*spot)) if spot is not None else "")
    return _picture(body, frame, title, description, role="img")


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


def _mark(x: float, y: float) -> str:
    return (
        f'<circle cx="{x}" cy="{y}" r="15" fill="#ffffff" stroke="#0b0c0c" stroke-width="5"/>'
        f'<circle cx="{x}" cy="{y}" r="6" fill="#0b0c0c"/>'
    )


def _edge(outline: BaseGeometry, bounds: Bounds, frame: Frame) -> str:
    """An outline as far as it lies in the picture; nothing where it lies beyond."""
    shape = shapely.clip_by_rect(shapely.simplify(outline, 0.7 * frame.metres), *bounds)
    return "" if shape.is_empty else frame.path(shape)


def _zone(zone: MapZone, bounds: Bounds, frame: Frame) -> str:
    """Its edge alone, so that the squares in it can be chosen, and its number on the edge: of each at another spot."""
    inside = shapely.get_parts(shapely.clip_by_rect(zone.outline, *bounds))
    parts = [part for part in inside if part.geom_type == "Polygon"]
    drawn = _edge(zone.outline, bounds, frame)
    if not drawn or not parts:
        return ""
    edge = max(parts, key=lambda part: part.area).exterior
    x, y = frame.point(*edge.interpolate(zone.number * 0.13 % 1, normalized=True).coords[0])
    said = escape(zone.words)
    return (
        f'<a href="{escape(zone.href)}" aria-label="{said}">'
        f'<path d="{drawn}" {_EDGE} fill="none"><title>{said}</title></path>'
        f'<circle cx="{x}" cy="{y}" r="13" fill="#ffffff" stroke="#0b0c0c" stroke-width="2"/>'
        f'<text x="{x}" y="{round(y + 5, 1)}" font-size="15" font-weight="bold" text-anchor="middle" '
        f'fill="#0b0c0c" pointer-events="none">{zone.number}</text></a>'
    )


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
