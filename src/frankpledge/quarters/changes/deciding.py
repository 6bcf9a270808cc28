"""Deciding on what was submitted: sent back with a letter that says what to put right, or published."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.plans.changes.updates import publish_update, return_update
from frankpledge.plans.models import Objective, QuarterUpdate
from frankpledge.quarters.changes.gates import round_of
from frankpledge.quarters.changes.links import ANSWERABLE, write_letter
from frankpledge.quarters.models import UpdateRequest


@transaction.atomic
def send_back(
    *, objective: Objective, quarter: str, why: str, version: int, by: Access, now: datetime
) -> QuarterUpdate:
    """Send a submitted update back, and write to whoever was asked for it what to put right, with a link to do it."""
    update = return_update(objective=objective, quarter=quarter, why=why, version=version, by=by, now=now)
    round_ = round_of(objective, quarter)
    request = (
        UpdateRequest.objects.filter(round=round_, objective=objective).select_related("asked_of").first()
        if round_ is not None and round_.state in ANSWERABLE
        else None
    )
    if round_ is not None and request is not None and request.asked_of is not None:
        write_letter(
            "returned", round_=round_, person=request.asked_of, now=now, by=by.audit_key,
            words={"ref": objective.ref, "objective": objective.text, "why": update.returned_why},
        )  # fmt: skip
    return update


@transaction.atomic
def publish_one(*, objective: Objective, quarter: str, version: int, by: Access, now: datetime) -> QuarterUpdate:
    """Publish one approved update before its quarter, after it, or in place of what was published before."""
    by.demand(Permission.QUARTER_RUN)
    if round_of(objective, quarter) is None:
        raise PlanRefused("Open this quarter before anything of it is published.")
    return publish_update(objective=objective, quarter=quarter, version=version, by=by, now=now)
