"""What only a police extract can tell: hours of the week, repeats, near repeats, clusters. No record is kept by it.

Each function answers with plain JSON and raises StoreRefused where no extract can tell it: open data gives a month for
a time and a moved point for a place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import numpy as np
import shapely

from frankpledge.analysis.clock import aoristic, temporal_signature
from frankpledge.analysis.concentration import concentration
from frankpledge.analysis.grids import count_in_cells, grid_over
from frankpledge.analysis.hotspots import gi_star
from frankpledge.analysis.incidents import Incidents, Positions, incidents_of
from frankpledge.analysis.near_repeat import near_repeat
from frankpledge.analysis.repeats import repeat_victimisation
from frankpledge.crimestore import Store
from frankpledge.crimestore.answers import Events
from frankpledge.crimestore.refusals import NeedsExtract, QuestionRefused
from frankpledge.insight.asking import kept
from frankpledge.insight.districts import outline_of
from frankpledge.insight.months import last_day
from frankpledge.insight.store import open_store
from frankpledge.partners.models import Partnership

CELL_METRES = 250
SEED, PERMUTATIONS = 1, 199
METRES, DAYS = (0, 100, 200, 400, 800), (0, 7, 14, 28)
MOST_FOR_PAIRS = 20_000  # more than that would keep the reader waiting
TOP = 10
KEY_SHOWN = 8  # letters of a pseudonym: enough to see that it is the same again
_WHY = (
    "This needs a police extract. Open data gives the month only, and moves each offence to a point that stands for at "
    "least eight addresses."
)
Work = Callable[[Store, Events, Mapping[str, Any]], dict[str, Any]]


def week(partnership: Partnership, *, asked: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """``weight``: seven days by 24 hours of local time, an offence shared out over the hours it can have been in."""
    return _kept(partnership, "week", asked, _week, now)


def repeats(partnership: Partnership, *, asked: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """For ``victims`` and ``addresses``: how many crimes fell on the same one again, and how they are shared out."""
    return _kept(partnership, "repeats", asked, _repeats, now)


def near_repeats(partnership: Partnership, *, asked: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Knox's table: ``observed``, ``expected``, ``ratio`` and ``p`` by band of metres and of days."""
    return _kept(partnership, "near-repeats", asked, _near_repeats, now)


