"""Area beside area: on a map, and by rate with what chance can do to a small area's figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import shapely

from frankpledge.core.charts import COLOURS, bar_spec
from frankpledge.core.maps import MapArea, area_map
from frankpledge.insight.exploring.asked import Asked
from frankpledge.insight.exploring.funnels import funnel_spec
from frankpledge.insight.exploring.shown import Column, Drawing, Grid, Shown, behind_of, tenths, whole, words

MOST_BARS = 40
KIND_WORDS = {"ward": "ward", "lsoa": "small area"}
Link = Callable[[str], str]


def show_map(
    answer: Mapping[str, Any],
    outlines: Mapping[str, str],
    asked: Asked,
    title: str,
    says: str,
    link: Link,
) -> Shown:
    """``answer`` is ``queries.area_figures``; ``link`` gives the address of an area's own view."""
    by_rate = asked.measure == "rate" and answer["overall"] is not None
    areas = answer["areas"]
    unit = f"{title}, {asked.words}"
    unit += ": for each 1,000 residents, shrunk towards the overall rate" if by_rate else ": how many"
    drawn = [_map_area(area, outlines, by_rate, link) for area in areas if area["code"] in outlines]
    drawings: tuple[Drawing, ...] = ()
    notes = _notes(answer, asked, len(areas) - len(drawn))
    if drawn:
        ordered = sorted(areas, key=lambda area: -_value(area, by_rate))
        most = ", ".join(f"{area['name']} ({_words(area, by_rate)})" for area in ordered[:3])
        described = f"{len(drawn)} areas shaded by {unit}. Most: {most}. The table has every area."
        is_whole = len(drawn) == len(areas) or answer["district"] not in outlines
        ground = None if is_whole else shapely.from_wkt(outlines[answer["district"]])
        found = area_map(
            drawn, title=f"Map: {unit}", description=described, unit=unit, say=tenths if by_rate else whole,
            ground=ground,
        )  # fmt: skip
        drawings = (Drawing(f"Map: {unit}", described, drawn=found.svg),)
    return Shown(
        title=f"{title} on the map",
        subtitle=asked.words,
        sentence=_most_in_words(areas, answer, by_rate),
        notes=notes,
        drawings=drawings,
        grids=(_grid(answer, f"{title} by {KIND_WORDS[asked.kind]}, {asked.words}", link),),
        behind=behind_of(answer, says, _residents(answer)),
    )


def show_areas(answer: Mapping[str, Any], asked: Asked, title: str, says: str, link: Link) -> Shown:
    """The same areas by rate: ranks as ranges, and who is outside the usual differences between areas."""
    known = sorted((area for area in answer["areas"] if "rate" in area), key=lambda area: area["rank"])
    drawings: tuple[Drawing, ...] = ()
    sentence = "How many residents each area has is not loaded, so that areas can be compared by count alone."
    if known:
        sentence = " ".join(each for each in (answer["funnel"], answer["ranks"]) if each)
        held = known[:MOST_BARS]
        described = (
            f"For each of {len(held)} areas its rate for each 1,000 residents as a dot on a bar from the lowest to the "
            f"highest that chance allows; overall {answer['overall']:.1f}. The table has every figure."
        )
        drawings = (
            _funnel(known, answer, title),
            Drawing(f"{title} for each 1,000 residents", described, _intervals(held, answer["overall"])),
        )
    return Shown(
        title=f"{title}: areas compared",
        subtitle=asked.words,
        sentence=sentence,
        notes=_notes(answer, asked, 0),
        drawings=drawings,
        grids=(_compared_grid(answer, f"{title} by {KIND_WORDS[asked.kind]}, {asked.words}", link),),
        behind=behind_of(answer, says, _residents(answer)),
    )


def _funnel(known: list[dict[str, Any]], answer: Mapping[str, Any], title: str) -> Drawing:
    outside = [f"{area['name']} ({tenths(area['rate'])})" for area in known if area["unusual"]]
    described = (
        f"{len(known)} areas by how many live there and their rate for each 1,000 residents, about the overall "
        f"{tenths(answer['overall'])}, with the limits within which chance and the usual differences between areas "
        f"keep 95 and 99.8 of 100. Outside the outer: {', '.join(outside) or 'none'}. The table has every figure."
    )
    spec = funnel_spec(known, answer["limits"], answer["overall"])
    return Drawing(f"{title}: rate and size of each area", described, spec)


def _map_area(area: Mapping[str, Any], outlines: Mapping[str, str], by_rate: bool, link: Link) -> MapArea:
    value = area.get("shrunk") if by_rate else area["count"]
    outline = shapely.from_wkt(outlines[area["code"]])
    return MapArea(area["code"], area["name"], outline, value, _words(area, by_rate), link(area["code"]))


