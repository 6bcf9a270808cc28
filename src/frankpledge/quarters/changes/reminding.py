"""Reminders: to whoever was asked, then the deputy, then the chair; each step once; none to whoever has answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.audit.log import log
from frankpledge.partners.access import Access
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.plans.models import QuarterUpdate
from frankpledge.plans.queries.update_states import state_of
from frankpledge.quarters.changes.links import write_letter
from frankpledge.quarters.changes.rounds import hold_round
from frankpledge.quarters.models import QuarterRound, Reminder, UpdateRequest
from frankpledge.quarters.queries.asking import Hands, hands_of
from frankpledge.quarters.queries.pictures import ANSWERED
from frankpledge.quarters.timetable import Step, steps_of


@dataclass(slots=True)
class _Due:
    """What is to be said to one person: which objectives, and by which steps they came to be said."""

    hands: dict[int, Hands] = field(default_factory=dict)
    steps: set[str] = field(default_factory=set)


@transaction.atomic
def remind_due(*, round_: QuarterRound, by: Access, now: datetime) -> int:
    """Take every step of the timetable that has come and was not taken; how many letters were written.

    Steps that fell before the quarter opened are never taken. Where several have come at once, because nobody reminded
    for a while, each person gets one letter.
    """
    row = hold_round(round_, by=by)
    if row.state != QuarterRound.State.OPEN:
        return 0
    today = timezone.localdate(now)
    opened = timezone.localdate(row.opened_at) if row.opened_at else row.opens_on
    come = [step for step in steps_of(row.timetable) if opened < step.on(row.due_on) <= today]
    owing = _owing(row) if come else {}
    if not owing:
        return 0
    taken = set(Reminder.objects.filter(request__in=owing.values()).values_list("request_id", "step"))
    hands = {each.pk: each for each in hands_of(row.plan, today=today)}
    due: dict[User, _Due] = defaultdict(_Due)
    notes = []
    for step in come:
        for objective, request in owing.items():
            if (request.pk, step.key) in taken:
                continue
            person = _whom(step, request, hands[objective])
            notes.append(Reminder(request=request, step=step.key, sent_to=person, sent_at=now))
            if person is not None:
                due[person].hands[objective] = hands[objective]
                due[person].steps.add(step.to)
    return _send(row, due, notes, "quarter.reminded", by=by, now=now)


@transaction.atomic
def chase(*, round_: QuarterRound, objectives: Iterable[int], by: Access, now: datetime) -> int:
    """Remind now whoever was asked for these objectives; how many letters. Once a day is enough for each objective."""
    row = hold_round(round_, by=by)
    if row.state not in (QuarterRound.State.OPEN, QuarterRound.State.CLOSED):
        raise PlanRefused("Only an open or a closed quarter can be chased.")
    today, wanted = timezone.localdate(now), set(objectives)
    owing = {pk: request for pk, request in _owing(row).items() if pk in wanted}
    step = f"chase:{today.isoformat()}"
    taken = set(Reminder.objects.filter(request__in=owing.values(), step=step).values_list("request_id", flat=True))
    hands = {each.pk: each for each in hands_of(row.plan, today=today)}
    due: dict[User, _Due] = defaultdict(_Due)
    notes = []
    for objective, request in owing.items():
        if request.asked_of is None or request.pk in taken:
            continue
        due[request.asked_of].hands[objective] = hands[objective]
        due[request.asked_of].steps.add("owner")
        notes.append(Reminder(request=request, step=step, sent_to=request.asked_of, sent_at=now))
    return _send(row, due, notes, "quarter.chased", by=by, now=now)


def _owing(row: QuarterRound) -> dict[int, UpdateRequest]:
    """What was asked of somebody and is neither submitted nor settled, by objective."""
    requests = UpdateRequest.objects.filter(round=row, asked_of__isnull=False).select_related("asked_of")
    states = {
        cell.objective_id: state_of(cell)
        for cell in QuarterUpdate.objects.filter(objective__section__plan=row.plan_id, quarter=row.quarter)
    }
    return {each.objective_id: each for each in requests if states.get(each.objective_id) not in ANSWERED}


def _whom(step: Step, request: UpdateRequest, hands: Hands) -> User | None:
    """Whom this step reminds; nobody where there is no such person, or it is whoever was asked, who had their own."""
    if step.to == "owner":
        return request.asked_of
    person = hands.of(step.to)
    return None if person == request.asked_of else person


def _send(
    row: QuarterRound, due: dict[User, _Due], notes: list[Reminder], event: str, *, by: Access, now: datetime
) -> int:
    Reminder.objects.bulk_create(notes, batch_size=500)
    for person, mine in due.items():
        write_letter(
            "reminder", round_=row, person=person, now=now, by=by.audit_key,
            words={"objectives": list(mine.hands.values()), "days_late": _days_late(row, timezone.localdate(now)),
                   "was_asked": "owner" in mine.steps, "is_closed": row.state == QuarterRound.State.CLOSED},
        )  # fmt: skip
    if notes:
        refs = sorted({each.ref for mine in due.values() for each in mine.hands.values()})
        log(event, row, by=by, now=now, partnership=by.partnership,
            after={"letters": len(due), "objectives": refs})  # fmt: skip
    return len(due)


def _days_late(row: QuarterRound, today: date) -> int:
    return max(0, (today - row.due_on).days)
