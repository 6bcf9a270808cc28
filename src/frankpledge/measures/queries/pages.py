"""What an indicator's own page shows: each quarter's rating, every figure, every definition, every judgement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from frankpledge.accounts.models import User
from frankpledge.measures.figures import difference, shown
from frankpledge.measures.models import (
    Direction,
    Frequency,
    Indicator,
    IndicatorValue,
    IndicatorValueVersion,
    IndicatorVersion,
    Judgement,
    Trajectory,
    Unit,
)
from frankpledge.measures.periods import Period, PeriodKind, name_of, quarters_of
from frankpledge.measures.queries.besides import BesideShown, Written
from frankpledge.measures.queries.rated import ratings_of
from frankpledge.measures.rating import Rating
from frankpledge.measures.sources import registry
from frankpledge.partners.access import Access
from frankpledge.partners.models import Membership
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.models import ObjectiveParty

FIELD_NAMES = {
    "name": "Name", "definition": "Definition", "unit": "Unit", "numerator_words": "What is counted",
    "denominator_words": "Out of what", "decimals": "Decimal places", "frequency": "How often it is known",
    "source": "Source",
    "parameters": "What the source was told", "direction": "Direction", "baseline": "Baseline",
    "baseline_period": "Baseline's period", "baseline_quarters": "Baseline by quarter", "target": "Target",
    "target_high": "Upper end of the band", "target_on": "To be reached by", "trajectory": "Rule for each quarter",
    "trajectory_values": "Target by quarter", "tolerance": "Tolerance", "tolerance_kind": "Tolerance is",
    "is_by_chance": "Varies by chance", "fewest": "Fewest to rate on", "small_number": "Not published below",
    "lag_days": "Days until it is known", "is_contextual": "Watched, not rated", "starts_on": "In use from",
    "ends_on": "In use until", "retired_on": "Retired on", "retired_why": "Retired because",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class May:
    """What the reader may do with it."""

    edit: bool
    write: bool
    judge: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """One part of a definition that changed."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DefinitionChange:
    """One version of the definition, and what it changed."""

    version: IndicatorVersion
    changes: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class QuarterShown:
    """One quarter: its rating, every figure it has had, every judgement on it."""

    period: Period
    rating: Rating
    versions: tuple[Written, ...]  # newest first
    judgements: tuple[Judgement, ...]  # newest first
    has_begun: bool
    is_published: bool

    @property
    def name(self) -> str:
        return name_of(self.period)


def may_do(indicator: Indicator, access: Access) -> May:
    """One query."""
    parties = ObjectiveParty.objects.filter(objective=indicator.objective_id) if indicator.objective_id else ()
    rows = [(party.agency_id, party.group_id) for party in parties]
    led: dict[str, Any] = {
        "agencies": {agency for agency, _ in rows if agency is not None},
        "groups": {group for _, group in rows if group is not None},
    }
    is_used = indicator.retired_on is None
    return May(
        edit=access.may(Permission.INDICATOR_EDIT, **led),
        write=is_used and access.may(Permission.VALUE_WRITE, **led),
        judge=is_used and not indicator.is_contextual and access.may(Permission.VALUE_JUDGE, **led),
    )


def quarters_shown(indicator: Indicator, today: date) -> tuple[QuarterShown, ...]:
    """The plan's four quarters."""
    plan = indicator.plan
    rows = {row.quarter: row for row in IndicatorValue.objects.filter(indicator=indicator, kind=PeriodKind.QUARTER)}
    versions: dict[int, list[IndicatorValueVersion]] = defaultdict(list)
    for version in IndicatorValueVersion.objects.filter(of__in=rows.values()).order_by("-version"):
        versions[version.of_id].append(version)
    judgements: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in Judgement.objects.filter(indicator=indicator):
        judgements[judgement.quarter].append(judgement)
    found = []
    for period in quarters_of(plan.starts_on):
        row = rows.get(period.quarter)
        found.append(
            QuarterShown(
                period=period,
                rating=ratings_of(plan, [indicator], period.quarter)[indicator.pk],
                versions=tuple(
                    Written(each, shown(each.value, indicator.unit, indicator.decimals)) for each in versions[row.pk]
                )
                if row
                else (),
                judgements=tuple(judgements[period.quarter]),
                has_begun=period.first <= today,
                is_published=row is not None and row.published_version is not None,
            )
        )
    return tuple(found)


