"""A change to an adopted plan: collected, proposed with its reason, and approved or refused by somebody else."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.documents.models import ImportRun
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.applying import APPLY_DOCUMENT, AmendmentMisfits, carry_out_steps, rehearse
from frankpledge.plans.changes.collecting import COLLECTABLE, VERSIONED, Collectable, Json
from frankpledge.plans.changes.editions import make_edition
from frankpledge.plans.changes.holding import PlanIsClosed, PlanRefused, hold_plan, led_by
from frankpledge.plans.changes.objectives import ObjectiveWords, add_objective
from frankpledge.plans.models import Amendment, Objective, Plan, Section
from frankpledge.plans.queries.amendments import refs_given, sections_added
from frankpledge.plans.queries.life import AMENDMENT_STEPS, Step, step_named
from frankpledge.plans.queries.lineage import why_taken

MOST_STEPS = 500


@transaction.atomic
def make_or_collect(change: Any, *, plan: Plan, by: Access, now: datetime, **arguments: Any) -> Any:
    """Make a change of the plan's words, or, where the plan is adopted, put it into the person's draft amendment.

    Answers with what the change answers, or with the ``Amendment``. ``change`` is one of ``collecting.COLLECTABLE``,
    and ``arguments`` are its own without ``by`` and ``now``.
    """
    row = hold_plan(plan.pk, by=by)
    kind = COLLECTABLE[change.__name__]
    if kind.target == "plan":
        arguments["plan"] = row
    if row.state != Plan.State.ADOPTED:
        return change(**arguments, by=by, now=now)
    return _collect(kind, row, arguments, by, now)


@transaction.atomic
def add_to_new(amendment: Amendment, change: Any, *, by: Access, now: datetime, **arguments: Any) -> Amendment:
    """Put into the draft a change of the objective that its last addition will make."""
    row = _hold_draft(amendment, by)
    added = next(step for step in reversed(row.steps) if step["change"] == add_objective.__name__)
    kind = COLLECTABLE[change.__name__]
    return _keep(row, kind.name, {"step": added["id"]}, kind.pack(arguments), 0, by, now)


@transaction.atomic
def add_to_new_section(
    *, amendment: Amendment, step: int, ref: str, words: ObjectiveWords, by: Access, now: datetime
) -> Amendment:
    """Put into the draft an objective of the section that its own step ``step`` will add."""
    by.demand(Permission.AMENDMENT_PROPOSE)
    row = _hold_draft(amendment, by)
    if step not in sections_added(row):
        raise PlanRefused("The new section was taken out of this amendment since you opened the page.")
    kind = COLLECTABLE[add_objective.__name__]
    return _keep(row, kind.name, {"step": step}, kind.pack({"ref": ref, "words": words}), 0, by, now)


@transaction.atomic
def collect_document(*, plan: Plan, run: ImportRun, keys: list[str], by: Access, now: datetime) -> Amendment:
    """Put differences accepted from a document into the person's draft amendment. ``plan`` is locked."""
    by.demand(Permission.AMENDMENT_PROPOSE)
    return _keep(_draft(plan, by, now), APPLY_DOCUMENT, {"run": run.pk}, {"keys": keys}, 0, by, now)


@transaction.atomic
def take_step_out(*, amendment: Amendment, step: int, version: int, by: Access, now: datetime) -> Amendment:
    """Take one change, and what hangs on it, out of a draft."""
    row = _hold_draft(amendment, by)
    if row.version != version:
        raise EditedMeanwhile(row)
    gone = _with_what_hangs_on_it(row.steps, step)
    row.steps = [each for each in row.steps if each not in gone]
    row.version += 1
    row.save(update_fields=["steps", "version"])
    log("amendment.step_taken_out", row, by=by, now=now, partnership=by.partnership,
        before={"changes": [each["change"] for each in gone]})  # fmt: skip
    return row


