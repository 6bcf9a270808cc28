"""Outcomes of data.police.uk: what became of a crime, in the month it was decided; a crime may have several."""

from __future__ import annotations

from frankpledge.crimestore.sources.source import Reading, Source, force_in_sql, micro_degrees


def _select(reading: Reading) -> str:
    return f"""
      "Crime ID" AS crime_id, "Month" AS month,
      {force_in_sql('"Falls within"', reading.value("Falls within"))} AS force_id,
      "Outcome type" AS type, "LSOA code" AS lsoa, "LSOA name" AS lsoa_name, {micro_degrees('"Longitude"')} AS lon_e6,
      {micro_degrees('"Latitude"')} AS lat_e6, "Location" AS location
    """


OUTCOMES = Source(
    name="outcomes",
    title="data.police.uk outcomes",
    select=_select,
    marks=("Crime ID", "Month", "Falls within", "LSOA code", "Outcome type"),
    kinds={"Longitude": "DOUBLE", "Latitude": "DOUBLE"},
    positions="snap",
    says=("type", "lsoa"),
)
