"""The plan's themes rolled up: each objective once, under its primary theme, whatever else it serves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from frankpledge.plans.models import Objective, Plan, Theme, ThemeLink
from frankpledge.plans.queries.money import Money, Sums, money_of
from frankpledge.plans.queries.steps import Step, Tally, steps_of, tally


@dataclass(frozen=True, slots=True)
class Serving:
    """One objective under a theme."""

    pk: int
    ref: str
    text: str
    section: str
    is_primary: bool
    counts_under: str  # the name of its primary theme


@dataclass(frozen=True, slots=True)
class Rolled:
    """What counts under one theme. ``theme`` is ``None`` for what serves none: objectives, and money of the plan."""

    theme: Theme | None
    primary: tuple[Serving, ...]  # counted here
    also: tuple[Serving, ...]  # serve it too, and are counted under another
    steps: Tally
    money: Sums

    @property
    def sections(self) -> int:
        """How many of the plan's sections serve the theme."""
        return len({one.section for one in (*self.primary, *self.also)})


@dataclass(frozen=True, slots=True)
class RollUp:
    """Every theme, what serves none, and the whole plan, which is exactly the sum of those."""

    themes: tuple[Rolled, ...]
    none: Rolled
    objectives: int
    steps: Tally
    money: Sums

    @property
    def rows(self) -> tuple[Rolled, ...]:
        return (*self.themes, self.none)

    def of(self, theme: int) -> Rolled | None:
        return next((row for row in self.themes if row.theme is not None and row.theme.pk == theme), None)


@dataclass(frozen=True, slots=True)
class ThemeOfPlan:
    """One theme in one plan, for the panels of its page."""

    plan: Plan
    rolled: Rolled


@dataclass(frozen=True, slots=True)
class ThemesOfPlan:
    """Every theme in one plan, for the panels of their list."""

    plan: Plan
    roll_up: RollUp


def themes_of(plan: Plan, today: date) -> RollUp:
    """The plan by theme: six queries whatever its size."""
    rows = Objective.objects.filter(section__plan=plan).select_related("section")
    objectives = list(rows.order_by("section__position", "section_id", "position", "pk"))
    themes = list(Theme.objects.filter(partnership=plan.partnership_id))
    links: dict[int, dict[int, bool]] = defaultdict(dict)
    for objective, theme, primary in ThemeLink.objects.filter(objective__section__plan=plan).values_list(
        "objective_id", "theme_id", "is_primary"
    ):
        links[objective][theme] = primary
    gathered = _Gathered(objectives, links, {theme.pk: theme for theme in themes}, steps_of(plan).milestones,
                         money_of(plan), today)  # fmt: skip
    return RollUp(
        themes=tuple(gathered.rolled(theme) for theme in themes),
        none=gathered.rolled(None),
        objectives=len(objectives),
        steps=tally(gathered.steps, today),
        money=gathered.money.total,
    )


@dataclass(frozen=True, slots=True)
class _Gathered:
    objectives: list[Objective]
    links: dict[int, dict[int, bool]]
    themes: dict[int, Theme]
    steps: tuple[Step, ...]
    money: Money
    today: date

    def primary_of(self, objective: int) -> int | None:
        return next((theme for theme, primary in self.links[objective].items() if primary), None)

    def rolled(self, theme: Theme | None) -> Rolled:
        key = theme.pk if theme else None
        counted = [row for row in self.objectives if self.primary_of(row.pk) == key]
        also = [row for row in self.objectives if key in self.links[row.pk] and row not in counted] if key else []
        here = {row.pk for row in counted}
        sums = [sums for objective, sums in self.money.by_objective.items() if objective in here]
        if theme is None and None in self.money.by_objective:
            sums.append(self.money.by_objective[None])
        return Rolled(
            theme=theme,
            primary=tuple(self._serving(counted)),
            also=tuple(self._serving(also)),
            steps=tally((step for step in self.steps if step.objective in here), self.today),
            money=sum(sums, Sums()),
        )

    def _serving(self, rows: Iterable[Objective]) -> Iterable[Serving]:
        for row in rows:
            primary = self.primary_of(row.pk)
            yield Serving(
                row.pk, row.ref, row.text, f"{row.section.number}. {row.section.title}", primary is not None,
                self.themes[primary].name if primary else "",
            )  # fmt: skip
