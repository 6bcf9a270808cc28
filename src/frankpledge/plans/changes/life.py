"""A plan goes from draft to consulted to adopted to closed, each step by somebody, with a note, and none left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.editions import make_edition
from frankpledge.plans.changes.holding import PlanRefused, differences, hold_plan, stamp
from frankpledge.plans.models import Amendment, Comment, Consultation, Objective, Plan, PlanMove
from frankpledge.plans.queries.life import PLAN_STEPS, Step, missing_from, step_named, without_action


class StillMissing(PlanRefused):
    """The plan lacks something, and nobody said that it is to be adopted all the same."""

    def __init__(self) -> None:
        super().__init__("Say that the plan is adopted although this is still missing from it.", "confirmed")


class ActionRequired(PlanRefused):
    """An objective has no action, and nobody said why the plan is adopted all the same."""

    def __init__(self, idle: Sequence[Objective]) -> None:
        refs = ", ".join(row.ref or row.text[:40] for row in idle)
        have = "has" if len(idle) == 1 else "have"
        super().__init__(
            f"Action required before approval: {refs} {have} no action. Write what will be done, or say here "
            "why the plan is adopted without.", "because",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ConsultationWords:
    """When a draft is out for comment, and who is asked."""

    opens_on: date
    closes_on: date
    asked: str = ""


@dataclass(frozen=True, slots=True)
class CommentWords:
    """What somebody said of the draft."""

    received_on: date
    said_by: str
    text: str
    answer: str = ""


@transaction.atomic
def consult_on_plan(*, plan: Plan, words: ConsultationWords, note: str = "", by: Access, now: datetime) -> Plan:
    """Put a draft out for comment until a day."""
    row, step = _hold(plan, "consult", by)
    consultation = Consultation(plan=row, **asdict(words))
    _check_days(words)
    consultation.save()
    log("consultation.opened", consultation, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after=asdict(words))  # fmt: skip
    return _move(row, step, note, by, now)


@transaction.atomic
def take_back_plan(*, plan: Plan, note: str, by: Access, now: datetime) -> Plan:
    """Make a draft again of a plan that was out for comment. What was said of it stays."""
    row, step = _hold(plan, "take-back", by)
    if not note.strip():
        raise PlanRefused("Say why the plan is taken back.", "note")
    return _move(row, step, note, by, now)


@transaction.atomic
def adopt_plan(
    *, plan: Plan, on: date, confirmed: bool, because: str = "", note: str = "", by: Access, now: datetime
) -> Plan:
    """Adopt a plan that was consulted on, and keep its first edition.

    What is missing from it does not stop it, and is not forgotten: ``confirmed`` says that it is known, and the move
    keeps how much of what was missing. Raises ``StillMissing`` otherwise. An objective without any action does stop it
    (``ActionRequired``), unless ``because`` says why: of a plan of years ago, that it was adopted so.
    """
    row, step = _hold(plan, "adopt", by)
    idle, why = without_action(row), because.strip()
    if idle and not why:
        raise ActionRequired(idle)
    missing = missing_from(row)
    if missing and not confirmed:
        raise StillMissing
    row.adopted_on = on
    _move(row, step, note, by, now, {each.code: each.count for each in missing}, why if idle else "")
    make_edition(plan=row, why="Adopted", by=by, now=now)
    return row


@transaction.atomic
def close_plan(*, plan: Plan, on: date, note: str = "", by: Access, now: datetime) -> Plan:
    """Close a plan whose year is over, and keep its last edition. No amendment may be waiting."""
    row, step = _hold(plan, "close", by)
    if row.adopted_on is not None and on < row.adopted_on:
        raise PlanRefused("A plan closes after the day on which it was adopted.", "on")
    waiting = Amendment.objects.filter(plan=row, state=Amendment.State.PROPOSED).count()
    if waiting:
        raise PlanRefused(f"Decide the amendments that are proposed first: {waiting} of them wait.")
    row.closed_on = on
    _move(row, step, note, by, now)
    make_edition(plan=row, why="Closed", by=by, now=now)
    return row


@transaction.atomic
def note_copy_sent(*, plan: Plan, on: date | None, by: Access, now: datetime) -> Plan:
    """A copy of the adopted plan went to the local policing body on this day; ``None`` takes that back."""
    by.demand(Permission.PLAN_MOVE)
    row = hold_plan(plan.pk, by=by)
    if row.adopted_on is None:
        raise PlanRefused("A copy is sent once the plan is adopted.")
    before = {"sent_to_policing_body_on": row.sent_to_policing_body_on}
    row.sent_to_policing_body_on = on
    row.save(update_fields=["sent_to_policing_body_on"])
    log("plan.copy_sent", row, by=by, now=now, partnership=by.partnership, before=before,
        after={"sent_to_policing_body_on": on})  # fmt: skip
    return row


@transaction.atomic
def edit_consultation(
    *, consultation: Consultation, words: ConsultationWords, version: int, by: Access, now: datetime
) -> Consultation:
    """Change a consultation's days, or whom it asked."""
    by.demand(Permission.PLAN_MOVE)
    hold_plan(consultation.plan_id, by=by)
    row = Consultation.objects.get(pk=consultation.pk)
    if row.version != version:
        raise EditedMeanwhile(row)
    _check_days(words)
    before, after = differences({name: getattr(row, name) for name in asdict(words)}, asdict(words))
    for name, value in after.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    log("consultation.changed", row, by=by, now=now, partnership=by.partnership, before=before, after=after)
    return row


