"""A question and the one SQL text it becomes: definition, areas, months and groupings, for any engine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from frankpledge.crimestore.definitions.model import Definition, Measure
from frankpledge.crimestore.engine import quoted
from frankpledge.crimestore.refusals import QuestionRefused

MONTH = "substr(c.month, 6, 2)"
YEAR = "CAST(substr(c.month, 1, 4) AS INT)"
QUARTER = f"CASE WHEN {MONTH} <= '03' THEN '1' WHEN {MONTH} <= '06' THEN '2' WHEN {MONTH} <= '09' THEN '3' ELSE '4' END"
FISCAL = f"CASE WHEN {MONTH} >= '04' THEN {YEAR} ELSE {YEAR} - 1 END"
FISCAL_YEAR = f"concat(CAST({FISCAL} AS STRING), '/', substr(CAST({FISCAL} + 1 AS STRING), 3, 2))"
FISCAL_QUARTER = (
    f"CASE WHEN {MONTH} <= '03' THEN '4' WHEN {MONTH} <= '06' THEN '1' WHEN {MONTH} <= '09' THEN '2' ELSE '3' END"
)

# What can be grouped by, in words that DuckDB and Spark both understand. Half-open: a quarter is its three months.
GROUPS: Mapping[str, str] = {
    "month": "c.month",
    "quarter": f"concat(substr(c.month, 1, 4), '-Q', {QUARTER})",
    "year": "substr(c.month, 1, 4)",
    "financial_quarter": f"concat({FISCAL_YEAR}, ' Q', {FISCAL_QUARTER})",
    "financial_year": FISCAL_YEAR,
    "type": "coalesce(c.type, '')",
    "force": "c.force_id",
    "lsoa": "c.lsoa",
    "outcome": "coalesce(c.outcome, '')",
    "subgroup": "coalesce(c.subgroup, '')",
    "offence_code": "coalesce(c.offence_code, '')",
    "premises": "coalesce(c.premises, '')",
    "csp": "c.csp",
    "ethnicity": "coalesce(c.ethnicity_officer, '')",
    "searched_for": "coalesce(c.searched_for, '')",
    "hour": "c.local_hour",
    "weekday": "c.local_weekday",
    "area": "a.area",
    "ward": "w.code",
    "msoa": "w.code",
    "district": "w.code",
}
WITHIN = ("ward", "msoa", "district")  # groupings that need a lookup from LSOA
PERIODS = ("month", "quarter", "year", "financial_quarter", "financial_year")
ONLY = {
    "subgroup": ("recorded",), "csp": ("recorded",), "offence_code": ("recorded", "extract"), "premises": ("extract",),
    "outcome": ("street", "extract", "stop-search"), "hour": ("stop-search",), "weekday": ("stop-search",),
    "ethnicity": ("stop-search",), "searched_for": ("stop-search",),
}  # fmt: skip
VINTAGES = ("refuse", "printed", "bridge")


@dataclass(frozen=True)
class Question:
    """What is asked. Months are "2021-01"; both ends are counted; None asks for all there is.

    ``definition`` is an id ("tarantula": the version that held in those months answers), an id and its version
    ("tarantula@1"), or nothing for every record; ``measure`` is "count", or "rate" for records per 1,000
    residents or households (``per``). ``vintages`` says what to do where months carry LSOAs of different years and the
    answer is by LSOA: "refuse", "printed" (as they come), or "bridge" (areas that changed are taken together).
    """

    definition: str = ""
    areas: tuple[str, ...] = ()
    by: tuple[str, ...] = ("month",)
    from_month: str | None = None
    to_month: str | None = None
    source: str = ""
    forces: tuple[str, ...] = ()
    measure: str = "count"
    per: str = "residents"
    vintages: str = "refuse"
    where: Mapping[str, str] = field(default_factory=dict)  # further equalities: {"type": "Burglary"}

    def __post_init__(self) -> None:
        for group in (*self.by, *self.where):
            if group not in GROUPS:
                raise QuestionRefused(f"Nothing can be grouped by “{group}”.", f"Choose from: {', '.join(GROUPS)}.")
        self._check_period()
        if sum(group in WITHIN for group in self.by) > 1:
            raise QuestionRefused("One kind of area at a time.", "Ask twice.")
        if self.measure not in ("count", "rate") or self.per not in ("residents", "households"):
            raise QuestionRefused(f"“{self.measure} per {self.per}” cannot be measured.", "Ask for count or rate.")
        if self.vintages not in VINTAGES:
            raise QuestionRefused(
                f"“{self.vintages}” is no way to treat codes.", f"Choose from: {', '.join(VINTAGES)}."
            )

    def _check_period(self) -> None:
        for month in filter(None, (self.from_month, self.to_month)):
            if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
                raise QuestionRefused(f"“{month}” is not a month.", "Write it as 2021-01.")
        if self.from_month and self.to_month and self.from_month > self.to_month:
            raise QuestionRefused(f"The period ends before it begins: {self.from_month} to {self.to_month}.")

    @property
    def within(self) -> str:
        """The kind of area it groups LSOAs into, or nothing."""
        return next((group for group in self.by if group in WITHIN), "")

    @property
    def is_placed(self) -> bool:
        """Whether the answer is about areas, so that records without a location cannot be in it."""
        return bool(self.areas) or bool({"lsoa", "area", *WITHIN} & set(self.by))


@dataclass(frozen=True)
class Statement:
    """A question as SQL. The tables it names: ``crimes``, and as it needs them ``area_lsoas``, ``area_points``,
    ``area_csps``, ``within_lsoas``, ``families``, ``rural_lsoas``."""

    question: Question
    definition: Definition
    measure: Measure
    count: str = "COUNT(*)"
    by_points: bool = False

    @property
    def joins(self) -> str:
        joins = []
        if self.question.areas:
            joins.append(self._area_join())
        if self.question.within:
            joins.append("LEFT JOIN within_lsoas w ON c.lsoa = w.lsoa")
        if self.is_bridged:
            joins.append("LEFT JOIN families f ON c.lsoa = f.lsoa")
        return " ".join(joins)

    @property
    def is_bridged(self) -> bool:
        return self.question.vintages == "bridge" and "lsoa" in self.question.by

    def _area_join(self) -> str:
        if self.measure.source == "recorded":
            return "JOIN area_csps a ON c.csp = a.csp OR c.csp_code = a.csp"
        if self.by_points:
            return "JOIN area_points a ON c.lon_e6 = a.lon_e6 AND c.lat_e6 = a.lat_e6"
        return "JOIN area_lsoas a ON c.lsoa = a.lsoa"

    def _group(self, name: str) -> str:
        if name == "lsoa" and self.is_bridged:
            return "coalesce(f.family, c.lsoa)"
        return GROUPS[name]

    @property
    def _period(self) -> list[str]:
        asked = (("c.month >= {}", self.question.from_month), ("c.month <= {}", self.question.to_month))
        return [test.format(quoted(month)) for test, month in asked if month]

    def _where(self, *tests: str) -> str:
        further = [f"{GROUPS[name]} = {quoted(value)}" for name, value in self.question.where.items()]
        return " AND ".join([*tests, *self._period, *further])

    @property
    def condition(self) -> str:
        """What a record must be to be counted, the areas apart."""
        return self._where(self.measure.counted)

    @property
    def rows(self) -> str:
        """The answer's rows: its groupings and the count."""
        groups = [self._group(name) for name in self.question.by]
        columns = ", ".join([*groups, f"CAST({self.count} AS BIGINT) AS n"])
        places = ", ".join(str(number) for number in range(1, len(groups) + 1))
        grouped = f" GROUP BY {', '.join(groups)} ORDER BY {places}" if groups else ""
        return f"SELECT {columns} FROM crimes c {self.joins} WHERE {self.condition}{grouped}"

    @property
    def excluded(self) -> str:
        """How many records each exclusion took out, in the order of the definition's exclusions."""
        sums = [f"SUM(CASE WHEN {self.measure.excluded(clause)} THEN 1 ELSE 0 END)" for clause in self.measure.exclude]
        return f"SELECT {', '.join(sums)} FROM crimes c {self.joins} WHERE {self._where(self.measure.included)}"

    @property
    def unlocated(self) -> str:
        """How many such records of these months and forces have no place at all.

        Of recorded crime, those that the areas' own forces gave to none of their partnerships.
        """
        test = "c.lon_e6 IS NULL" if self.by_points else "c.lsoa IS NULL"
        if self.measure.source == "recorded":
            forces = f"SELECT DISTINCT c.force_id FROM crimes c {self._area_join()}"
            test = f"lower(c.csp) LIKE 'unassigned%' AND c.force_id IN ({forces})"
        return f"SELECT {self.count} FROM crimes c WHERE {self._where(self.measure.counted, test)}"

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", self.rows)
