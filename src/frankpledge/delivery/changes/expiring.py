"""What ends by itself: a record whose clock has run out takes the step its kind declares, the day after."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.utils import timezone

from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.delivery.root import KINDS
from frankpledge.partners.access import Access
from frankpledge.records.changes.records import move_record
from frankpledge.records.kinds import Clock, RecordKind


def end_what_has_run_out(*, by: Access, now: datetime) -> int:
    """Every record of the partnership whose last day is over, moved on; answers how many. Twice a day changes nothing.

    Each in a transaction of its own: somebody may be editing one of them.
    """
    ended = 0
    for kind in KINDS:
        for clock in kind.clocks:
            ended += _end(kind, clock, by=by, now=now) if clock.then else 0
    return ended


def _end(kind: RecordKind, clock: Clock, *, by: Access, now: datetime) -> int:
    step = next(move for move in kind.states.moves if move.name == clock.then)
    rows: Any = kind.model.objects.within(by.partnership).filter(state__in=step.of)
    over = list(rows.filter(**{f"{clock.field}__lt": timezone.localdate(now)}).order_by("pk"))
    ended = 0
    for row in over:
        with suppress(EditedMeanwhile):  # somebody writes in it now: tomorrow, then
            move_record(record=row, move=step.name, version=row.version, by=by, now=now)
            ended += 1
    return ended
