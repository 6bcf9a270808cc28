"""Carrying a plan into the next year: each line continued, modified or retired, and none of them renumbered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.partners.access import Access
from frankpledge.partners.models import Partnership
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.findings import refresh_findings
from frankpledge.plans.changes.holding import PlanRefused, hold_plan
from frankpledge.plans.changes.plans import PlanWords, make_plan
from frankpledge.plans.models import (
    Action,
    Milestone,
    Objective,
    ObjectiveParty,
    Plan,
    Retirement,
    Risk,
    Section,
    ThemeLink,
)
from frankpledge.plans.queries.quarters import after


class Fate(StrEnum):
    """What becomes of a line in the next year's plan."""

    CONTINUED = "continued"
    MODIFIED = "modified"
    RETIRED = "retired"


class Carry(StrEnum):
    """What else goes with the lines."""

    OWNERS = "owners"
    THEMES = "themes"
    MILESTONES = "milestones"  # those still to do
    RISKS = "risks"  # those still open


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one line. Retiring it needs a reason."""

    fate: Fate = Fate.CONTINUED
    reason: str = ""


@dataclass(slots=True)
class Carried:
    """What one year's rows became in the next: for rooms above that have something of their own to carry."""

    before: Plan
    after: Plan
    objectives: dict[int, Objective] = field(default_factory=dict)  # last year's number -> this year's row
    actions: dict[int, Action] = field(default_factory=dict)


CarryMore = Callable[[Carried, Access, datetime], None]
_more: dict[str, CarryMore] = {}


def carry_too(name: str, carry: CarryMore) -> None:
    """Let a room above carry its own rows, such as indicators, in the same transaction. The same name replaces."""
    _more[name] = carry


@transaction.atomic
def roll_over(
    *,
    plan: Plan,
    words: PlanWords,
    decisions: Mapping[int, Decision],
    carry: frozenset[Carry] = frozenset(Carry),
    by: Access,
    now: datetime,
) -> Plan:
    """Next year's plan as a draft, with every line of this one that goes on, under the ref it has.

    ``decisions`` are by the objective's number; a line without one is continued. Updates, and milestones that are done,
    stay with the year they belong to.
    """
    by.demand(Permission.PLAN_MOVE)
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)
    row = hold_plan(plan.pk, by=by)
    _check(row, words)
    _check_reasons(row, decisions)
    new = make_plan(words=words, by=by, now=now, previous=row)
    carried = Carried(row, new)
    for section in Section.objects.filter(plan=row).order_by("position", "pk"):
        _carry_section(section, carried, decisions, by, now)
    _carry_along(carried, carry)
    for more in _more.values():
        more(carried, by, now)
    refresh_findings(plan=new, now=now)
    counts = {str(fate): 0 for fate in Fate}
    for objective in Objective.objects.filter(section__plan=row):
        counts[str(decisions.get(objective.pk, Decision()).fate)] += 1
    log("plan.rolled_over", new, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after={"from": row.pk, **counts, "carried": sorted(carry), **asdict(words)})  # fmt: skip
    return new


def _check(plan: Plan, words: PlanWords) -> None:
    if plan.state not in (Plan.State.ADOPTED, Plan.State.CLOSED):
        raise PlanRefused("Adopt this plan first: a draft is not carried into the next year.")
    if words.starts_on <= plan.starts_on:
        raise PlanRefused("The next plan begins after this one.", "starts_on")
    following = Plan.objects.filter(previous=plan).first()
    if following is not None:
        raise PlanRefused(f"This plan has been carried over already, into “{following.title}”.")


def _check_reasons(plan: Plan, decisions: Mapping[int, Decision]) -> None:
    refs = dict(Objective.objects.filter(section__plan=plan).values_list("pk", "ref"))
    for number, decision in decisions.items():
        if number not in refs:
            raise PlanRefused("One of these objectives is no longer in the plan. Open the page again.")
        if decision.fate is Fate.RETIRED and not decision.reason.strip():
            raise PlanRefused(f"Say why {refs[number]} is retired.", f"reason_{number}")


def _carry_section(
    section: Section, carried: Carried, decisions: Mapping[int, Decision], by: Access, now: datetime
) -> None:
    new = Section.objects.create(
        plan=carried.after,
        number=section.number,
        title=section.title,
        is_cross_cutting=section.is_cross_cutting,
        notes=section.notes,
        position=section.position,
    )
    for objective in Objective.objects.filter(section=section).order_by("position", "pk"):
        decision = decisions.get(objective.pk, Decision())
        if decision.fate is Fate.RETIRED:
            Retirement.objects.create(plan=carried.after, objective=objective, reason=decision.reason)
            log("objective.retired", objective, by=by, now=now, partnership=by.partnership,
                after={"from": carried.after.pk, "reason": decision.reason})  # fmt: skip
        else:
            _carry_objective(objective, new, carried, decision, now)


