"""One definition in one area over a few months, held against earlier ones: what an indicator's quarter rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from frankpledge.analysis.change import CountChange, compare_counts
from frankpledge.analysis.dispersion import dispersion
from frankpledge.analysis.wording import Noun
from frankpledge.crimestore.refusals import NeedsExtract, StoreRefused
from frankpledge.insight.months import months_between, runs_in_words, shifted, span_in_words
from frankpledge.insight.queries.counts import counts
from frankpledge.insight.queries.measurable import months_of_parts
from frankpledge.partners.models import Partnership

RECORDS = Noun("record", "records")
HISTORY = 36  # months looked back on, to learn how much the counts vary by themselves
ENOUGH = 24  # months in a row from which that can be told
YEAR, QUARTER, NONE = "year", "quarter", "none"
BACK = {YEAR: 12, QUARTER: 3}
COMPARED = {YEAR: "the same months a year before", QUARTER: "the three months before"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an indicator asks: kept as its parameters. ``definition`` may name its version, "vehicle-crime@1"."""

    definition: str
    area: str = ""  # "" for everything in the files
    source: str = ""  # "" for whichever can measure it and has most of the months
    against: str = YEAR


@dataclass(frozen=True)
class Figure:
    """The months asked for and those before them, as they were counted. Never made where nothing could be counted."""

    wanted: Wanted
    first: str
    last: str
    by_month: Mapping[str, int]  # loaded months alone: nought is a count, a month that is not there is none
    said: Mapping[str, Any]  # what ``counts`` answered of the period, with its files and cautions
    earlier: Mapping[str, Any] = field(default_factory=dict)  # and of the years before it

    @property
    def months(self) -> tuple[str, ...]:
        return months_between(self.first, self.last)

    @property
    def missing(self) -> tuple[str, ...]:
        """Months of the period that are not loaded."""
        return tuple(month for month in self.months if month not in self.by_month)

    @property
    def count(self) -> int:
        return sum(self.by_month.get(month, 0) for month in self.months)

    @property
    def reaches(self) -> str:
        """The last month of the period that is loaded, or ""."""
        return max((month for month in self.months if month in self.by_month), default="")

    @property
    def months_before(self) -> tuple[str, ...]:
        back = BACK.get(self.wanted.against, 0)
        return tuple(shifted(month, -back) for month in self.months) if back else ()

    @property
    def missing_before(self) -> tuple[str, ...]:
        return tuple(month for month in self.months_before if month not in self.by_month)

    @cached_property
    def dispersion_is_known(self) -> bool:
        """Whether two years in a row are loaded up to the period, from which the counts' own variation is told."""
        return len(self._run) >= ENOUGH

    @property
    def _run(self) -> list[int]:
        """The counts of the months in a row that end before the period."""
        run: list[int] = []
        if self.said.get("source") == "recorded":
            return run  # published by the quarter: its months' own counts are not known
        month = shifted(self.first, -1)
        while month in self.by_month and len(run) < HISTORY:
            run.insert(0, self.by_month[month])
            month = shifted(month, -1)
        return run

    @cached_property
    def change(self) -> CountChange | None:
        """The comparison; ``None`` where none was asked for or a month of either side is not loaded."""
        if not self.months_before or self.missing or self.missing_before:
            return None
        # To one decimal: the number that is used is the one that is said.
        phi = round(dispersion(self._run, season_length=12).inflation, 1) if self.dispersion_is_known else 1.0
        before = sum(self.by_month[month] for month in self.months_before)
        return compare_counts(
            self.count, before, phi=phi, noun=RECORDS,
            now_label=span_in_words(self.first, self.last),
            before_label=span_in_words(self.months_before[0], self.months_before[-1]),
        )  # fmt: skip

    @property
    def comparison(self) -> str:
        """The comparison in words, or why there is none; "" where none was asked for."""
        if not self.months_before:
            return ""
        if self.change is not None:
            unsure = "" if self.dispersion_is_known else " How much these counts vary by themselves is not known."
            return self.change.verdict + unsure
        if self.missing:
            return ""
        compared = COMPARED[self.wanted.against]
        return f"It cannot be held against {compared}: {runs_in_words(self.missing_before)} not loaded."

    @property
    def files(self) -> tuple[str, ...]:
        """The files of the months compared, by name."""
        wanted = {*self.months, *(self.months_before if self.change is not None else ())}
        every = [*self.said.get("files", ()), *self.earlier.get("files", ())]
        return tuple(dict.fromkeys(str(each["name"]) for each in every if each["month"] in wanted))

    @property
    def definition(self) -> str:
        """The definition and version it was counted by."""
        return str(self.said.get("definition") or self.wanted.definition)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Why nothing could be counted. ``needs_extract`` where a police extract could."""

    why: str
    needs_extract: bool = False


def figure_of(partnership: Partnership, wanted: Wanted, *, first: str, last: str, now: datetime) -> Figure | Unanswered:
    """The months ``first`` to ``last`` by the question every page asks, and the three years before them for comparison.

    The years before are asked of the same source and by the same version as the period itself.
    """
    try:
        said = _ask(partnership, wanted, first, last, now)
    except NeedsExtract as refusal:
        return Unanswered(refusal.message, needs_extract=True)
    except StoreRefused as refusal:
        return Unanswered(refusal.message)
    same = replace(wanted, definition=str(said["definition"]), source=str(said["source"]))
    try:
        earlier = _ask(partnership, same, shifted(first, -HISTORY), shifted(first, -1), now)
    except StoreRefused:
        return Figure(wanted, first, last, _by_month(said), said)
    return Figure(wanted, first, last, {**_by_month(earlier), **_by_month(said)}, said, earlier)


def _ask(partnership: Partnership, wanted: Wanted, first: str, last: str, now: datetime) -> dict[str, Any]:
    return counts(
        partnership, definition=wanted.definition, area=wanted.area, by=("month",), from_month=first, to_month=last,
        source=wanted.source, now=now,
    )  # fmt: skip


def _by_month(said: Mapping[str, Any]) -> dict[str, int]:
    """Nought where a month is loaded and has no such record; no word of a month that is not loaded."""
    found = dict.fromkeys(months_of_parts(said["source"], said["months"]), 0)
    for row in said["rows"]:
        found[row["month"]] = found.get(row["month"], 0) + int(row["count"])
    return found
