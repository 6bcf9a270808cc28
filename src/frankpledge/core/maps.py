"""Draws areas shaded by a number, as SVG for a page and PNG for a document, with no tiles and nothing fetched.

What comes out:

- has no style sheet, no script, no picture and no ``style`` attribute, so the strictest policy lets it stand inline;
- tells its classes apart by pattern as well as by shade, follows the page's ink in dark mode and prints in grey;
- makes each area a link with its name and number in words, reached by keyboard in the order given;
- is the same bytes for the same areas, and no larger than ``MOST_BYTES``: outlines are simplified together, so that
  neighbours still share their edges.

Put the table of the same figures beside it. Points and squares are drawn in ``core.map_squares``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

import numpy as np
from shapely.geometry.base import BaseGeometry

from frankpledge.core.charts import FONT, raster
from frankpledge.core.map_frame import MARGIN, WIDTH, Frame, scale_bar, simplified

MOST_BYTES = 190_000
MOST_CLASSES = 5
HUE = "#2f7fc1"
_ROW, _KEY, _TEXT = 32, 22, 19  # of the legend, in pixels; on a phone they are about half
_LINE = 60  # letters in a line of its heading
# Each class: how strong its shade is, and its pattern in the page's ink on a tile of eight.
_SHADES = (0.06, 0.22, 0.42, 0.66, 0.92)
_PATTERNS = (
    "",
    '<circle cx="4" cy="4" r="0.9" fill="currentColor"/>',
    '<path d="M0 8L8 0" stroke="currentColor" stroke-width="0.8"/>',
    '<path d="M0 8L8 0M-2 2L2 -2M6 10L10 6M0 4L4 0M4 8L8 4" stroke="currentColor" stroke-width="0.9"/>',
    '<path d="M0 8L8 0M0 0L8 8" stroke="currentColor" stroke-width="1.1"/>',
)
_CHOICES: dict[int, tuple[int, ...]] = {1: (2,), 2: (0, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}


@dataclass(frozen=True, slots=True)
class MapArea:
    """One area: its outline in metres of the British National Grid, its number, and that number in words.

    ``value`` None is drawn with a broken edge and no shade. ``href`` leads to what there is to see of it.
    """

    code: str
    name: str
    outline: BaseGeometry
    value: float | None
    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class MapClass:
    """One line of the legend."""

    words: str
    area_count: int
    pattern: int | None  # None: not known


@dataclass(frozen=True, slots=True)
class AreaMap:
    """A drawing and its legend in words."""

    svg: str
    classes: tuple[MapClass, ...]


def area_map(
    areas: Sequence[MapArea],
    *,
    title: str,
    description: str,
    unit: str,
    say: Callable[[float], str] = lambda value: f"{value:,.0f}",
    ground: BaseGeometry | None = None,
) -> AreaMap:
    """The areas in up to five classes of about as many areas each.

    ``unit`` stands above the legend; ``say`` writes a number; ``ground`` is an outline drawn behind, for areas that do
    not fill it. Raises ValueError where there is nothing to draw.
    """
    if not areas:
        raise ValueError("There is no area to draw.")
    classes, which = _classes([area.value for area in areas], say)
    outlines = [area.outline for area in areas]
    frame = Frame.around([*outlines, *([ground] if ground is not None else [])])
    for tolerance in (0.7, 1.5, 3.0, 6.0, 12.0):  # pixels
        drawn = simplified(outlines, tolerance * frame.metres)
        svg = _picture(areas, drawn, which, classes, frame, title, description, unit, ground)
        if len(svg.encode()) <= MOST_BYTES:
            break
    return AreaMap(svg, classes)


def png_of_map(svg: str, *, scale: float = 2.0) -> bytes:
    """The same drawing for a document, in ink on white."""
    return raster(svg, scale=scale)


def _classes(
    values: Sequence[float | None], say: Callable[[float], str]
) -> tuple[tuple[MapClass, ...], list[int | None]]:
    """The legend, and each area's line in it."""
    known = np.array(sorted(value for value in values if value is not None), dtype=np.float64)
    legend: list[MapClass] = []
    which: list[int | None] = [None] * len(values)
    if known.size:
        edges = np.unique(known)[1:]
        if len(edges) >= MOST_CLASSES:
            edges = np.unique(np.quantile(known, np.linspace(0, 1, MOST_CLASSES + 1)[1:-1], method="higher"))
            edges = edges[edges > known[0]]
        place = np.searchsorted(edges, [np.nan if value is None else value for value in values], side="right")
        patterns = _CHOICES[len(edges) + 1]
        for number in range(len(edges) + 1):
            inside = [at for at, value in enumerate(values) if value is not None and place[at] == number]
            held = [float(values[at] or 0) for at in inside]
            low, high = say(min(held)), say(max(held))
            legend.append(MapClass(low if low == high else f"{low} to {high}", len(inside), patterns[number]))
            for at in inside:
                which[at] = number
    unknown = sum(value is None for value in values)
    if unknown:
        legend.append(MapClass("not known", unknown, None))
    return tuple(legend), which