def _carry_objective(old: Objective, section: Section, carried: Carried, decision: Decision, now: datetime) -> None:
    new = Objective.objects.create(
        section=section,
        ref=old.ref,
        text=old.text,
        target=old.target,
        indicator=old.indicator,
        people=old.people,
        timescale=old.timescale,
        definitions=old.definitions,
        other=old.other,
        position=old.position,
        changed_at=now,
        lineage=old.lineage,
        standing=decision.fate.value,
        previous=old,
    )
    carried.objectives[old.pk] = new
    for party in ObjectiveParty.objects.filter(objective=old).order_by("position", "pk"):
        party.pk, party.objective = None, new
        party._state.adding = True
        party.save()
    for action in Action.objects.filter(objective=old).order_by("position", "pk"):
        number = action.pk
        action.pk, action.objective, action.verbatim = None, new, ""
        action._state.adding = True
        action.save()
        carried.actions[number] = action
    for number, action in carried.actions.items():
        if action.objective_id == new.pk and action.parent_id is not None:
            action.parent = carried.actions[action.parent_id]
            action.save(update_fields=["parent"])
            carried.actions[number] = action


def _carry_along(carried: Carried, carry: frozenset[Carry]) -> None:
    kinds: dict[Carry, Callable[[Carried], None]] = {
        Carry.OWNERS: _carry_owners,
        Carry.THEMES: _carry_themes,
        Carry.MILESTONES: _carry_milestones,
        Carry.RISKS: _carry_risks,
    }
    for kind, bring in kinds.items():
        if kind in carry:
            bring(carried)


def _carry_owners(carried: Carried) -> None:
    for old in Objective.objects.filter(pk__in=carried.objectives):
        new = carried.objectives[old.pk]
        new.owner_id, new.deputy_id = old.owner_id, old.deputy_id
        new.save(update_fields=["owner", "deputy"])


def _carry_themes(carried: Carried) -> None:
    links = ThemeLink.objects.filter(objective__in=carried.objectives)
    ThemeLink.objects.bulk_create(
        ThemeLink(theme_id=link.theme_id, objective=carried.objectives[link.objective_id], is_primary=link.is_primary)
        for link in links
    )


def _carry_milestones(carried: Carried) -> None:
    """Those still to do, with the day they were promised for: what is late stays late."""
    for old in Milestone.objects.filter(objective__in=carried.objectives, done_on=None, dropped_on=None):
        Milestone.objects.create(
            objective=carried.objectives[old.objective_id],
            action=carried.actions.get(old.action_id) if old.action_id else None,
            text=old.text,
            due_on=old.due_on,
            first_due_on=old.first_due_on,
            moved_why=old.moved_why,
            owner_id=old.owner_id,
            position=old.position,
        )


def _carry_risks(carried: Carried) -> None:
    """Open ones, of the lines that go on and of the plan as a whole."""
    for old in Risk.objects.filter(plan=carried.before, closed_on=None):
        if old.objective_id is not None and old.objective_id not in carried.objectives:
            continue
        Risk.objects.create(
            plan=carried.after,
            objective=carried.objectives.get(old.objective_id) if old.objective_id else None,
            text=old.text,
            likelihood=old.likelihood,
            impact=old.impact,
            mitigation=old.mitigation,
            owner_id=old.owner_id,
            reviewed_on=old.reviewed_on,
        )


def next_words(plan: Plan) -> PlanWords:
    """What the next year's plan is called, as a suggestion to change.

    >>> from datetime import date
    >>> plan = Plan(title="Action Plan 2008-2009", period="2008-2009", starts_on=date(2008, 4, 1))
    >>> words = next_words(plan)
    >>> words.title, words.period, words.starts_on
    ('Action Plan 2009-2010', '2009-2010', datetime.date(2009, 4, 1))
    """
    year = plan.starts_on.year
    period = f"{year + 1}-{year + 2}"
    title = plan.title.replace(plan.period, period) if plan.period in plan.title else f"{plan.title} {period}"
    starts_on = after(plan.starts_on, months=12)
    return PlanWords(title=title[:300], period=period, starts_on=starts_on, preamble=plan.preamble)