def definition_changes(indicator: Indicator) -> tuple[DefinitionChange, ...]:
    """Every version of the definition with what it changed, newest first: one query."""
    rows = list(IndicatorVersion.objects.filter(indicator=indicator).order_by("version"))
    found = [DefinitionChange(rows[0], ())] if rows else []
    for before, after in pairwise(rows):
        changed = tuple(
            Changed(FIELD_NAMES.get(name, name), _told(indicator, name, before), _told(indicator, name, after))
            for name, value in after.words.items()
            if name in before.words and before.words[name] != value  # what it could not say yet did not change
        )
        found.append(DefinitionChange(after, changed))
    return tuple(reversed(found))


def _told(indicator: Indicator, name: str, version: IndicatorVersion) -> str:
    """What that version said; of its source's questions what the source of that time was told."""
    value = version.words.get(name)
    if name == "parameters":
        return registry.told(str(version.words.get("source", "")), value or {}, indicator.plan.partnership)
    return _said(name, value)


_CHOICES: dict[str, dict[str, str]] = {
    "unit": {key: str(label) for key, label in Unit.choices},
    "frequency": {key: str(label) for key, label in Frequency.choices},
    "direction": {key: str(label) for key, label in Direction.choices},
    "trajectory": {key: str(label) for key, label in Trajectory.choices},
}


def _said(name: str, value: Any) -> str:
    if name == "source":
        return registry.name_of(str(value))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(str(each) or "none" for each in value)
    return _CHOICES.get(name, {}).get(str(value), "" if value is None else str(value))


def people_offered(access: Access, today: date) -> dict[str, User]:
    """Those who may be named as answering for an indicator and whom the reader may see, by name: one query."""
    rows = Membership.objects.visible_to(access).current(today).select_related("user").order_by("user__name", "pk")
    return {str(row.user_id): row.user for row in rows}


def next_to_write(
    indicator: Indicator, quarters: Iterable[QuarterShown], besides: Iterable[BesideShown], today: date
) -> Period | None:
    """What the page's one button is for: the earliest quarter that has begun and has no figure.

    Where it is known once a year only that is the year, when it is over and neither it nor a quarter has a figure.
    """
    waiting = [each.period for each in quarters if each.has_begun and each.rating.value is None]
    if indicator.frequency != Frequency.YEAR:
        return waiting[0] if waiting else None
    year = next(each for each in besides if each.period.kind is PeriodKind.YEAR)
    is_asked = year.period.last <= today and year.row is None and len(waiting) == len(QUARTERS)
    return year.period if is_asked else None


def facts_of(indicator: Indicator, drawn_from: str = "") -> list[tuple[str, str]]:
    """The definition as names and words, without what is blank and says nothing by being so."""

    def say(value: Decimal | None) -> str:
        return shown(value, indicator.unit, indicator.decimals)

    band = f"{say(indicator.target)} to {say(indicator.target_high)}" if indicator.target_high is not None else ""
    rows = [
        ("Definition", indicator.definition),
        ("Counted", indicator.numerator_words),
        ("Out of", indicator.denominator_words),
        ("Unit", indicator.get_unit_display()),
        ("Direction", indicator.get_direction_display()),
        ("Its figure is known", indicator.get_frequency_display()),
        ("Values come from", registry.name_of(indicator.source)),
        ("The source was told", registry.told(indicator.source, indicator.parameters, indicator.plan.partnership)),
        ("Baseline", _and(say(indicator.baseline), indicator.baseline_period) or "None is set"),
        ("Target", band or say(indicator.target) or "None is set"),
        ("To be reached by", f"{indicator.target_on:%-d %B %Y}" if indicator.target_on else ""),
        ("Each quarter", indicator.get_trajectory_display() if indicator.target is not None else ""),
        ("Tolerance", _tolerance(indicator)),
        ("Varies by chance", "Yes: a 95% interval is drawn" if indicator.is_by_chance else "No"),
        ("Known after", f"{indicator.lag_days} days" if indicator.lag_days else ""),
        ("Not published", f"Counts below {indicator.small_number}" if indicator.small_number else ""),
        ("From the library", drawn_from),
    ]
    return [(name, words) for name, words in rows if words]


def _tolerance(indicator: Indicator) -> str:
    if indicator.tolerance is None:
        return "None: what misses the target is off track"
    if indicator.tolerance_kind == "percent":
        return f"{shown(indicator.tolerance, 'percent', 1).replace('.0%', '%')} of the quarter's target"
    return difference(indicator.tolerance, indicator.unit, indicator.decimals)


def _and(figure: str, period: str) -> str:
    return f"{figure}, {period}" if figure and period else figure
