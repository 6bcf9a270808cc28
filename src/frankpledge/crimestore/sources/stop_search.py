"""Stop and search of data.police.uk: times are UTC, so in summer a British month's first hour is in the file before."""

from __future__ import annotations

from frankpledge.crimestore.engine import quoted
from frankpledge.crimestore.sources.source import Reading, Source, micro_degrees

LONDON = """timezone('Europe/London', "Date")"""


def _select(reading: Reading) -> str:
    force = quoted(reading.named("force") or "")
    named = reading.named("month")
    file_month = quoted(named) if named else """strftime("Date", '%Y-%m')"""
    return f"""
      strftime({LONDON}, '%Y-%m') AS month, {file_month} AS file_month, {force} AS force_id,
      CAST(epoch("Date") // 60 AS BIGINT) AS at_minute, CAST(hour({LONDON}) AS TINYINT) AS local_hour,
      CAST(isodow({LONDON}) AS TINYINT) AS local_weekday, "Type" AS type, CAST(NULL AS VARCHAR) AS lsoa,
      CAST(NULL AS VARCHAR) AS lsoa_name, {micro_degrees('"Longitude"')} AS lon_e6,
      {micro_degrees('"Latitude"')} AS lat_e6,
      "Gender" AS gender, "Age range" AS age_range, "Self-defined ethnicity" AS ethnicity_self,
      "Officer-defined ethnicity" AS ethnicity_officer, "Legislation" AS legislation,
      "Object of search" AS searched_for, "Outcome" AS outcome
    """


STOP_SEARCH = Source(
    name="stop-search",
    title="data.police.uk stop and search",
    select=_select,
    marks=("Type", "Date", "Legislation", "Object of search"),
    kinds={"Longitude": "DOUBLE", "Latitude": "DOUBLE", "Date": "TIMESTAMPTZ"},
    positions="snap",
    says=("type", "outcome"),
    part_month="file_month",
)