def hot_spots(partnership: Partnership, *, asked: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Clusters of hot cells of 250 metres: each with its outline, cells and offences; and the district's outline."""
    return _kept(partnership, "hot-spots", asked, _hot_spots, now)


def fullest_addresses(partnership: Partnership, *, asked: Mapping[str, Any]) -> list[tuple[str, int, int]]:
    """The beginning of each address's key, its offences, and how many offences there are in all; the fullest first,
    those with more than one. Keys are of records, so nothing of it is kept. The caller writes down that they were read.
    """
    with open_store(partnership) as store:
        if not store.files("extract"):
            return []
        found = _found(store, asked)
    keys, counts = np.unique(found.address_key[found.address_key != ""], return_counts=True)
    order = np.lexsort((keys, -counts))[:TOP]
    return [(str(keys[at])[:KEY_SHOWN], int(counts[at]), len(found.address_key)) for at in order if counts[at] > 1]


def _kept(
    partnership: Partnership, name: str, asked: Mapping[str, Any], analyse: Work, now: datetime
) -> dict[str, Any]:
    def work(store: Store, question: Mapping[str, Any]) -> dict[str, Any]:
        return _analysed(store, question, analyse)

    return kept(partnership, name, asked, work, now=now)


def _analysed(store: Store, asked: Mapping[str, Any], analyse: Work) -> dict[str, Any]:
    if not store.files("extract"):
        raise NeedsExtract(_WHY)
    found = _found(store, asked)
    if not len(found.easting):
        raise QuestionRefused("There were none in these months.", "Choose other months, or another definition.")
    told = found.provenance
    return {
        **analyse(store, found, asked),
        "event_count": len(found.easting),
        "definition": told.definition_key,
        "source": told.source,
        "cautions": [{"code": one.code, "words": one.words} for one in found.cautions],
        "excluded": {},
        "files": [{"name": file.name} for file in told.files],
        "licences": list(told.licences),
        "as_of": told.data_as_of.isoformat() if told.data_as_of else None,
        "statement": told.statement,
    }


def _found(store: Store, asked: Mapping[str, Any]) -> Events:
    return store.events(
        definition=asked["definition"], areas=(asked["area"],) if asked["area"] else (), source="extract",
        from_month=asked["from_month"], to_month=asked["to_month"],
    )  # fmt: skip


def _moments(minutes: Any) -> Any:
    """Whole minutes since 1970 as moments; NaT where there is none."""
    held = np.asarray(minutes, dtype=np.int64)
    moments = held.astype("datetime64[m]").astype("datetime64[s]")
    return np.where(held < 0, np.datetime64("NaT", "s"), moments)


def _incidents(found: Events) -> tuple[Incidents, int]:
    """Those with a date, and how many had none."""
    begin, end = _moments(found.from_minute), _moments(found.to_minute)
    begin = np.where(np.isnat(begin), end, begin)
    dated = ~np.isnat(begin)
    there = incidents_of(
        found.easting[dated], found.northing[dated], positions=Positions.REAL, from_at=begin[dated], to_at=end[dated]
    )
    return there, int((~dated).sum())


def _week(store: Store, found: Events, asked: Mapping[str, Any]) -> dict[str, Any]:
    begin, end = _moments(found.from_minute), _moments(found.to_minute)
    if bool(np.isnat(begin).all() and np.isnat(end).all()):
        raise QuestionRefused("The extract says no times for these.", "Map its columns of times, and load it again.")
    table = aoristic(begin, end, times_are="utc")
    shape = temporal_signature(table)
    return {
        "weight": table.weight.round(2).tolist(), "counted": table.counted, "words": table.in_words(),
        "signature": shape.in_words(),
    }  # fmt: skip


def _repeats(store: Store, found: Events, asked: Mapping[str, Any]) -> dict[str, Any]:
    until = np.datetime64(last_day(asked["to_month"]).isoformat())
    days = np.minimum(_moments(found.from_minute).astype("datetime64[D]"), until)
    dated = ~np.isnat(days)
    answer: dict[str, Any] = {}
    for name, keys in (("victims", found.victim_key), ("addresses", found.address_key)):
        known = dated & (keys != "")
        answer[name] = _repeated(keys[known], days[known], until) if known.any() else None
        answer[f"{name}_unknown"] = int((~known).sum())
    if not answer["victims"] and not answer["addresses"]:
        raise QuestionRefused(
            "The extract has no keys of victims or addresses for these.", "Map those columns, and load it again."
        )
    return answer


def _repeated(keys: Any, days: Any, until: np.datetime64) -> dict[str, Any]:
    found = repeat_victimisation(keys, days, data_until=until)
    counts = np.sort(np.unique(keys, return_counts=True)[1])[::-1]
    several = {str(times): int((counts == times).sum()) for times in range(1, 5)}
    several["5 or more"] = int((counts >= 5).sum())
    return {
        "crimes": found.crime_count, "different": found.victim_count, "repeats": found.repeat_count,
        "most": found.most_for_one, "followed": found.followed_count, "followed_again": found.followed_repeat_count,
        "times": several, "top_counts": counts[:TOP].tolist(),
        "words": found.in_words(), "concentration": concentration(counts, seed=SEED).gini_corrected
        if len(counts) > 1 else None,
    }  # fmt: skip


def _near_repeats(store: Store, found: Events, asked: Mapping[str, Any]) -> dict[str, Any]:
    there, undated = _incidents(found)
    if len(there) > MOST_FOR_PAIRS:
        raise QuestionRefused(
            f"{len(there):,} offences are too many to compare each with each while you wait.",
            f"Choose fewer months, one ward, or a narrower definition: up to {MOST_FOR_PAIRS:,}.",
        )
    if len(there) < 4:
        raise QuestionRefused(f"{len(there)} offences are too few.", "Choose more months or a larger area.")
    table = near_repeat(there, seed=SEED, metre_edges=METRES, day_edges=DAYS, permutations=PERMUTATIONS)
    return {
        "metres": list(METRES), "days": list(DAYS), "observed": table.observed.tolist(),
        "expected": table.expected.round(3).tolist(), "p": table.p.round(4).tolist(),
        "ratio": np.where(np.isnan(table.ratio), -1.0, table.ratio).round(3).tolist(),
        "meaningful": table.is_meaningful.tolist(), "words": table.in_words(), "undated": undated,
    }  # fmt: skip


def _hot_spots(store: Store, found: Events, asked: Mapping[str, Any]) -> dict[str, Any]:
    there, _ = _incidents(found)
    ground = outline_of(store, asked["area"]) if asked["area"] else None
    if ground is None:
        raise QuestionRefused("The outline of the area is not loaded.", "Load its boundary: cells must end with it.")
    counted = count_in_cells(there, grid_over(there, cell_metres=CELL_METRES, place=ground))
    table = gi_star(counted)
    rows, columns = np.nonzero(table.is_hot)
    west, south = counted.grid.west + columns * CELL_METRES, counted.grid.south + rows * CELL_METRES
    cells = shapely.box(west, south, west + CELL_METRES, south + CELL_METRES)
    clusters = []
    if len(rows):
        merged = shapely.get_parts(shapely.union_all(cells))
        centres = shapely.centroid(cells)
        for part in merged:
            inside = shapely.covers(part, centres)
            clusters.append(
                {"outline": shapely.to_wkt(part, rounding_precision=0), "cells": int(inside.sum()),
                 "count": int(counted.counts[rows[inside], columns[inside]].sum()),
                 "z": float(table.z[rows[inside], columns[inside]].max())}
            )  # fmt: skip
    clusters.sort(key=lambda each: -each["count"])
    return {
        "clusters": clusters, "words": table.in_words(), "cell_metres": CELL_METRES,
        "outside": counted.outside_count, "ground": shapely.to_wkt(ground.simplify(20), rounding_precision=0),
        "tested": table.tested_count,
    }  # fmt: skip
