"""An open quarter, asked of one person of the council and one of the police."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from frankpledge.partners.access import access_by_command
from frankpledge.plans.models import Objective
from frankpledge.quarters.changes.rounds import RoundWords, open_round
from frankpledge.quarters.timetable import CLOSES_AFTER, DUE_AFTER, USUAL


def furnish(there: Any) -> None:
    """Q1 is open; each agency's contributor owns what the agency leads."""
    now = timezone.now()
    today = timezone.localdate(now)
    for whose in ("own", "other"):
        Objective.objects.filter(pk=there.objective(whose).pk).update(owner=there.person(whose))
    by = access_by_command("test", there.cast.partnership)
    words = RoundWords(today, today + DUE_AFTER, today + DUE_AFTER + CLOSES_AFTER, USUAL, "")
    round_ = open_round(plan=there.plan, quarter="Q1", words=words, by=by, now=now)
    there.more["round"] = {"own": round_, "other": round_}