def _picture(
    areas: Sequence[MapArea],
    outlines: Sequence[BaseGeometry],
    which: Sequence[int | None],
    classes: Sequence[MapClass],
    frame: Frame,
    title: str,
    description: str,
    unit: str,
    ground: BaseGeometry | None,
) -> str:
    shapes = []
    for area, outline, number in zip(areas, outlines, which, strict=True):
        pattern = None if number is None else classes[number].pattern
        shapes.append(_shape(area, frame.path(outline), pattern))
    behind = ""
    if ground is not None:
        behind = f'<path d="{frame.path(ground.simplify(frame.metres))}" fill="none" stroke="currentColor"/>'
    heading = wrap(unit, _LINE) or [""]
    body = (
        behind
        + "".join(shapes)
        + scale_bar(frame.metres, frame.height + 16)
        + _legend(classes, heading, frame.height + 34)
    )
    height = round(frame.height + 34 + _ROW * len(classes) + _KEY * (len(heading) + 1))
    mark = hashlib.sha256(f"{body}{title}{description}".encode()).hexdigest()[:8]
    used = sorted({each.pattern for each in classes if each.pattern is not None})
    defs = "".join(_pattern(mark, number) for number in used)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="fp-map" role="group" aria-labelledby="t{mark} d{mark}" '
        f'viewBox="0 0 {WIDTH} {height}" font-family="{FONT}" font-size="{_TEXT}">'
        f'<title id="t{mark}">{escape(title)}</title><desc id="d{mark}">{escape(description)}</desc>'
        f"<defs>{defs}</defs>{body.replace('url(#p', f'url(#m{mark}p')}</svg>"
    )


def _pattern(mark: str, number: int) -> str:
    shade = f'<rect width="8" height="8" fill="{HUE}" fill-opacity="{_SHADES[number]}"/>'
    tile = 'width="8" height="8" patternUnits="userSpaceOnUse"'
    return f'<pattern id="m{mark}p{number}" {tile}>{shade}{_PATTERNS[number]}</pattern>'


def _shape(area: MapArea, path: str, pattern: int | None) -> str:
    said = escape(f"{area.name}: {area.words}")
    fill = "none" if pattern is None else f"url(#p{pattern})"
    dashes = ' stroke-dasharray="4 3"' if pattern is None else ""
    shape = (
        f'<path d="{path}" fill="{fill}" pointer-events="all" stroke="currentColor" stroke-width="1"{dashes} '
        f'fill-rule="evenodd"><title>{said}</title></path>'
    )
    return f'<a href="{escape(area.href)}" aria-label="{said}">{shape}</a>' if area.href else shape


def _legend(classes: Sequence[MapClass], heading: Sequence[str], top: float) -> str:
    lines = []
    for number, words in enumerate(heading, start=1):
        place = f'x="{MARGIN}" y="{round(top + _KEY * number, 1)}"'
        lines.append(f'<text {place} font-weight="bold" fill="currentColor">{escape(words)}</text>')
    for number, each in enumerate(classes):
        y = round(top + _KEY * len(heading) + 12 + _ROW * number, 1)
        fill = "none" if each.pattern is None else f"url(#p{each.pattern})"
        dashes = ' stroke-dasharray="4 3"' if each.pattern is None else ""
        areas = f"{each.area_count:,} area{'s' * (each.area_count != 1)}"
        lines.append(
            f'<rect x="{MARGIN}" y="{y}" width="28" height="{_KEY}" fill="{fill}" stroke="currentColor"{dashes}/>'
            f'<text x="{MARGIN + 38}" y="{round(y + 17, 1)}" fill="currentColor">{escape(each.words)} ({areas})</text>'
        )
    return "".join(lines)
