"""Puts the changes of one plan in order, and does what follows each of them: when, by whom, what is wrong now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access, NotAllowed, Reach
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.findings import refresh_findings
from frankpledge.plans.models import Amendment, Objective, ObjectiveParty, Plan, Section


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


class PlanIsAdopted(PlanRefused):
    """An adopted plan's words change by an amendment that somebody else approves, and in no other way."""

    def __init__(self) -> None:
        super().__init__(
            "This plan is adopted. Its words change only by an amendment that somebody else approves: "
            "make the change on the plan's own pages, and propose it from there."
        )


class PlanIsClosed(PlanRefused):
    """A closed plan's words stay as they are."""

    def __init__(self) -> None:
        super().__init__("This plan is closed, and its words stay as they are. Change the plan of the year after it.")


@dataclass(frozen=True, slots=True)
class Amending(Access):
    """What an approved amendment may do: change the words of its own plan while it is being carried out.

    Its number is looked up wherever it is used: only an amendment that is approved, and whose edition is not yet made,
    opens the plan, and no such amendment outlives the transaction that approves it.
    """

    amendment: int = 0


def amending(amendment: Amendment, *, by: Access) -> Amending:
    """The access by which an approved amendment's steps are carried out, under the approver's name."""
    everywhere = dict.fromkeys(
        (Permission.PLAN_EDIT, Permission.OBJECTIVE_EDIT, Permission.PLAN_IMPORT), Reach(everywhere=True)
    )
    return Amending(
        actor=by.actor,
        partnership=by.partnership,
        reaches=everywhere,
        agencies=by.agencies,
        groups=by.groups,
        user_id=by.user_id,
        amendment=amendment.pk,
    )


def unless_adopted(plan: Plan, *, by: Access) -> None:
    """Raise ``PlanIsAdopted`` or ``PlanIsClosed`` unless the plan's words may change now. ``plan`` is locked."""
    if plan.state in (Plan.State.DRAFT, Plan.State.CONSULTED):
        return
    if plan.state == Plan.State.CLOSED:
        raise PlanIsClosed
    approved = Amendment.objects.filter(plan=plan, state=Amendment.State.APPROVED, edition__isnull=True)
    if not isinstance(by, Amending) or not approved.filter(pk=by.amendment).exists():
        raise PlanIsAdopted


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
    unless_adopted(plan, by=by)
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


def hold_words(objective: Objective, permission: Permission, *, by: Access) -> tuple[Plan, Objective]:
    """The same for a change of the plan's words: what is led by whom, promised, and in which order."""
    plan, row = hold_objective(objective, permission, by=by)
    unless_adopted(plan, by=by)
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


def mark_modified(row: Objective) -> None:
    """An objective carried over as it was is no longer that once its promise is changed."""
    if row.standing == Objective.Standing.CONTINUED:
        row.standing = Objective.Standing.MODIFIED


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
