"""Draws charts on the server, as SVG for a page and PNG for a document, with no browser and nothing fetched.

A chart is a Vega-Lite specification built here as a plain dictionary and drawn by vl-convert. What comes out:

- has no style sheet, no script, no link and no ``style`` attribute, so the strictest policy lets it stand inline;
- takes the page's own text colour (``currentColor``), so it follows dark mode; each series' colour keeps 3:1 against
  white and against the dark page, and each has its own dashes and marks, so that colour is never needed;
- is the same bytes for the same data, so that a frozen report can be hashed; drawings are kept by their content.

Put the table of the same figures beside it: a chart's ``description`` says what it shows, not every number.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import Any

# Okabe and Ito's, darkened or lightened until each keeps 3:1 against #ffffff and against #14191c alike.
COLOURS = ("#2f7fc1", "#c96a1b", "#2b8f6f", "#a866a0", "#8a7d2a", "#7d8790")
DASHES: tuple[list[int], ...] = ([], [6, 4], [2, 3], [10, 3, 2, 3], [1, 2], [8, 2])
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
INK = "#0b0c0c"  # on paper; in a page it becomes the page's own
FONT = "'Source Sans 3', sans-serif"  # quoted: a name that ends in a number is no CSS word
FIXED_VEGA_LITE = "5.20"
_KEPT = 256
_STEPS = 5  # about so many lines across
_LEVEL_LABELS = 8  # more than that are turned, so that none is left out


@dataclass(frozen=True, slots=True)
class Line:
    """One series: a name and a value for each label of the chart's axis; ``None`` leaves a gap, never a nought.

    ``is_level`` draws no marks, for a target or a baseline.
    """

    name: str
    values: tuple[Decimal | float | None, ...]
    is_level: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """An interval drawn behind the lines: for each label its low and high end."""

    name: str
    ends: tuple[tuple[Decimal | float, Decimal | float] | None, ...]


def line_chart(
    lines: Iterable[Line],
    *,
    labels: Sequence[str],
    title: str,
    description: str,
    unit: str = "",
    band: Band | None = None,
    width: int = 640,
    height: int = 280,
    from_nought: bool = True,
) -> str:
    """Lines over time, as SVG to stand inline. ``labels`` are the axis's, in order; ``unit`` names the other axis."""
    spec = line_spec(lines, labels=labels, unit=unit, band=band, width=width, height=height, from_nought=from_nought)
    return svg_of(spec, title=title, description=description)


def bar_chart(
    bars: Sequence[tuple[str, Decimal | float | None]],
    *,
    title: str,
    description: str,
    unit: str = "",
    width: int = 640,
) -> str:
    """Bars to compare, longest names and all, as SVG to stand inline. A missing figure leaves its row empty."""
    return svg_of(bar_spec(bars, unit=unit, width=width), title=title, description=description)


def line_spec(
    lines: Iterable[Line],
    *,
    labels: Sequence[str],
    unit: str = "",
    band: Band | None = None,
    width: int = 640,
    height: int = 280,
    from_nought: bool = True,
) -> dict[str, Any]:
    """The Vega-Lite specification of ``line_chart``, for ``png_of`` and for those who keep it."""
    drawn = list(lines)
    for line in drawn:
        if len(line.values) != len(labels):
            raise ValueError(f"“{line.name}” has {len(line.values)} values for {len(labels)} labels.")
    names = [line.name for line in drawn]
    x = {
        "field": "label", "type": "ordinal", "sort": list(labels), "title": None,
        "axis": {"labelAngle": 0 if len(labels) <= _LEVEL_LABELS else -45},
    }  # fmt: skip
    y = {
        "field": "value", "type": "quantitative", "title": unit or None, "axis": {"tickCount": _STEPS},
        "scale": {"zero": from_nought, "nice": _STEPS},
    }  # fmt: skip
    series = {"field": "series", "type": "nominal", "title": None}
    if len(drawn) == 1:
        series["legend"] = None  # it would say the chart's title again
    colour = {**series, "scale": {"domain": names, "range": _first(COLOURS, names)}}
    dash = {**series, "scale": {"domain": names, "range": _first(DASHES, names)}}
    layers = [_band_layer(band, labels, x, y)] if band else []
    layers.append(
        {
            "data": {"values": _rows(drawn, labels)},
            "mark": {"type": "line", "strokeWidth": 2.5, "invalid": "break-paths-show-domains"},
            "encoding": {"x": x, "y": y, "color": colour, "strokeDash": dash},
        }
    )
    for place, line in enumerate(drawn):
        if not line.is_level:
            mark = {"type": "point", "filled": True, "size": 70, "opacity": 1, "invalid": "filter"}
            layers.append(
                {
                    "data": {"values": _rows([line], labels)},
                    "mark": {**mark, "shape": SHAPES[place % len(SHAPES)], "color": COLOURS[place % len(COLOURS)]},
                    "encoding": {"x": x, "y": y},
                }
            )
    return {**base_spec(width, height), "layer": layers}


def bar_spec(bars: Sequence[tuple[str, Decimal | float | None]], *, unit: str = "", width: int = 640) -> dict[str, Any]:
    """The Vega-Lite specification of ``bar_chart``."""
    values = [{"label": name, "value": _number(value), "place": place} for place, (name, value) in enumerate(bars)]
    x = {"field": "value", "type": "quantitative", "title": unit or None, "scale": {"zero": True, "nice": True}}
    y = {
        "field": "label", "type": "nominal", "title": None, "sort": [name for name, _ in bars],
        "axis": {"labelLimit": 260},
    }  # fmt: skip
    mark = {"type": "bar", "color": COLOURS[0], "height": {"band": 0.65}}
    return {
        **base_spec(width, max(60, 30 * len(bars))),
        "data": {"values": values},
        "mark": mark,
        "encoding": {"x": x, "y": y},
    }