@transaction.atomic
def record_comment(*, consultation: Consultation, words: CommentWords, by: Access, now: datetime) -> Comment:
    """Keep what a body or a group said of the draft, also after its last day: what came late was still said."""
    by.demand(Permission.PLAN_MOVE)
    hold_plan(consultation.plan_id, by=by)
    comment = Comment.objects.create(consultation=consultation, **asdict(words))
    log("comment.recorded", comment, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after=asdict(words))  # fmt: skip
    return comment


@transaction.atomic
def edit_comment(*, comment: Comment, words: CommentWords, version: int, by: Access, now: datetime) -> Comment:
    """Put right what was recorded, or say what became of it."""
    by.demand(Permission.PLAN_MOVE)
    hold_plan(comment.consultation.plan_id, by=by)
    row = Comment.objects.get(pk=comment.pk)
    if row.version != version:
        raise EditedMeanwhile(row)
    before, after = differences({name: getattr(row, name) for name in asdict(words)}, asdict(words))
    for name, value in after.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    log("comment.changed", row, by=by, now=now, partnership=by.partnership, before=before, after=after)
    return row


def _check_days(words: ConsultationWords) -> None:
    if words.closes_on < words.opens_on:
        raise PlanRefused("The last day must be the same as or after the first day.", "closes_on")


def _hold(plan: Plan, slug: str, by: Access) -> tuple[Plan, Step]:
    """The plan as it stands, locked, and the step it is about to take; refused where there is no such step."""
    by.demand(Permission.PLAN_MOVE)
    row = hold_plan(plan.pk, by=by)
    step = step_named(PLAN_STEPS, slug, row.state)
    if step is None:
        raise PlanRefused(_why_not(slug, row))
    return row, step


def _why_not(slug: str, plan: Plan) -> str:
    state = Plan.State(plan.state).label.lower()
    wanted = [step for step in PLAN_STEPS if step.slug == slug]
    before = " or ".join(Plan.State(step.before).label.lower() for step in wanted)
    return f"The plan is “{state}”. This can be done while it is “{before}”."


def _move(
    plan: Plan,
    step: Step,
    note: str,
    by: Access,
    now: datetime,
    accepted: dict[str, int] | None = None,
    because: str = "",
) -> Plan:
    plan.state = step.after
    plan.save(update_fields=["state", "adopted_on", "closed_on"])
    PlanMove.objects.create(
        plan=plan,
        before=step.before,
        after=step.after,
        note=note,
        accepted=accepted or {},
        because=because,
        moved_at=now,
        moved_by=by.audit_key,
    )
    after = {"state": step.after, "note": note, "missing": accepted or {}}
    if because:
        after["because"] = because
    log(step.event, plan, by=by, now=now, partnership=by.partnership, before={"state": step.before}, after=after)
    stamp(plan, by=by, now=now)
    return plan
