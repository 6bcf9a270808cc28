"""The made-up district's areas and some invented postcodes, in a partnership's store."""

from __future__ import annotations

from pathlib import Path

from frankpledge.insight.made_up.district import Made, district
from frankpledge.insight.store import open_store
from tests.people import NOW, Cast


def lay_ground(cast: Cast, folder: Path) -> Made:
    """Three wards with outlines."""
    made = district(1, wards_count=3, only=("2008-07",))
    with open_store(cast.partnership) as store:
        store.import_areas(made.write(folder / "places", made.places), now=NOW)
    return made


def load_postcode(cast: Cast, folder: Path, postcode: str, easting: int, northing: int) -> None:
    path = folder / "postcodes.csv"
    path.write_text(f"postcode,easting,northing\n{postcode},{easting},{northing}\n", encoding="utf-8")
    with open_store(cast.partnership) as store:
        store.import_areas([path], now=NOW)
