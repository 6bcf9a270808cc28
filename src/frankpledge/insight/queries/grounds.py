"""The areas a district is made of, with their residents and outlines: read at once, however many areas there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

import numpy as np
import shapely
from convertbng.cutil import convert_bng

from frankpledge.crimestore import Store
from frankpledge.insight.asking import kept
from frankpledge.insight.districts import Place, places_of
from frankpledge.partners.models import Partnership

FINE = 5.0  # metres: finer than any map of a district can show


@dataclass(frozen=True)
class Ground:
    """The areas of one kind, the LSOAs in each, and the district they are in with all of its LSOAs."""

    district: Place
    places: tuple[Place, ...]
    lsoas: Mapping[str, tuple[str, ...]]  # area → the LSOAs counted in it, of both years
    every_lsoa: Mapping[str, str]  # of both years, with its name


def ward_ground(partnership: Partnership, *, now: datetime) -> Ground | None:
    """The wards of the partnership's district, or None where the district is not known to its store."""

    def work(store: Store, asked: Mapping[str, Any]) -> dict[str, Any]:
        return _wards(store, partnership)

    return _ground(kept(partnership, "ground", {"district": partnership.area_code}, work, now=now, version=2))


def ward_ground_in(store: Store, partnership: Partnership) -> Ground | None:
    """The same of a store that is open."""
    return _ground(_wards(store, partnership))


def _ground(found: Mapping[str, Any]) -> Ground | None:
    if not found["places"]:
        return None
    places = tuple(Place(*each) for each in found["places"])
    lsoas = {code: tuple(inside) for code, inside in found["lsoas"].items()}
    return Ground(places[-1], places[:-1], lsoas, found["every_lsoa"])


def _wards(store: Store, partnership: Partnership) -> dict[str, Any]:
    places = places_of(store, partnership)
    if not places:
        return {"places": [], "lsoas": {}, "every_lsoa": {}}
    wards = [place for place in places if place.kind == "ward"]
    held: dict[str, list[str]] = {place.code: [] for place in wards}
    if wards:
        marks = ", ".join("?" * len(wards))
        rows = store.places.ask(
            "members", f"fine_kind = 'lsoa' AND kind = 'ward' AND edition = ? AND code IN ({marks})",
            [wards[0].edition, *held], "DISTINCT fine, code",
        )  # fmt: skip
        for lsoa, ward in sorted(rows):
            held[str(ward)].append(str(lsoa))
    every = {code: code for code in sorted(store.area(places[-1].code).lsoas)}
    marks = ", ".join("?" * len(every)) or "''"
    for code, name in store.places.ask("areas", f"kind = 'lsoa' AND code IN ({marks})", list(every), "code, name"):
        if name not in ("", code):
            every[str(code)] = str(name)
    return {"places": [astuple(place) for place in places], "lsoas": held, "every_lsoa": every}


def lsoa_ground(store: Store, wards: Ground, vintage: str) -> Ground:
    """The LSOAs of one year ("2011") in the district, or of the newest list where none is of that year."""
    codes = list(wards.every_lsoa)
    marks = ", ".join("?" * len(codes)) or "''"
    rows = store.places.ask("areas", f"kind = 'lsoa' AND code IN ({marks})", codes, "code, name, edition")
    years = {int(edition) for *_, edition in rows}
    year = int(vintage) if vintage and int(vintage) in years else max(years, default=0)
    names = {str(code): str(code) for code, _, edition in rows if int(edition) == year}
    names |= {str(code): str(name) for code, name, _ in rows if code in names and name not in ("", code)}
    places = tuple(Place(code, name, "lsoa", year) for code, name in sorted(names.items()))
    return Ground(wards.district, places, {place.code: (place.code,) for place in places}, wards.every_lsoa)


def residents(
    store: Store, ground: Ground, month: str, *, only: Collection[str] | None = None
) -> tuple[dict[str, int], str]:
    """How many residents each area had, and the day they were counted: the last up to ``month``, else the first.

    LSOAs that are only in another day's list add nothing; an area none of whose LSOAs was counted is left out.
    ``only``: of these LSOAs.
    """
    of = {lsoa: code for code, lsoas in ground.lsoas.items() for lsoa in lsoas if only is None or lsoa in only}
    if not of:
        return {}, ""
    marks = ", ".join("?" * len(of))
    rows = store.places.ask(
        "denominators", f"measure = 'residents' AND code IN ({marks})", list(of), 'code, value, "on"'
    )
    days = sorted({str(on) for *_, on in rows})
    if not days:
        return {}, ""
    day = max((on for on in days if on <= f"{month}-28"), default=days[0])
    found: dict[str, int] = {}
    for code, value, on in rows:
        if str(on) == day:
            found[of[str(code)]] = found.get(of[str(code)], 0) + round(float(value))
    return found, day


def outlines_in(store: Store, ground: Ground) -> dict[str, str]:
    """Each area's outline as text in metres of the National Grid: its own, else its LSOAs put together.

    The district's own is there too, where it is loaded. Areas whose outline no file tells are left out.
    """
    wanted = [place.code for place in ground.places]
    own = _read(store, [*wanted, ground.district.code])
    lacking = [code for code in wanted if code not in own]
    pieces = _read(store, [lsoa for code in lacking for lsoa in ground.lsoas[code]])
    for code in lacking:
        parts = [pieces[lsoa] for lsoa in ground.lsoas[code] if lsoa in pieces]
        if parts:
            own[code] = shapely.union_all(parts)
    return {code: shapely.to_wkt(outline.simplify(FINE), rounding_precision=0) for code, outline in own.items()}


def outlines_by_code(store: Store, codes: Sequence[str]) -> dict[str, tuple[str, Any]]:
    """The name and the outline of any areas the store knows, drawn ones too, in metres; those without one left out."""
    found = _read(store, codes)
    marks = ", ".join("?" * len(codes)) or "''"
    rows = store.places.ask("areas", f"code IN ({marks}) ORDER BY edition", list(codes), "code, name")
    names = {str(code): str(name) for code, name in rows if name}
    return {code: (names.get(code, code), outline.simplify(FINE)) for code, outline in found.items()}


def _read(store: Store, codes: Sequence[str]) -> dict[str, Any]:
    """Outlines as they were loaded, of the newest list; those of LSOAs of the newest year that has any."""
    if not codes:
        return {}
    marks = ", ".join("?" * len(codes))
    where = f"code IN ({marks}) AND octet_length(wkb) > 0 ORDER BY edition"
    rows = store.places.ask("areas", where, list(codes), "code, edition, kind, wkb")
    newest = max((int(edition) for _, edition, kind, _ in rows if kind == "lsoa"), default=0)
    kept = [(str(code), bytes(wkb)) for code, edition, kind, wkb in rows if kind != "lsoa" or int(edition) == newest]
    return {code: shapely.transform(shapely.from_wkb(wkb), _to_metres) for code, wkb in kept}


def _to_metres(points: Any) -> Any:
    east, north = (np.asarray(axis) for axis in convert_bng(points[:, 0].copy(), points[:, 1].copy()))
    return np.column_stack([east, north])
