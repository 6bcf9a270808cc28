"""Puts the changes of one plan in order, and does what follows each of them: when, by whom, what is wrong now."""

from __future__ import annotations

from datetime import datetime

from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.findings import refresh_findings
from frankpledge.plans.models import Objective, ObjectiveParty, Plan, Section


class PlanRefused(Exception):
    """The change was not made, and why, in words for the person. ``field`` names the box the words belong to."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class GoneMeanwhile(PlanRefused):
    """Somebody took the thing away since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            "This was taken out of the plan by somebody else since you opened the page. Nothing was saved."
        )


def hold_plan(pk: int, *, by: Access) -> Plan:
    """The plan, locked: always taken first, so that two changes never wait for each other."""
    try:
        return Plan.objects.select_for_update().get(partnership=by.partnership, pk=pk)
    except Plan.DoesNotExist:
        raise NotAllowed("This plan is not one of your partnership's.") from None


def hold_section(section: Section, *, by: Access) -> tuple[Plan, Section]:
    """The section as it stands and its plan, for somebody who may change the plan's shape."""
    by.demand(Permission.PLAN_EDIT)
    plan = hold_plan(section.plan_id, by=by)
    row = Section.objects.filter(plan=plan, pk=section.pk).first()
    if row is None:
        raise GoneMeanwhile
    return plan, row


def hold_objective(objective: Objective, permission: Permission, *, by: Access) -> tuple[Plan, Objective]:
    """The objective as it stands and its plan, for somebody whose permission reaches it today."""
    plan = hold_plan(objective.section.plan_id, by=by)
    row = Objective.objects.select_related("section").filter(section__plan=plan, pk=objective.pk).first()
    if row is None:
        raise GoneMeanwhile
    agencies, groups = led_by(row)
    by.demand(permission, agencies=agencies, groups=groups)
    return plan, row


def led_by(objective: Objective) -> tuple[frozenset[int], frozenset[int]]:
    """The agencies and the groups that lead the objective."""
    rows = ObjectiveParty.objects.filter(objective=objective).values_list("agency_id", "group_id")
    agencies, groups = zip(*rows, strict=True) if rows else ((), ())
    return frozenset(agencies) - {None}, frozenset(groups) - {None}


def unless_edited(row: Plan | Section | Objective, version: int) -> None:
    """Raise ``EditedMeanwhile`` if the row is no longer the one the page showed; else count one version on."""
    if row.version != version:
        raise EditedMeanwhile(row)
    row.version += 1


def settle(plan: Plan, *, by: Access, now: datetime) -> None:
    """After a change to the plan's words: say when and by whom, and find again what is wrong with it."""
    stamp(plan, by=by, now=now)
    refresh_findings(plan=plan, now=now)


def stamp(plan: Plan, *, by: Access, now: datetime) -> None:
    """Say when the plan changed and by whom. Enough after an update, in which nothing is looked for."""
    plan.changed_at, plan.changed_by = now, by.audit_key
    plan.save(update_fields=["changed_at", "changed_by"])


def differences(before: dict[str, object], after: dict[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """Only what changed, for the audit.

    >>> differences({"text": "a", "target": ""}, {"text": "a", "target": "5"})
    ({'target': ''}, {'target': '5'})
    """
    changed = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in changed}, {name: after[name] for name in changed}