def svg_of(spec: dict[str, Any], *, title: str, description: str) -> str:
    """Any specification as clean SVG with its name and its words for those who cannot see it."""
    return _named(_drawn(_canonical(spec)), title, description)


def png_of(spec: dict[str, Any], *, scale: float = 2.0) -> bytes:
    """The same drawing for a document, in ink on white."""
    return _raster(_canonical(spec), scale)


def raster(svg: str, *, scale: float = 2.0) -> bytes:
    """Any drawing of ours, a map or a small line, as PNG in ink on white."""
    inked = svg.replace("currentColor", INK)
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', inked)
    if found is None:
        raise ValueError("The drawing says no size.")
    white = f'<rect width="{found[1]}" height="{found[2]}" fill="white"/>'
    root = inked.index(">") + 1
    sized = f'{inked[: root - 1]} width="{found[1]}" height="{found[2]}">{white}{inked[root:]}'
    return bytes(_engine().svg_to_png(sized, scale=scale))


def base_spec(width: int, height: int) -> dict[str, Any]:
    """What every chart's specification begins with: its size, our font, and ink that follows the page."""
    text = {"labelFont": FONT, "titleFont": FONT, "labelFontSize": 14, "titleFontSize": 14, "titleFontWeight": "normal"}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width,
        "height": height,
        "background": None,
        "padding": 4,
        "autosize": {"type": "fit", "contains": "padding"},
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {
                **text, "labelColor": INK, "titleColor": INK, "domainColor": INK, "tickColor": INK, "gridColor": INK,
                "gridOpacity": 0.15, "labelOverlap": "greedy",
            },
            "axisX": {"grid": False},
            "legend": {
                **text, "labelColor": INK, "orient": "top", "symbolStrokeWidth": 3,
                "symbolSize": 400, "labelLimit": 320,
                "symbolType": "stroke", "columnPadding": 24,
            },
        },
    }  # fmt: skip


def _band_layer(band: Band, labels: Sequence[str], x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    rows = [
        {"label": label, "value": _number(ends[0]), "high": _number(ends[1])}
        for label, ends in zip(labels, band.ends, strict=True)
        if ends is not None
    ]
    return {
        "data": {"values": rows},
        "mark": {"type": "rule", "strokeWidth": 8, "opacity": 0.3, "color": COLOURS[0]},
        "encoding": {"x": x, "y": y, "y2": {"field": "high"}},
    }


def _rows(lines: Iterable[Line], labels: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {"label": label, "series": line.name, "value": _number(value)}
        for line in lines
        for label, value in zip(labels, line.values, strict=True)
    ]


def _first(choices: Sequence[Any], names: Sequence[str]) -> list[Any]:
    return [choices[place % len(choices)] for place in range(len(names))]


def _number(value: Decimal | float | None) -> float | None:
    return None if value is None else float(value)


def _canonical(spec: dict[str, Any]) -> str:
    return json.dumps(spec, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@cache
def _engine() -> Any:
    """The drawing program with our own font, so that words are measured and drawn alike on every machine."""
    import vl_convert  # it starts a script engine: a page without a chart need not wait for it

    vl_convert.register_font_directory(str(Path(__file__).parent / "fonts"))
    return vl_convert


@lru_cache(maxsize=_KEPT)
def _drawn(spec: str) -> str:
    return _clean(str(_engine().vegalite_to_svg(spec, vl_version=FIXED_VEGA_LITE)), spec)


@lru_cache(maxsize=_KEPT // 4)
def _raster(spec: str, scale: float) -> bytes:
    engine = _engine()
    svg = engine.vegalite_to_svg(spec, vl_version=FIXED_VEGA_LITE)
    on_white = svg.replace("<g ", '<rect width="100%" height="100%" fill="white"/><g ', 1)
    return bytes(engine.svg_to_png(on_white, scale=scale))


_TAG = re.compile(r"<[^>]*>")
_ARIA = re.compile(r' (?:aria-[a-z]+|role|class|pointer-events)="[^"]*"')
_LONG = re.compile(r"-?\d+\.\d{3,}")
_ROOT = re.compile(r"<svg [^>]*?width=\"(?P<width>[\d.]+)\" height=\"(?P<height>[\d.]+)\"[^>]*>")


def _clean(svg: str, spec: str) -> str:
    """Without the drawing program's own words and classes, in the page's ink, its names its own."""
    svg = _TAG.sub(lambda tag: _clean_tag(tag[0]), svg)  # words that people wrote are left as they are
    mark = hashlib.sha256(spec.encode()).hexdigest()[:8]
    for name in sorted(set(re.findall(r' id="([^"]+)"', svg))):  # two charts on one page share no names
        svg = svg.replace(f'id="{name}"', f'id="c{mark}-{name}"').replace(f"#{name})", f"#c{mark}-{name})")
    return svg


def _clean_tag(tag: str) -> str:
    tag = _LONG.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), _ARIA.sub("", tag))
    return tag.replace(f'"{INK}"', '"currentColor"')


def _named(svg: str, title: str, description: str) -> str:
    """The picture as one thing with a name, a description and no fixed size."""
    found = _ROOT.search(svg)
    if found is None:
        raise ValueError("The drawing is not an SVG picture.")
    mark = hashlib.sha256(f"{svg}{title}{description}".encode()).hexdigest()[:10]
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="fp-chart" role="img" aria-labelledby="t{mark} d{mark}" '
        f'viewBox="0 0 {found["width"]} {found["height"]}" color="{INK}">'
        f'<title id="t{mark}">{escape(title)}</title><desc id="d{mark}">{escape(description)}</desc>'
    )
    return root.replace(f' color="{INK}"', "") + svg[found.end() :]
