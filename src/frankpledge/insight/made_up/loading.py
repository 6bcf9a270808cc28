"""Bring the made-up district into a partnership's store, as somebody with the real files would bring those."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path

from frankpledge.crimestore.sources.mapping import mapping_from
from frankpledge.insight.made_up.district import CODE, LICENCE, NAME, Made, district
from frankpledge.insight.made_up.land import NAMES
from frankpledge.insight.store import open_store
from frankpledge.partners.models import Partnership

BY = "command:made-up"
SMALL = 3  # wards


def load_made_up(
    partnership: Partnership,
    *,
    now: datetime,
    months: Sequence[str] = (),
    small: bool = False,
    seed: int = 1,
    extract: bool = True,
) -> Made:
    """Load the district into the partnership's store and answer with it. The partnership's own district code is used,
    where it has one, so that its pages find it. ``months`` ("2008-07") and ``small`` (three wards) make tests quick."""
    made = district(
        seed, code=partnership.area_code or CODE, name=f"{NAME} (made up)",
        wards_count=SMALL if small else len(NAMES), only=tuple(months),
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as temporary, open_store(partnership) as store:
        folder = Path(temporary)
        _define(store.folder.root)
        store.import_areas(
            made.write(folder / "places", made.places), by=BY, now=now, licence=LICENCE, on=date(2006, 1, 1)
        )
        store.load(made.write(folder / "street", made.street), by=BY, now=now, licence=LICENCE)
        if extract:
            mapping = mapping_from(dict(made.mapping), "made up")
            store.load(made.write(folder / "extract", made.extract), by=BY, now=now, licence=LICENCE, mapping=mapping)
    return made


def _define(root: Path) -> None:
    """The package's definitions hold from the days on which open data and offence codes really began. The made-up
    district's are the same ones, and hold from its first month."""
    folder = root / "definitions"
    folder.mkdir(exist_ok=True)
    for file in files("frankpledge.crimestore.definitions").joinpath("shipped").iterdir():
        if file.name.endswith(".toml"):
            text = re.sub(r"(?m)^valid_from = .*$", "valid_from = 2006-01-01", file.read_text(encoding="utf-8"))
            (folder / file.name).write_text(text, encoding="utf-8")
