"""What changed: every crime definition in every ward against the same months a year earlier, and what is only noise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from frankpledge.insight.asking import kept
from frankpledge.insight.periods import Period, period_of
from frankpledge.insight.queries.changes_of_all import what_changed_of
from frankpledge.partners.models import Partnership

Verdict = Literal["rise", "fall", "no-change", "too-little"]
VERDICTS: Mapping[str, str] = {
    "rise": "A rise",
    "fall": "A fall",
    "no-change": "No real change",
    "too-little": "Too little data",
}
_VERSION = 1


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One definition in one area. ``sparkline`` has a count for each of ``months``, None where no file is loaded."""

    definition: str
    definition_key: str  # "vehicle-crime@1"
    definition_title: str
    area: str
    area_name: str
    is_district: bool
    source: str
    now: int
    before: int
    verdict: Verdict
    words: str
    p_value: float | None
    sparkline: tuple[int | None, ...]
    months: tuple[str, ...]

    @property
    def said(self) -> str:
        """The verdict in words."""
        return VERDICTS[self.verdict]

    @property
    def figures(self) -> str:
        """The sentence without its first words, for where the verdict stands beside it."""
        return self.words.partition(": ")[2]

    @property
    def is_signal(self) -> bool:
        return self.verdict in ("rise", "fall")

    @property
    def difference(self) -> int:
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """A definition that what is loaded cannot count for these months, and why."""

    definition: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Changed:
    """The whole table, what deserves attention first. ``missing`` says why there is none, or is empty.

    ``checked_count`` is how many comparisons were made, whatever the page shows of them; ``verdict`` is the sentence
    above the table. Where ``dispersion_is_known`` is False the counts were taken to vary by chance alone.
    """

    period: Period | None
    period_words: str
    before_words: str
    verdict: str
    checked_count: int
    dispersion_is_known: bool
    rows: tuple[ChangedRow, ...]
    unmeasured: tuple[Unmeasured, ...]
    periods: Mapping[str, tuple[str, ...]]  # kind → the last months of those that can be compared, latest first
    loaded: tuple[str, ...]  # every month that some source has
    cautions: tuple[str, ...]
    files: tuple[str, ...]
    as_of: datetime | None
    missing: str = ""

    @property
    def signals(self) -> tuple[ChangedRow, ...]:
        return tuple(row for row in self.rows if row.is_signal)

    def row(self, definition: str, area: str) -> ChangedRow | None:
        """The row of that definition and area, or None."""
        return next((row for row in self.rows if row.definition == definition and row.area == area), None)


def changed(
    partnership: Partnership,
    *,
    now: datetime,
    period: Period | str | None = None,
    source: str | None = None,
    definitions: Sequence[str] | None = None,
) -> Changed:
    """The table for the partnership's district and its wards.

    ``period`` is a Period, its key ("quarter:2008-09"), only its kind ("quarter": the latest that can be compared), or
    nothing for the usual one. ``source`` keeps to one kind of file; ``definitions`` to these, which also makes fewer
    checks. Nothing is raised where it cannot be told: ``missing`` says why.
    """
    said = period.key if isinstance(period, Period) else period or ""
    asked = {
        "district": partnership.area_code,
        "period": said,
        "source": source or "",
        "definitions": sorted(set(definitions or ())),
    }

    def work(store: Any, question: Mapping[str, Any]) -> dict[str, Any]:
        return what_changed_of(store, partnership, question)

    return _read(kept(partnership, "what-changed", asked, work, now=now, version=_VERSION))


def _read(answer: Mapping[str, Any]) -> Changed:
    months = tuple(answer["months"])
    period = period_of(answer["period"])
    return Changed(
        period=period,
        period_words=period.words if period else "",
        before_words=period.before_words if period else "",
        verdict=answer["verdict"],
        checked_count=answer["checked_count"],
        dispersion_is_known=answer["dispersion_is_known"],
        rows=tuple(
            ChangedRow(**{**row, "sparkline": tuple(row["sparkline"]), "months": months}) for row in answer["rows"]
        ),
        unmeasured=tuple(Unmeasured(**each) for each in answer["unmeasured"]),
        periods={kind: tuple(ends) for kind, ends in answer["periods"].items()},
        loaded=tuple(answer["loaded"]),
        cautions=tuple(answer["cautions"]),
        files=tuple(answer["files"]),
        as_of=datetime.fromisoformat(answer["as_of"]) if answer["as_of"] else None,
        missing=answer["missing"],
    )
