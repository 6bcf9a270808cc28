"""Asking: one request for each objective, one letter for each person, and a note of whom nobody could be asked of."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.partners.access import Access
from frankpledge.plans.models import QuarterUpdate, UpdateState
from frankpledge.plans.queries.update_states import Move, after, state_of
from frankpledge.quarters.changes.links import write_letter
from frankpledge.quarters.models import QuarterRound, UpdateRequest
from frankpledge.quarters.queries.asking import Hands, hands_of

BATCH = 500


def ask(round_: QuarterRound, *, by: Access, now: datetime) -> dict[str, list[Any]]:
    """Ask for whatever the round does not ask for yet; what the audit is to say of it. The plan is locked already.

    An objective that was asked of somebody stays theirs. Whoever has submitted before the quarter opened is not asked.
    """
    today = timezone.localdate(now)
    had = {row.objective_id: row for row in UpdateRequest.objects.filter(round=round_)}
    hands = [each for each in hands_of(round_.plan, today=today) if _is_open(had.get(each.pk))]
    asked: list[Hands] = []
    new: list[UpdateRequest] = []
    changed: list[UpdateRequest] = []
    for each in hands:
        person, capacity = each.asked
        row = had.get(each.pk) or UpdateRequest(round=round_, objective_id=each.pk)
        row.asked_of, row.capacity, row.asked_at = person, capacity, now if person else None
        (changed if row.pk else new).append(row)
        if person is not None:
            asked.append(each)
    UpdateRequest.objects.bulk_create(new, batch_size=BATCH)
    UpdateRequest.objects.bulk_update(changed, ["asked_of", "capacity", "asked_at"], batch_size=BATCH)
    waiting = _request(round_, asked, now=now)
    for person, theirs in _by_person(each for each in asked if each.pk in waiting).items():
        write_letter("asked", round_=round_, person=person, now=now, by=by.audit_key, words={"objectives": theirs})
    return {
        "asked": [each.ref for each in asked],
        "nobody_to_ask": [each.ref for each in hands if each.asked[0] is None],
    }


def _is_open(request: UpdateRequest | None) -> bool:
    return request is None or request.asked_of_id is None


def _request(round_: QuarterRound, asked: list[Hands], *, now: datetime) -> set[int]:
    """Mark the cells as asked for; the objectives that still owe an answer."""
    cells = {
        row.objective_id: row
        for row in QuarterUpdate.objects.filter(objective_id__in=[each.pk for each in asked], quarter=round_.quarter)
    }
    new: list[QuarterUpdate] = []
    changed: list[QuarterUpdate] = []
    waiting: set[int] = set()
    for each in asked:
        row = cells.get(each.pk) or QuarterUpdate(
            objective_id=each.pk, quarter=round_.quarter, version=0, changed_at=now
        )
        following = after(state_of(row), Move.ASK)
        assert following is not None  # noqa: S101  (whatever its state, a cell may be asked for)
        if row.state != following:
            row.state, row.state_at = following, now
            (changed if row.pk else new).append(row)
        if following in (UpdateState.REQUESTED, UpdateState.DRAFTED, UpdateState.RETURNED):
            waiting.add(each.pk)
    QuarterUpdate.objects.bulk_create(new, batch_size=BATCH)
    QuarterUpdate.objects.bulk_update(changed, ["state", "state_at"], batch_size=BATCH)
    return waiting


def _by_person(hands: Any) -> dict[User, list[Hands]]:
    found: dict[User, list[Hands]] = defaultdict(list)
    for each in hands:
        person, _ = each.asked
        if person is not None:
            found[person].append(each)
    return dict(found)