@transaction.atomic
def propose_amendment(*, amendment: Amendment, reason: str, version: int, by: Access, now: datetime) -> Amendment:
    """Ask for a draft amendment to be approved, saying why."""
    by.demand(Permission.AMENDMENT_PROPOSE, agencies=by.agencies, groups=by.groups)
    row, step = _hold(amendment, "propose", version, by)
    _demand_author(row, by)
    if not row.steps:
        raise PlanRefused("There is no change in this amendment yet.")
    if not reason.strip():
        raise PlanRefused("Say why the plan should change.", "reason")
    if misfits := rehearse(amendment=row, by=by, now=now).misfits:
        raise PlanRefused(f"Take out what no longer fits first: {misfits[0].why}")
    row.reason, row.proposed_at = reason, now
    return _move(row, step, by, now, {"reason": reason, "changes": len(row.steps)})


@transaction.atomic
def withdraw_amendment(*, amendment: Amendment, version: int, by: Access, now: datetime) -> Amendment:
    """Take back one's own amendment, written or proposed."""
    row, step = _hold(amendment, "withdraw", version, by)
    _demand_author(row, by)
    row.decided_at, row.decided_by, row.decider_id = now, by.audit_key, by.user_id
    return _move(row, step, by, now, {})


@transaction.atomic
def approve_amendment(*, amendment: Amendment, note: str = "", version: int, by: Access, now: datetime) -> Amendment:
    """Carry out an amendment somebody else proposed: all of it, or, where part no longer fits, none of it.

    Raises ``AmendmentMisfits`` with each step that does not fit.
    """
    row, step = _hold_to_decide(amendment, "approve", version, by)
    _decided(row, note, by, now)
    _move(row, step, by, now, {"note": note})
    plan = hold_plan(row.plan_id, by=by)
    if misfits := carry_out_steps(row, plan, by=by, now=now):
        raise AmendmentMisfits(misfits)
    plan = hold_plan(row.plan_id, by=by)
    row.edition = make_edition(plan=plan, why=f"Amendment {row.number}: {row.reason}", by=by, now=now)
    row.save(update_fields=["edition"])
    return row


@transaction.atomic
def refuse_amendment(*, amendment: Amendment, note: str, version: int, by: Access, now: datetime) -> Amendment:
    """Refuse an amendment somebody else proposed, saying why."""
    row, step = _hold_to_decide(amendment, "refuse", version, by)
    if not note.strip():
        raise PlanRefused("Say why it is refused.", "note")
    _decided(row, note, by, now)
    return _move(row, step, by, now, {"note": note})


def _collect(kind: Collectable, plan: Plan, arguments: dict[str, Any], by: Access, now: datetime) -> Amendment:
    target = arguments[kind.target]
    _demand_reach(target, by)
    saw = int(arguments.get("version", target.version))
    if kind.name in VERSIONED:
        fresh = type(target).objects.filter(pk=target.pk).first()
        if fresh is None:
            raise PlanRefused("This was taken out of the plan since you opened the page.")
        if fresh.version != saw:
            raise EditedMeanwhile(fresh)
    return _keep(_draft(plan, by, now), kind.name, {kind.target: target.pk}, kind.pack(arguments), saw, by, now)


def _demand_reach(target: Plan | Section | Objective, by: Access) -> None:
    if isinstance(target, Objective):
        agencies, groups = led_by(target)
        by.demand(Permission.AMENDMENT_PROPOSE, agencies=agencies, groups=groups)
    else:
        by.demand(Permission.AMENDMENT_PROPOSE)


def _draft(plan: Plan, by: Access, now: datetime) -> Amendment:
    """The person's draft of this plan, begun if there is none. ``plan`` is locked."""
    _demand_person(by)
    draft = Amendment.objects.filter(plan=plan, proposed_by=by.audit_key, state=Amendment.State.DRAFT).first()
    if draft is not None:
        return draft
    last = Amendment.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0
    draft = Amendment.objects.create(
        plan=plan, number=last + 1, proposer_id=by.user_id, proposed_by=by.audit_key, begun_at=now
    )
    log("amendment.begun", draft, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after={"number": draft.number})  # fmt: skip
    return draft


def _with_what_hangs_on_it(steps: list[Json], step: int) -> list[Json]:
    """The step, what is about the thing it adds, and what is about the things those add. A step follows its own."""
    numbers = {step}
    for each in steps:
        if each["of"].get("step") in numbers:
            numbers.add(each["id"])
    return [each for each in steps if each["id"] in numbers]


