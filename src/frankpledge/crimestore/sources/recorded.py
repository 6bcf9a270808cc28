"""Home Office recorded crime by partnership and quarter: totals, each release revising the ones before it.

The publisher's workbooks have a sheet for each financial year ("2024_25") beside notes. Headings differ between
releases; each column is found by any of the names it has had. Quarters are of the financial year: the first begins in
April. A count below nought takes back records of an earlier quarter.
"""

from __future__ import annotations

import re
from datetime import date

from frankpledge.crimestore.engine import named, quoted
from frankpledge.crimestore.refusals import FileRefused
from frankpledge.crimestore.sources.source import Reading, Source, force_in_sql

HEADINGS = {
    "year": ("Financial Year", "Year"),
    "quarter": ("Financial Quarter", "Quarter"),
    "force": ("Police Force", "Force Name", "Force"),
    "csp": ("CSP Name", "Community Safety Partnership"),
    "csp_code": ("CSP Code", "ONS Code", "CSP ONS Code"),
    "description": ("Offence Description",),
    "group": ("Offence Group",),
    "subgroup": ("Offence Subgroup", "Offence Sub-group"),
    "code": ("Offence Code",),
    "count": ("Offence Count", "Number of Offences", "Rec Crime", "Count"),
}
RELEASED = re.compile(r"prc-.*-(\d{2})(\d{2})(\d{2})$")  # the publisher's names end in the day of release
NEEDED = ("year", "quarter", "force", "csp", "code", "count")


def heading(reading: Reading, what: str) -> str | None:
    """The file's own name for that column."""
    known = {" ".join(name.split()).casefold(): name for name in reading.header}
    return next((known[name.casefold()] for name in HEADINGS[what] if name.casefold() in known), None)


def _column(reading: Reading, what: str) -> str:
    name = heading(reading, what)
    if name is None and what in NEEDED:
        names = "” or “".join(HEADINGS[what])
        raise FileRefused(
            f"{reading.name} has no column “{names}”.", "Load the table by Community Safety Partnership (prc-csp)."
        )
    return named(name) if name else "CAST(NULL AS VARCHAR)"


def _select(reading: Reading) -> str:
    if reading.released_on is None:
        raise FileRefused(
            f"{reading.name} is recorded crime, and each release revises the ones before it.",
            "Say when it was published: --released-on 2026-10-22.",
        )
    year, quarter, force = (_column(reading, what) for what in ("year", "quarter", "force"))
    first = reading.value(heading(reading, "force") or "")
    starts = f"TRY_CAST(substr(trim({year}), 1, 4) AS INTEGER)"
    number = f"TRY_CAST(regexp_extract({quarter}, '[1-4]') AS INTEGER)"
    month = (
        f"CASE WHEN {number} = 4 THEN concat({starts} + 1, '-01') "
        f"ELSE concat({starts}, '-', CASE {number} WHEN 1 THEN '04' WHEN 2 THEN '07' ELSE '10' END) END"
    )
    released = quoted(reading.released_on.isoformat())
    return f"""
      {month} AS month, {force_in_sql(force, first)} AS force_id, {_column(reading, "csp")} AS csp,
      {_column(reading, "csp_code")} AS csp_code, {_column(reading, "group")} AS type,
      {_column(reading, "subgroup")} AS subgroup, {_column(reading, "code")} AS offence_code,
      {_column(reading, "description")} AS description,
      TRY_CAST(replace({_column(reading, "count")}, ',', '') AS BIGINT) AS n, {released} AS released_on,
      CAST(NULL AS VARCHAR) AS lsoa, CAST(NULL AS VARCHAR) AS lsoa_name
    """


def released_in(name: str) -> date | None:
    """The day of release that a file of the publisher's own name tells, or None.

    >>> released_in("prc-csp-mar21-sep25-tables-290126")
    datetime.date(2026, 1, 29)
    >>> released_in("partnerships-2026")
    """
    found = RELEASED.search(name.casefold())
    if not found:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(2000 + year, month, day)
    except ValueError:
        return None


def quarter_of(month: str) -> str:
    """The financial quarter that begins in a month.

    >>> quarter_of("2026-01")
    '2025/26 Q4'
    """
    found = re.fullmatch(r"(\d{4})-(\d{2})", month)
    year, number = (int(found[1]), int(found[2])) if found else (0, 0)
    first = year if number >= 4 else year - 1
    return f"{first}/{(first + 1) % 100:02d} Q{(number - 4) % 12 // 3 + 1}"


RECORDED = Source(
    name="recorded",
    title="Home Office recorded crime by partnership and quarter",
    select=_select,
    marks=("Financial Year", "Financial Quarter", "CSP Name", "Offence Code"),
    count="SUM(n)",
    required=("n", "csp", "offence_code"),
    says=("type", "subgroup", "offence_code"),
)
