"""An objective's own words, added, changed and taken away."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.model import PartyKind
from frankpledge.plans.changes.holding import (
    PlanRefused,
    differences,
    hold_section,
    hold_words,
    mark_modified,
    settle,
    unless_edited,
)
from frankpledge.plans.models import Objective, ObjectiveParty, Plan, Section
from frankpledge.plans.queries.documents import plan_document
from frankpledge.plans.queries.lineage import why_taken


@dataclass(frozen=True, slots=True)
class ObjectiveWords:
    """What an objective says of itself."""

    text: str
    target: str = ""
    indicator: str = ""
    timescale: str = ""
    status: str = ""
    definitions: tuple[str, ...] = ()


@transaction.atomic
def add_objective(*, section: Section, ref: str, words: ObjectiveWords, by: Access, now: datetime) -> Objective:
    """An objective at the end of a section. Its leads are blank until somebody is named."""
    plan, row = hold_section(section, by=by)
    _refuse_ref(ref, plan)
    last = Objective.objects.filter(section=row).aggregate(last=Max("position"))["last"]
    objective = Objective.objects.create(
        section=row,
        ref=ref,
        position=0 if last is None else last + 1,
        changed_at=now,
        standing=Objective.Standing.NEW if plan.previous_id else Objective.Standing.UNMARKED,
        **_columns(words),
    )
    ObjectiveParty.objects.bulk_create(
        ObjectiveParty(objective=objective, capacity=capacity, kind=PartyKind.BLANK, position=0)
        for capacity in ObjectiveParty.Capacity.values
    )
    log("objective.added", objective, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after={"ref": ref, **_columns(words)})  # fmt: skip
    settle(plan, by=by, now=now)
    return objective


@transaction.atomic
def edit_objective(
    *, objective: Objective, words: ObjectiveWords, version: int, by: Access, now: datetime
) -> Objective:
    """Change an objective's words. The words of the document it came from stay beside them."""
    plan, row = hold_words(objective, Permission.OBJECTIVE_EDIT, by=by)
    unless_edited(row, version)
    columns = _columns(words)
    before, after = differences({name: getattr(row, name) for name in columns}, columns)
    for name, value in after.items():
        setattr(row, name, value)
    row.changed_at = now
    mark_modified(row)
    row.save(update_fields=["version", "changed_at", "standing", *after])
    log("objective.changed", row, by=by, now=now, partnership=by.partnership, before=before, after=after)
    settle(plan, by=by, now=now)
    return row


@transaction.atomic
def remove_objective(*, objective: Objective, version: int, by: Access, now: datetime) -> None:
    """Take an objective away with its actions and updates. The audit keeps all it said; its ref is never used again."""
    by.demand(Permission.PLAN_EDIT)
    plan, row = hold_words(objective, Permission.PLAN_EDIT, by=by)
    unless_edited(row, version)
    kept = next(each for section in plan_document(plan).sections for each in section.objectives if each.ref == row.ref)
    log("objective.removed", row, by=by, now=now, partnership=by.partnership, operation=Operation.ERASE,
        before=asdict(kept))  # fmt: skip
    row.delete()
    plan.retired_refs = [*plan.retired_refs, row.ref]
    plan.save(update_fields=["retired_refs"])
    settle(plan, by=by, now=now)


def _columns(words: ObjectiveWords) -> dict[str, object]:
    return {**asdict(words), "definitions": list(words.definitions)}


def _refuse_ref(ref: str, plan: Plan) -> None:
    if why := why_taken(plan, ref):
        raise PlanRefused(why, "ref")
