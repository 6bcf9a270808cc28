"""The areas of a partnership with their outlines, and its postcodes, for whoever draws or records something there."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import shapely

from frankpledge.crimestore.places.postcodes import find_postcode
from frankpledge.insight.queries.grounds import outlines_by_code, outlines_in, ward_ground_in
from frankpledge.insight.store import folder_of, open_store
from frankpledge.partners.models import Partnership
from frankpledge.records.ground import NoPostcodes

MOST_KEPT = 16  # partnerships
MOST_OTHERS = 2_000  # areas that are no ward


@dataclass(frozen=True, slots=True)
class Outlined:
    """An area: its outline in metres of the National Grid, None where no file tells it."""

    code: str
    name: str
    outline: Any | None


Stamp = tuple[Any, ...]
_read: OrderedDict[Stamp, tuple[Outlined, ...]] = OrderedDict()
_others: OrderedDict[tuple[Stamp, str], Outlined | None] = OrderedDict()  # read because something named them
_one_at_a_time = Lock()


def outlined(partnership: Partnership) -> tuple[Outlined, ...]:
    """The wards of the partnership's district by name, or the district alone where its wards are not known.

    Empty where the district is not known to the store. A partnership without a store is not given one. Read again when
    the store's catalogue changes, and kept in memory until then: every form that asks for a place asks this.
    """
    stamp = _stamp(partnership)
    if stamp is None:
        return ()
    with _one_at_a_time:
        found = _read.get(stamp)
        if found is None:
            found = _read[stamp] = _areas(partnership)
        _read.move_to_end(stamp)
        while len(_read) > MOST_KEPT:
            _read.popitem(last=False)
    return found


def outlined_by_code(partnership: Partnership, codes: Iterable[str]) -> dict[str, Outlined]:
    """Those of these areas that have an outline, of whatever sort: wards, small areas, drawn ones; kept likewise."""
    wanted = {code for code in codes if code}
    stamp = _stamp(partnership) if wanted else None
    if stamp is None:
        return {}
    known: dict[str, Outlined | None] = {area.code: area for area in outlined(partnership) if area.code in wanted}
    with _one_at_a_time:
        known |= {code: _others[stamp, code] for code in wanted - set(known) if (stamp, code) in _others}
        if lacking := sorted(wanted - set(known)):
            with open_store(partnership) as store:
                read = outlines_by_code(store, lacking)
            for code in lacking:
                area = Outlined(code, *read[code]) if code in read else None
                known[code] = _others[stamp, code] = area
            while len(_others) > MOST_OTHERS:
                _others.popitem(last=False)
    return {code: area for code, area in known.items() if area is not None and area.outline is not None}


def _areas(partnership: Partnership) -> tuple[Outlined, ...]:
    with open_store(partnership) as store:
        ground = ward_ground_in(store, partnership)
        if ground is None:
            return ()
        outlines = outlines_in(store, ground)
    places = ground.places or (ground.district,)
    return tuple(Outlined(place.code, place.name, _shape(outlines.get(place.code))) for place in places)


def _shape(text: str | None) -> Any | None:
    return shapely.from_wkt(text) if text else None


def _stamp(partnership: Partnership) -> Stamp | None:
    """What changes whenever the store does; None where there is no store."""
    catalogue = folder_of(partnership) / "catalogue.sqlite"
    if not catalogue.exists():
        return None
    files = (catalogue, catalogue.with_name(f"{catalogue.name}-wal"))
    return (str(catalogue), partnership.area_code, *(_state(path) for path in files))


def _state(path: Path) -> tuple[int, int, int]:
    try:
        said = path.stat()
    except FileNotFoundError:
        return (0, 0, 0)
    return said.st_ino, said.st_mtime_ns, said.st_size


def point_of(partnership: Partnership, postcode: str) -> tuple[int, int] | None:
    """Where a postcode is, in metres of the National Grid, or None where the table has no such postcode.

    Raises ``NoPostcodes`` where there is no table to look in.
    """
    if _stamp(partnership) is None:
        raise NoPostcodes
    with open_store(partnership) as store:
        if store.places.path("postcodes") is None:
            raise NoPostcodes
        return find_postcode(store.places, postcode)
