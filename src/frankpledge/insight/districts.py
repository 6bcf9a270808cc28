"""The partnership's own ground in its store: its district, its wards, their outlines, and which months there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from convertbng.cutil import convert_bng

from frankpledge.crimestore import AreaUnknown, Store
from frankpledge.partners.models import Partnership


@dataclass(frozen=True, slots=True)
class Place:
    """An area that figures can be asked for. ``edition`` is the year of the list it is from, 0 where none says."""

    code: str
    name: str
    kind: str  # "ward", "district"
    edition: int = 0


def district_of(store: Store, partnership: Partnership) -> Place | None:
    """The partnership's district; the store's only district where the partnership has not said which is its own."""
    code = partnership.area_code
    if not code:
        known = store.places.ask("areas", "kind = 'district'", (), "DISTINCT code")
        if len(known) != 1:
            return None
        code = str(known[0][0])
    try:
        area = store.area(code)
    except AreaUnknown:
        return None
    return Place(area.code, area.name, area.kind, area.edition)


def places_of(store: Store, partnership: Partnership) -> tuple[Place, ...]:
    """The wards of the partnership's district by name, of the newest list that says which LSOAs they hold, then the
    district. Empty where the district is not known to the store."""
    district = district_of(store, partnership)
    if district is None:
        return ()
    lsoas = sorted(store.area(district.code).lsoas)
    return (*_wards(store, lsoas), district)


def _wards(store: Store, lsoas: list[str]) -> tuple[Place, ...]:
    if not lsoas:
        return ()
    marks = ", ".join("?" * len(lsoas))
    held = store.places.ask(
        "members", f"fine_kind = 'lsoa' AND kind = 'ward' AND fine IN ({marks})", lsoas, "DISTINCT code, edition"
    )
    newest = max((int(edition) for _, edition in held), default=0)
    codes = sorted(str(code) for code, edition in held if int(edition) == newest)
    names = _names(store, codes)
    return tuple(
        sorted((Place(code, names.get(code, code), "ward", newest) for code in codes), key=lambda place: place.name)
    )


def _names(store: Store, codes: list[str]) -> dict[str, str]:
    marks = ", ".join("?" * len(codes))
    rows = store.places.ask("areas", f"kind = 'ward' AND code IN ({marks}) ORDER BY edition", codes, "code, name")
    return {str(code): str(name) for code, name in rows} if codes else {}


def outline_of(store: Store, code: str) -> Any | None:
    """The area's outline in metres of the British National Grid, or None where no boundary file tells it.

    Where the area's own outline is not loaded and those of all its LSOAs are, it is put together from them.
    """
    own = _outlines(store, [code]).get(code)
    if own is not None:
        return own
    try:
        lsoas = store.area(code).lsoas
    except AreaUnknown:
        return None
    return _together(store, lsoas)


def outlines_of(store: Store, codes: Iterable[str]) -> dict[str, Any]:
    """Those of the outlines that are known, by code; one reading of the table for all that have their own."""
    wanted = list(codes)
    found = _outlines(store, wanted)
    for code in wanted:
        if code not in found and (outline := outline_of(store, code)) is not None:
            found[code] = outline
    return found


def _together(store: Store, lsoas: frozenset[str]) -> Any | None:
    """The LSOAs of one year only: those of the other cover the same ground again."""
    if not lsoas:
        return None
    marks = ", ".join("?" * len(lsoas))
    rows = store.places.ask(
        "areas", f"kind = 'lsoa' AND code IN ({marks})", sorted(lsoas), "code, edition, octet_length(wkb)"
    )
    if not rows:
        return None
    newest = max(int(edition) for _, edition, _ in rows)
    codes = {str(code) for code, edition, _ in rows if int(edition) == newest}
    outlines = _outlines(store, sorted(codes))
    return shapely.union_all(list(outlines.values())) if set(outlines) == codes else None


def _outlines(store: Store, codes: list[str]) -> dict[str, Any]:
    if not codes:
        return {}
    marks = ", ".join("?" * len(codes))
    rows = store.places.ask(
        "areas", f"code IN ({marks}) AND octet_length(wkb) > 0 ORDER BY edition", codes, "code, wkb"
    )
    return {str(code): shapely.transform(shapely.from_wkb(bytes(wkb)), _to_metres) for code, wkb in rows}


def _to_metres(points: Any) -> Any:
    east, north = (np.asarray(axis) for axis in convert_bng(points[:, 0].copy(), points[:, 1].copy()))
    return np.round(np.column_stack([east, north]), 1)


def months_loaded(store: Store, source: str) -> tuple[str, ...]:
    """The months for which a file of that source is loaded, oldest first."""
    return tuple(sorted({part.month for part in store.files(source)}))