def _value(area: Mapping[str, Any], by_rate: bool) -> float:
    return float(area.get("shrunk") or 0) if by_rate else float(area["count"])


def _words(area: Mapping[str, Any], by_rate: bool) -> str:
    if not by_rate:
        return f"{area['count']:,}"
    return f"{area['shrunk']:.1f} for each 1,000 ({area['count']:,})" if "shrunk" in area else "not known"


def _most_in_words(areas: list[dict[str, Any]], answer: Mapping[str, Any], by_rate: bool) -> str:
    total = sum(area["count"] for area in areas)
    if not total:
        return "There were none."
    top = max(areas, key=lambda area: _value(area, by_rate))
    rate = "the highest rate" if by_rate else "the most"
    return f"{total:,} in {len(areas):,} areas; {rate} in {top['name']}: {_words(top, by_rate)}."


def _notes(answer: Mapping[str, Any], asked: Asked, undrawn: int) -> tuple[str, ...]:
    notes = []
    if asked.measure == "rate" and answer["overall"] is None:
        notes.append("No rate can be shown: how many residents each area has is not loaded.")
    if undrawn:
        notes.append(f"The outlines of {undrawn} areas are not loaded: they are in the table and not on the map.")
    held = len(answer["months"])
    if held < len(asked.months):
        notes.append(f"Only {held} of the {len(asked.months)} months asked for are loaded, and counted.")
    if answer["source"] == "street":
        notes.append(
            "The points of data.police.uk are moved by the publisher to stand for at least eight addresses, so figures "
            "are shown by area and never as points."
        )
    return tuple(notes)


def _residents(answer: Mapping[str, Any]) -> list[str]:
    return [f"Residents as counted on {answer['residents_on']}."] if answer["residents_on"] else []


def _grid(answer: Mapping[str, Any], caption: str, link: Link) -> Grid:
    areas = sorted(answer["areas"], key=lambda area: (-area["count"], area["name"]))
    columns = (
        words("Area"), words("Code"), Column("Count", say=whole), Column("Residents", say=whole),
        Column("For each 1,000", say=tenths), Column("Shrunk rate", say=tenths),
    )  # fmt: skip
    rows = tuple(
        (area["name"], area["code"], area["count"], area["residents"], area.get("rate"), area.get("shrunk"))
        for area in areas
    )
    codes = [area["code"] for area in areas]
    return Grid(caption, columns, rows, tuple(map(link, codes)), about=tuple({"area": code} for code in codes))


def _compared_grid(answer: Mapping[str, Any], caption: str, link: Link) -> Grid:
    areas = sorted(answer["areas"], key=lambda area: (area.get("rank", 999_999), -area["count"], area["name"]))
    columns = (
        words("Area"), words("Code"), Column("Count", say=whole), Column("For each 1,000", say=tenths),
        Column("At least", say=tenths), Column("At most", say=tenths), Column("Shrunk rate", say=tenths),
        words("Rank may be"), words("Against the usual differences"),
    )  # fmt: skip
    said = {"high": "Higher than usual", "low": "Lower than usual", "": "No different"}
    rows = tuple(
        (
            area["name"], area["code"], area["count"], area.get("rate"), area.get("low"), area.get("high"),
            area.get("shrunk"), f"{area['rank_low']} to {area['rank_high']}" if "rank" in area else "not known",
            said[area["unusual"]] if "rank" in area else "not known",
        )
        for area in areas
    )  # fmt: skip
    codes = [area["code"] for area in areas]
    return Grid(caption, columns, rows, tuple(map(link, codes)), about=tuple({"area": code} for code in codes))


def _intervals(areas: list[dict[str, Any]], overall: float) -> dict[str, Any]:
    """A dot for each area's rate on the bar of its interval, and a line at the overall rate."""
    base = bar_spec([(area["name"], area["rate"]) for area in areas], unit="for each 1,000 residents", width=760)
    values = [
        {"label": area["name"], "value": area["rate"], "low": area["low"], "high": area["high"]} for area in areas
    ]
    encoding = base.pop("encoding")
    base.pop("mark")
    base.pop("data")
    y, x = encoding["y"], encoding["x"]
    bar = {"mark": {"type": "rule", "strokeWidth": 6, "opacity": 0.35, "color": COLOURS[0]},
           "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}}}  # fmt: skip
    dot = {"mark": {"type": "point", "filled": True, "size": 80, "opacity": 1, "color": COLOURS[0]},
           "encoding": {"y": y, "x": x}}  # fmt: skip
    line = {"data": {"values": [{"overall": overall}]},
            "mark": {"type": "rule", "strokeDash": [6, 4], "strokeWidth": 2, "color": COLOURS[1]},
            "encoding": {"x": {"field": "overall", "type": "quantitative"}}}  # fmt: skip
    return {**base, "data": {"values": values}, "layer": [bar, dot, line]}