def _refuse_ref(draft: Amendment, ref: str) -> None:
    """A ref is given once: not one in use, nor one that old papers speak of, nor one this draft gives already."""
    if why := why_taken(draft.plan, ref):
        raise PlanRefused(why, "ref")
    if ref.casefold() in {given.casefold() for given in refs_given(draft)}:
        raise PlanRefused(f"Your amendment adds an objective {ref} already. Choose another reference.", "ref")


def _keep(draft: Amendment, change: str, of: Json, words: Json, saw: int, by: Access, now: datetime) -> Amendment:
    if change == add_objective.__name__:
        _refuse_ref(draft, words["ref"])
    replaces = change in COLLECTABLE and COLLECTABLE[change].replaces
    same = [each for each in draft.steps if replaces and each["change"] == change and each["of"] == of]
    number = same[0]["id"] if same else max((each["id"] for each in draft.steps), default=0) + 1
    step = {"id": number, "change": change, "of": of, "words": words, "saw": saw}
    if same:
        draft.steps = [step if each["id"] == number else each for each in draft.steps]
    else:
        draft.steps = [*draft.steps, step]
    if len(draft.steps) > MOST_STEPS:
        raise PlanRefused(f"An amendment holds at most {MOST_STEPS} changes. Propose this one, and begin another.")
    draft.version += 1
    draft.save(update_fields=["steps", "version"])
    log("amendment.written", draft, by=by, now=now, partnership=by.partnership, after={"change": change, "of": of})
    return draft


def _hold_draft(amendment: Amendment, by: Access) -> Amendment:
    plan = hold_plan(amendment.plan_id, by=by)
    row = Amendment.objects.filter(plan=plan, pk=amendment.pk, state=Amendment.State.DRAFT).first()
    if row is None:
        raise PlanRefused("This amendment is no longer a draft.")
    _demand_author(row, by)
    return row


def _hold(amendment: Amendment, slug: str, version: int, by: Access) -> tuple[Amendment, Step]:
    """The amendment as it stands, its plan locked, and the step it is about to take."""
    plan = hold_plan(amendment.plan_id, by=by)
    row = Amendment.objects.select_for_update(of=("self",)).get(plan=plan, pk=amendment.pk)
    step = step_named(AMENDMENT_STEPS, slug, row.state)
    if step is None:
        raise PlanRefused(f"This amendment is “{Amendment.State(row.state).label.lower()}”: that cannot be done to it.")
    if row.version != version:
        raise EditedMeanwhile(row)
    if plan.state == Plan.State.CLOSED and slug != "withdraw":
        raise PlanIsClosed
    row.plan = plan
    return row, step


def _hold_to_decide(amendment: Amendment, slug: str, version: int, by: Access) -> tuple[Amendment, Step]:
    by.demand(Permission.AMENDMENT_DECIDE)
    _demand_person(by)
    row, step = _hold(amendment, slug, version, by)
    if by.audit_key == row.proposed_by or by.user_id == row.proposer_id:
        raise PlanRefused("You proposed this amendment. Somebody else decides it.")
    return row, step


def _demand_person(by: Access) -> None:
    """A command has no name to answer for it: whoever could run one could approve what they proposed themselves."""
    if by.user_id is None:
        raise PlanRefused("An amendment is proposed and decided by people who have logged in, not by a command.")


def _demand_author(row: Amendment, by: Access) -> None:
    if row.proposed_by != by.audit_key:
        raise PlanRefused("This amendment is somebody else's.")


def _decided(row: Amendment, note: str, by: Access, now: datetime) -> None:
    row.decision_note = note
    row.decided_at, row.decided_by, row.decider_id = now, by.audit_key, by.user_id


def _move(row: Amendment, step: Step, by: Access, now: datetime, said: dict[str, Any]) -> Amendment:
    row.state = step.after
    row.version += 1
    row.save()
    log(step.event, row, by=by, now=now, partnership=by.partnership, before={"state": step.before},
        after={"state": step.after, **said})  # fmt: skip
    return row
