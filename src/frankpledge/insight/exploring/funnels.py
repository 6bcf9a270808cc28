"""Rates against the size of an area, between limits that widen as areas get smaller: a funnel plot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from frankpledge.core.charts import COLOURS, INK, base_spec

# How an area is drawn against the limits, apart by shape as well as colour: its key in ``unusual``.
MARKS = {"": ("circle", COLOURS[0]), "high": ("triangle-up", COLOURS[1]), "low": ("triangle-down", COLOURS[2])}
ENDS = (("action_low", "action_high", [1, 0]), ("warning_low", "warning_high", [6, 4]))
Layer = dict[str, Any]


def funnel_spec(areas: Sequence[Mapping[str, Any]], limits: Sequence[Sequence[float]], overall: float) -> Layer:
    """The Vega-Lite specification. ``areas`` and ``limits`` are as ``queries.area_figures`` answers them."""
    x = {"field": "residents", "type": "quantitative", "title": "Residents", "scale": {"zero": False, "nice": False},
         "axis": {"format": ",d", "tickCount": 6}}  # fmt: skip
    y = {"type": "quantitative", "title": "for each 1,000 residents", "scale": {"zero": False, "nice": True}}
    rows = [
        dict(zip(("residents", "action_low", "warning_low", "warning_high", "action_high"), row, strict=True))
        for row in limits
    ]
    layers: list[Layer] = [_curve(rows, x, y, name, dash) for low, high, dash in ENDS for name in (low, high)]
    layers.append(
        {"data": {"values": [{"overall": overall}]}, "mark": {"type": "rule", "strokeWidth": 1, "color": INK},
         "encoding": {"y": {**y, "field": "overall"}}}
    )  # fmt: skip
    for key, (shape, colour) in MARKS.items():
        held = [area for area in areas if area["unusual"] == key]
        layers += _points(held, x, y, shape, colour, is_named=bool(key)) if held else []
    return {**base_spec(760, 420), "layer": layers}


def _curve(rows: list[dict[str, float]], x: Layer, y: Layer, name: str, dash: list[int]) -> Layer:
    mark = {"type": "line", "strokeDash": dash, "strokeWidth": 2, "opacity": 0.6, "color": INK, "clip": True}
    return {"data": {"values": rows}, "mark": mark, "encoding": {"x": x, "y": {**y, "field": name}}}


def _points(
    areas: Sequence[Mapping[str, Any]], x: Layer, y: Layer, shape: str, colour: str, *, is_named: bool
) -> list[Layer]:
    values = [{"name": area["name"], "residents": area["residents"], "rate": area["rate"]} for area in areas]
    where = {"x": x, "y": {**y, "field": "rate"}}
    dots = {"mark": {"type": "point", "shape": shape, "filled": True, "size": 90, "opacity": 1, "color": colour}}
    layers = [{"data": {"values": values}, **dots, "encoding": where}]
    if is_named:
        text = {"type": "text", "align": "left", "dx": 10, "fontSize": 14, "color": INK, "limit": 220}
        layers.append({"data": {"values": values}, "mark": text, "encoding": {**where, "text": {"field": "name"}}})
    return layers
