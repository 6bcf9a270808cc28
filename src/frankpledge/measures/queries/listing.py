"""The plan's indicators as a list that links filter, the same for the page and for what is taken away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from frankpledge.measures.figures import plain
from frankpledge.measures.models import Indicator, Unit
from frankpledge.measures.queries.rated import ratings_of
from frankpledge.measures.rating import Rag, Rating
from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.models import Plan

COLUMNS = (
    "ref", "indicator", "unit", "quarter", "value", "target", "interval_low", "interval_high", "rule_says",
    "person_judges", "judged_why", "why", "data_as_of", "published_value", "late_revision", "source", "baseline",
    "baseline_period", "year_target", "retired_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What the address asks for. Anything it cannot mean is left out."""

    quarter: str
    rag: str = ""
    source: str = ""
    objective: int | None = None
    shows_retired: bool = False
    words: str = ""

    @property
    def is_narrow(self) -> bool:
        return bool(self.rag or self.source or self.objective or self.shows_retired or self.words)

    @property
    def query(self) -> str:
        values = {
            "quarter": self.quarter, "rag": self.rag, "source": self.source, "objective": self.objective,
            "retired": "1" if self.shows_retired else "", "q": self.words,
        }  # fmt: skip
        return urlencode({name: value for name, value in values.items() if value})


def filter_from(asked: Mapping[str, str], quarter: str) -> ListFilter:
    """The filter an address asks for; ``quarter`` is the plan's own where it says none.

    >>> filter_from({"rag": "close", "quarter": "Q9", "q": " domestic  violence "}, "Q2").query
    'quarter=Q2&rag=close&q=domestic+violence'
    """
    objective = asked.get("objective", "")
    return ListFilter(
        quarter=asked.get("quarter", "") if asked.get("quarter", "") in QUARTERS else quarter,
        rag=asked.get("rag", "") if asked.get("rag", "") in set(Rag) else "",
        source=asked.get("source", "")[:60],
        objective=int(objective) if objective.isascii() and objective.isdigit() and len(objective) < 19 else None,
        shows_retired=asked.get("retired") == "1",
        words=" ".join(asked.get("q", "").split())[:200],
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """One indicator in the list."""

    indicator: Indicator
    rating: Rating

    @property
    def ref(self) -> str:
        return self.indicator.objective.ref if self.indicator.objective else ""

    def row(self, quarter: str) -> tuple[str, ...]:
        """For a file, in the order of ``COLUMNS``."""
        rating, indicator = self.rating, self.indicator
        return (
            self.ref, indicator.name, str(Unit(indicator.unit).label), quarter, plain(rating.value),
            plain(rating.target), plain(rating.low), plain(rating.high), rating.word,
            rating.judged.word if rating.judged else "", rating.judged_why, rating.why,
            rating.as_of.isoformat() if rating.as_of else "", plain(rating.published),
            "yes" if rating.is_late_revision else "", rating.source, plain(indicator.baseline),
            indicator.baseline_period, plain(indicator.target),
            indicator.retired_on.isoformat() if indicator.retired_on else "",
        )  # fmt: skip

    def as_json(self, quarter: str) -> dict[str, Any]:
        """The same with its records and its address."""
        records = [{"words": record.words, "url": record.url} for record in self.rating.records]
        return {
            **dict(zip(COLUMNS, self.row(quarter), strict=True)),
            "url": self.rating.url,
            "records": records,
            "earlier": [{"quarter": label, "value": plain(value)} for label, value in self.rating.earlier],
        }


def listed(plan: Plan, asked: ListFilter) -> list[Listed]:
    """The indicators asked for, objectives first in the plan's order, then those of the plan as a whole."""
    rows = Indicator.objects.filter(plan=plan).select_related("objective__section")
    rows = rows.filter(retired_on__isnull=not asked.shows_retired)
    if asked.source:
        rows = rows.filter(source=asked.source)
    if asked.objective is not None:
        rows = rows.filter(objective=asked.objective)
    kept = [row for row in rows if _says(row, asked.words)]
    kept.sort(key=_place)
    ratings = ratings_of(plan, kept, asked.quarter)
    found = [Listed(row, ratings[row.pk]) for row in kept]
    return [each for each in found if not asked.rag or asked.rag in (each.rating.rag, each.rating.judged)]


def _says(row: Indicator, words: str) -> bool:
    text = f"{row.name} {row.definition} {row.objective.ref if row.objective else ''}".casefold()
    return all(word in text for word in words.casefold().split())


def _place(row: Indicator) -> tuple[int, int, int, int, int]:
    if row.objective is None:
        return (1, 0, 0, row.position, row.pk)
    return (0, row.objective.section.position, row.objective.position, row.position, row.pk)
