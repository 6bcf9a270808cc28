"""A police extract: offence codes, times, true positions and flags, read through a mapping that a person wrote once.

What names a victim or an address becomes a pseudonym before it is written; the store never holds the original.
"""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
from convertbng.cutil import convert_bng, convert_lonlat

from frankpledge.crimestore.engine import named, quoted
from frankpledge.crimestore.refusals import MappingRefused
from frankpledge.crimestore.sources.mapping import Mapping
from frankpledge.crimestore.sources.source import Reading, Source, force_in_sql

NOTHING = "CAST(NULL AS VARCHAR)"
OUTSIDE = 999_999  # easting and northing of nowhere, in the publisher's own tables


def _mapping(reading: Reading) -> Mapping:
    if not isinstance(reading.mapping, Mapping):
        raise MappingRefused(f"{reading.name} needs a column mapping.", "Give one with --mapping.")
    return reading.mapping


def _text(mapping: Mapping, key: str) -> str:
    return f"nullif(trim({named(mapping.columns[key])}), '')" if key in mapping.columns else NOTHING


def clock(mapping: Mapping, key: str) -> str:
    """A time as a timestamp of UTC: of the clock of the mapping's zone, unless the text carries a zone of its own."""
    if key not in mapping.columns:
        return "CAST(NULL AS TIMESTAMP)"
    text, zone = _text(mapping, key), quoted(mapping.time_zone)
    day = mapping.time_format.split(" ")[0]
    formats = f"[{quoted(mapping.time_format)}, {quoted(mapping.time_format + ':%S')}, {quoted(day)}]"
    iso_zone = (
        f"TRY_CAST(CASE WHEN regexp_matches({text}, '(Z|[+-][0-9]{{2}}:?[0-9]{{2}})$') THEN {text} END AS TIMESTAMPTZ)"
    )
    plain = f"coalesce(try_strptime({text}, {formats}), TRY_CAST({text} AS TIMESTAMP))"
    return f"timezone('UTC', coalesce({iso_zone}, timezone({zone}, {plain})))"


def _minute(at: str) -> str:
    return f"CAST(coalesce(epoch({at}) // 60, -1) AS BIGINT)"


def _pseudonym(mapping: Mapping, key: str) -> str:
    """A keyed hash, hashed twice so that nothing can be added to it; 128 bits."""
    if key not in mapping.columns:
        return NOTHING
    text = f"upper({_text(mapping, key)})"
    return f"substr(sha256(getvariable('pseudonym_key') || sha256(getvariable('pseudonym_key') || {text})), 1, 32)"


def _flags(mapping: Mapping) -> str:
    """Every set flag between semicolons, ";alcohol;domestic;", which every engine can look into."""
    each = [
        f"CASE WHEN lower(trim({named(flag.column)})) IN ({', '.join(quoted(word) for word in flag.yes)}) "
        f"THEN {quoted(name + ';')} ELSE '' END"
        for name, flag in sorted(mapping.flags.items())
    ]
    return f"concat(';', {', '.join(each)})" if each else "';'"


def _number(mapping: Mapping, key: str) -> str:
    return (
        f"TRY_CAST(replace({named(mapping.columns[key])}, ',', '') AS DOUBLE)"
        if key in mapping.columns
        else "CAST(NULL AS DOUBLE)"
    )


def _select(reading: Reading) -> str:
    mapping = _mapping(reading)
    london = f"timezone('Europe/London', timezone('UTC', {clock(mapping, mapping.dated_by)}))"
    name = named(mapping.columns["force"]) if "force" in mapping.columns else ""
    force = force_in_sql(name, reading.value(mapping.columns["force"])) if name else quoted(mapping.force)
    return f"""
      {_text(mapping, "reference")} AS crime_id, strftime({london}, '%Y-%m') AS month, {force} AS force_id,
      {_text(mapping, "type")} AS type, upper({_text(mapping, "offence_code")}) AS offence_code,
      {_text(mapping, "lsoa")} AS lsoa, {NOTHING} AS lsoa_name, {_minute(clock(mapping, "from"))} AS from_minute,
      {_minute(clock(mapping, "to"))} AS to_minute, {_minute(clock(mapping, "recorded"))} AS recorded_minute,
      lower({_text(mapping, "premises")}) AS premises, {_text(mapping, "outcome")} AS outcome,
      {_flags(mapping)} AS flags, {_pseudonym(mapping, "victim")} AS victim_key,
      {_pseudonym(mapping, "address")} AS address_key, {_number(mapping, "easting")} AS raw_easting,
      {_number(mapping, "northing")} AS raw_northing, {_number(mapping, "longitude")} AS raw_longitude,
      {_number(mapping, "latitude")} AS raw_latitude
    """


