"""How the plan's themes fare: each indicator once, under the theme where its objective counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from frankpledge.measures.queries.rated import quarter_to_show, ratings
from frankpledge.measures.rating import Rag, Rating
from frankpledge.plans.models import Plan
from frankpledge.plans.queries.themes import Rolled, RollUp, Serving


@dataclass(frozen=True, slots=True)
class RatedObjective:
    """One objective that serves a theme, with its indicators. ``counts_under`` is "" where it counts here."""

    objective: Serving
    ratings: tuple[Rating, ...]
    counts_under: str = ""


@dataclass(frozen=True, slots=True)
class ThemeRated:
    """One theme in one quarter. Only indicators of objectives that count under it are in ``counts``."""

    quarter: str
    objectives: tuple[RatedObjective, ...]  # those with an indicator; what counts here first
    counts: tuple[tuple[Rag, int], ...]  # without those that are nought
    unmeasured: int  # objectives counted here that have no indicator

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class ThemeCounts:
    """One theme as a row: its name, its key (``None``: no theme), and a count for each column."""

    name: str
    key: int | None
    cells: tuple[tuple[Rag, int], ...]


@dataclass(frozen=True, slots=True)
class ThemesRated:
    """Every theme as a row of counts, what serves none, and the whole plan, which is exactly their sum."""

    quarter: str
    rags: tuple[Rag, ...]  # the columns: those that occur
    rows: tuple[ThemeCounts, ...]
    whole: tuple[tuple[Rag, int], ...]


def theme_rated(plan: Plan, rolled: Rolled, today: date) -> ThemeRated:
    """Six queries, whatever the plan's size."""
    quarter = quarter_to_show(plan, today)
    found = ratings(plan, quarter)
    here = [RatedObjective(one, found.get(one.pk, ())) for one in rolled.primary]
    also = [RatedObjective(one, found.get(one.pk, ()), one.counts_under) for one in rolled.also]
    counted = _counted(rating for each in here for rating in each.ratings)
    return ThemeRated(
        quarter=quarter,
        objectives=tuple(each for each in (*here, *also) if each.ratings),
        counts=tuple((rag, counted[rag]) for rag in Rag if counted[rag]),
        unmeasured=sum(not each.ratings for each in here),
    )


def themes_rated(plan: Plan, roll_up: RollUp, today: date) -> ThemesRated:
    """Six queries, whatever the plan's size."""
    quarter = quarter_to_show(plan, today)
    found = ratings(plan, quarter)
    whole = _counted(rating for each in found.values() for rating in each)
    rags = tuple(rag for rag in Rag if whole[rag])
    rows = []
    for rolled in roll_up.rows:
        # What serves no theme takes the indicators of the plan as a whole with it, as it takes such money.
        keys: list[int | None] = [*(one.pk for one in rolled.primary), *([] if rolled.theme else [None])]
        counts = _counted(rating for key in keys for rating in found.get(key, ()))
        name, key = (rolled.theme.name, rolled.theme.pk) if rolled.theme else ("No theme", None)
        rows.append(ThemeCounts(name, key, tuple((rag, counts[rag]) for rag in rags)))
    return ThemesRated(quarter, rags, tuple(rows), tuple((rag, whole[rag]) for rag in rags))


def _counted(found: Iterable[Rating]) -> Counter[Rag]:
    """How often each stands, by a person's judgement where there is one."""
    return Counter(rating.stands for rating in found)
