"""Evidence for the plan: per objective, which crime figures its words ask for, and which can be had."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files

from frankpledge.insight.months import month_of
from frankpledge.insight.queries.measurable import Measurable, measurable
from frankpledge.insight.sources import SLUGS, wanted_of
from frankpledge.measures.models import Indicator
from frankpledge.plans.models import Objective, Plan
from frankpledge.plans.queries.quarters import after

MEASURED, CAN_BE, PARTLY, MONTHS, EXTRACT, NEITHER = "measured", "can-be", "partly", "months", "extract", "neither"
STATES: Mapping[str, tuple[str, str]] = {
    MEASURED: ("Measured", "green"),
    CAN_BE: ("Can be measured", "blue"),
    PARTLY: ("Can be measured in part", "blue"),
    MONTHS: ("Needs files that are not loaded", "amber"),
    EXTRACT: ("Needs a police extract", "amber"),
    NEITHER: ("No definition of it", "none"),
}
WEAK = 4  # letters: a word as short begins too many others
_BY_DEFINITION = {"whole": CAN_BE, "partly": PARTLY, "none": MONTHS, "extract": EXTRACT}


@dataclass(frozen=True, slots=True)
class Want:
    """One figure that words ask for. ``definition`` is "" where the store has none, and then ``needs`` says why."""

    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    definition: str = ""
    title: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One objective and one figure: whether it is measured, could be, or what is missing."""

    objective: Objective
    definition: str
    title: str
    state: str
    source: str  # "Open street files": what would measure it; "" where nothing can
    months: tuple[str, ...]  # of the plan's year, loaded
    missing: tuple[str, ...]
    needs: str
    words: tuple[str, ...]  # of the objective, that ask for it; none where only an attached indicator does
    indicators: tuple[Indicator, ...]

    @property
    def said(self) -> str:
        return STATES[self.state][0]

    @property
    def colour(self) -> str:
        return STATES[self.state][1]

    @property
    def can_be_attached(self) -> bool:
        """Whether an indicator of it makes sense: the store has a definition, and none is attached yet."""
        return bool(self.definition) and not self.indicators


@cache
def wants() -> tuple[Want, ...]:
    """Every figure that words may ask for."""
    said = tomllib.loads(files("frankpledge.insight").joinpath("wanted.toml").read_text(encoding="utf-8"))
    return tuple(
        Want(**{**each, "words": tuple(each["words"]), "unless": tuple(each.get("unless", ()))})
        for each in said["wants"]
    )


def wanted_by(text: str) -> tuple[tuple[Want, tuple[str, ...]], ...]:
    """The figures a text asks for, each with the words that do.

    >>> [want.definition for want, _ in wanted_by("Reduce Tarantula vehicle crimes")]
    ['tarantula']
    """
    folded = _folded(text)
    found = []
    for want in wants():
        spoken = tuple(word for word in want.words if _says(folded, word))
        if spoken and not any(_says(folded, word) for word in want.unless):
            found.append((want, spoken))
    return tuple(found)


def evidence_for(plan: Plan, *, now: datetime) -> tuple[Asked, ...]:
    """The plan's objectives that ask for crime figures, in the plan's order: three queries, and one kept answer."""
    rows = Objective.objects.filter(section__plan=plan).select_related("section")
    objectives = list(rows.order_by("section__position", "section", "position", "pk"))
    for objective in objectives:
        objective.section.plan = plan
    return _asked(plan, objectives, now)


def evidence_for_objective(objective: Objective, *, now: datetime) -> tuple[Asked, ...]:
    """The like for one objective."""
    return _asked(objective.section.plan, [objective], now)


def _asked(plan: Plan, objectives: list[Objective], now: datetime) -> tuple[Asked, ...]:
    last = after(plan.starts_on, months=12) - timedelta(days=1)
    able = measurable(plan.partnership, first=month_of(plan.starts_on), last=month_of(last), now=now)
    attached: dict[int, dict[str, list[Indicator]]] = defaultdict(lambda: defaultdict(list))
    rows = Indicator.objects.in_use().filter(plan=plan, source__in=SLUGS, objective__isnull=False)
    for indicator in rows:
        indicator.plan = plan
        attached[indicator.objective_id or 0][wanted_of(indicator).definition.partition("@")[0]].append(indicator)
    return tuple(each for row in objectives for each in _of(row, able, attached.get(row.pk, {})))


def _of(objective: Objective, able: Mapping[str, Measurable], attached: Mapping[str, list[Indicator]]) -> list[Asked]:
    text = " ".join([objective.text, *objective.definitions, objective.target, objective.indicator])
    asked: list[tuple[str, Want | None, tuple[str, ...]]] = [
        (want.definition, want, words) for want, words in wanted_by(text)
    ]
    said = {definition for definition, _, _ in asked if definition}
    asked += [(definition, None, ()) for definition in attached if definition not in said]
    return [
        _one(objective, able.get(definition), want, words, tuple(attached.get(definition, ())))
        for definition, want, words in asked
    ]


def _one(
    objective: Objective,
    able: Measurable | None,
    want: Want | None,
    words: tuple[str, ...],
    indicators: tuple[Indicator, ...],
) -> Asked:
    if able is None:
        title = (want.title or want.definition) if want else indicators[0].name
        needs = want.needs if want and want.needs else "needs a definition in this partnership's store"
        return Asked(objective, "", title, NEITHER, "", (), (), needs, words, indicators)
    state = _BY_DEFINITION[able.state]
    if indicators and state in (CAN_BE, PARTLY):
        state = MEASURED
    return Asked(
        objective, able.definition, able.title, state, able.source_title if able.can_be else "", able.loaded,
        able.missing, able.needs, words, indicators,
    )  # fmt: skip


def _says(folded: str, word: str) -> bool:
    """Whether the word stands there, or a longer one that begins with it; a word as short as ASB only by itself."""
    wanted = _folded(word)
    return wanted in folded if len(wanted.strip()) <= WEAK else wanted.rstrip() in folded


def _folded(text: str) -> str:
    return " " + re.sub(r"[^a-z0-9]+", " ", text.casefold()).strip() + " "