def place(connection: duckdb.DuckDBPyConnection, rows: str) -> str:
    """A SELECT over the read rows with both grids in whole metres and millionths of a degree.

    Each different point is converted once, to the millimetre of OSTN15; a point off the grid has no position.
    """
    found = connection.execute(
        f"SELECT DISTINCT raw_easting, raw_northing, raw_longitude, raw_latitude FROM {rows} "
        "WHERE raw_easting IS NOT NULL AND raw_northing IS NOT NULL "
        "OR raw_longitude IS NOT NULL AND raw_latitude IS NOT NULL"
    ).fetchnumpy()
    points = converted(*(np.ma.filled(np.ma.asarray(found[f"raw_{axis}"], dtype=float), np.nan) for axis in AXES))
    connection.register("points", points)
    keep = "* EXCLUDE (raw_easting, raw_northing, raw_longitude, raw_latitude)"
    same = " AND ".join(f"r.raw_{axis} IS NOT DISTINCT FROM nullif(p.{axis}, 'NaN'::DOUBLE)" for axis in AXES)
    known = "p.e_m IS NOT NULL AND p.e_m >= 0"
    return f"""
      SELECT r.{keep}, CASE WHEN {known} THEN CAST(p.e_m AS INTEGER) END AS easting,
      CASE WHEN {known} THEN CAST(p.n_m AS INTEGER) END AS northing,
      CASE WHEN {known} THEN CAST(p.lon_e6 AS INTEGER) END AS lon_e6,
      CASE WHEN {known} THEN CAST(p.lat_e6 AS INTEGER) END AS lat_e6
      FROM {rows} r LEFT JOIN points p ON {same}
    """


AXES = ("easting", "northing", "longitude", "latitude")


def converted(easting: Any, northing: Any, longitude: Any, latitude: Any) -> dict[str, Any]:
    """Both grids for each point, from whichever it has; -1 where a point lies off the National Grid."""
    e, n, lon, lat = (np.array(axis, dtype=float) for axis in (easting, northing, longitude, latitude))
    from_grid = np.isfinite(e) & np.isfinite(n) & (e > 0) & (n > 0) & (e < OUTSIDE) & (n < 1_400_000)
    from_globe = ~from_grid & np.isfinite(lon) & np.isfinite(lat)
    answer = {
        "e_m": np.full(e.size, -1.0),
        "n_m": np.full(e.size, -1.0),
        "lon_e6": np.zeros(e.size),
        "lat_e6": np.zeros(e.size),
    }
    if from_grid.any():
        answer["e_m"][from_grid], answer["n_m"][from_grid] = np.floor(e[from_grid]), np.floor(n[from_grid])
        lons, lats = (np.asarray(axis) for axis in convert_lonlat(e[from_grid], n[from_grid]))
        answer["lon_e6"][from_grid], answer["lat_e6"][from_grid] = np.round(lons * 1e6), np.round(lats * 1e6)
    if from_globe.any():
        es, ns = (np.asarray(axis) for axis in convert_bng(lon[from_globe], lat[from_globe]))
        answer["e_m"][from_globe], answer["n_m"][from_globe] = np.floor(es), np.floor(ns)
        answer["lon_e6"][from_globe], answer["lat_e6"][from_globe] = (
            np.round(lon[from_globe] * 1e6),
            np.round(lat[from_globe] * 1e6),
        )
    off = ~np.isfinite(answer["e_m"]) | ~np.isfinite(answer["lon_e6"]) | (answer["e_m"] < 0)
    for name, values in answer.items():
        values[off] = -1.0 if name in ("e_m", "n_m") else 0.0
    return {**dict(zip(AXES, (e, n, lon, lat), strict=True)), **answer}


EXTRACT = Source(
    name="extract",
    title="Police extract",
    select=_select,
    licence="Not stated",
    required=(),
    positions="real",
    identifier="crime_id",
    fields=lambda reading: _mapping(reading).fields,
)
