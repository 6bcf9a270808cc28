"""Street-level crime of data.police.uk: one row a record, a month for a time, an anonymised point for a place.

Anti-social behaviour has no Crime ID and is never told apart or de-duplicated: a month of a force is replaced whole.
"""

from __future__ import annotations

from frankpledge.crimestore.sources.source import Reading, Source, force_in_sql, micro_degrees


def _select(reading: Reading) -> str:
    return f"""
      "Crime ID" AS crime_id, "Month" AS month,
      {force_in_sql('"Falls within"', reading.value("Falls within"))} AS force_id,
      "Crime type" AS type, "LSOA code" AS lsoa, "LSOA name" AS lsoa_name, {micro_degrees('"Longitude"')} AS lon_e6,
      {micro_degrees('"Latitude"')} AS lat_e6, "Location" AS location, "Last outcome category" AS outcome
    """


STREET = Source(
    name="street",
    title="data.police.uk street-level crime",
    select=_select,
    marks=("Crime ID", "Month", "Falls within", "LSOA code", "Crime type"),
    kinds={"Longitude": "DOUBLE", "Latitude": "DOUBLE"},
    positions="snap",
    identifier="crime_id",
    says=("type", "outcome", "lsoa"),
)
