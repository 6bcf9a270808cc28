"""What an objective's page shows of its life: who answers, its milestones, risks, money, themes and other years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import led_by
from frankpledge.plans.models import BudgetLine, Milestone, Objective, Plan, Risk, Theme, ThemeLink
from frankpledge.plans.models.money import STAGES
from frankpledge.plans.queries.money import Sums
from frankpledge.plans.queries.people import Hand, named
from frankpledge.plans.queries.steps import step_of
from frankpledge.plans.views.money import HEADS, NUMBERS, sums_cells
from frankpledge.plans.views.risks import level
from frankpledge.plans.views.steps import WORDS
from frankpledge.plans.views.tables import Cell, Table


@dataclass(frozen=True, slots=True)
class StepShown:
    """One milestone, with its state as a colour and a word."""

    pk: int
    text: str
    note: str
    due_on: date
    first_due_on: date | None
    moved_why: str
    colour: str
    word: str


@dataclass(frozen=True, slots=True)
class RiskShown:
    """One open risk, with its score as a colour and words."""

    pk: int
    text: str
    mitigation: str
    colour: str
    word: str


@dataclass(frozen=True, slots=True)
class Living:
    """One objective's life. The owner's and the deputy's names, where shown, are to be written down as read."""

    owner: Hand | None
    deputy: Hand | None
    steps: tuple[StepShown, ...]
    risks: tuple[RiskShown, ...]
    money: Table | None
    themes: tuple[tuple[Theme, bool], ...]
    years: tuple[tuple[Objective, str], ...]
    may_amend: bool
    may_money: bool
    may_shape: bool


def living_of(objective: Objective, access: Access, today: date) -> Living:
    """Seven queries."""
    agencies, groups = led_by(objective)
    who = named([objective.owner_id, objective.deputy_id], access)
    links = ThemeLink.objects.filter(objective=objective).select_related("theme").order_by("theme__position")
    others = Objective.objects.within(access.partnership).filter(lineage=objective.lineage).exclude(pk=objective.pk)
    others = others.select_related("section__plan").order_by("section__plan__starts_on")
    adopted = objective.section.plan.state == Plan.State.ADOPTED
    return Living(
        owner=who.get(objective.owner_id) if objective.owner_id else None,
        deputy=who.get(objective.deputy_id) if objective.deputy_id else None,
        steps=tuple(_step(row, today) for row in Milestone.objects.filter(objective=objective)),
        risks=tuple(_risk(row) for row in Risk.objects.filter(objective=objective, closed_on=None)),
        money=_money(objective),
        themes=tuple((link.theme, link.is_primary) for link in links),
        years=tuple((row, row.section.plan.period) for row in others),
        may_amend=adopted and access.may(Permission.AMENDMENT_PROPOSE, agencies=agencies, groups=groups),
        may_money=access.may(Permission.MONEY_EDIT, agencies=agencies, groups=groups),
        may_shape=bool(access.reach(Permission.PLAN_EDIT)),
    )


def _step(row: Milestone, today: date) -> StepShown:
    colour, word = WORDS[step_of(row).state(today)]
    return StepShown(row.pk, row.text, row.note, row.due_on, row.first_due_on, row.moved_why, colour, word)


def _risk(row: Risk) -> RiskShown:
    colour, word = level(row.score)
    words = f"{word}: likelihood {row.likelihood}, impact {row.impact}"
    return RiskShown(row.pk, row.text, row.mitigation, colour, words)


def _money(objective: Objective) -> Table | None:
    lines = list(BudgetLine.objects.filter(objective=objective).select_related("action"))
    if not lines:
        return None
    sums = [Sums(*(getattr(line, stage) for stage in STAGES)) for line in lines]
    rows = [
        [Cell(line.funder, note="; ".join([*filter(None, [line.purpose]), *each.warnings])), *sums_cells(each)]
        for line, each in zip(lines, sums, strict=True)
    ]
    foot = [Cell("In all"), *sums_cells(sum(sums, Sums()))]
    return Table(caption="Sums", heads=("Paid for by", *HEADS), rows=rows, foot=foot, numbers=NUMBERS)
