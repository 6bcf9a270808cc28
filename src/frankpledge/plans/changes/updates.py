"""What is said of an objective in a quarter: written, and never overwritten unseen."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.changes.holding import PlanRefused, hold_objective, stamp
from frankpledge.plans.models import Objective, QuarterUpdate, QuarterUpdateVersion


@transaction.atomic
def write_update(
    *, objective: Objective, quarter: str, text: str, version: int, by: Access, now: datetime
) -> QuarterUpdate:
    """The quarter's cell now reads so. ``version`` is the one the person saw, 0 for a cell nobody had written in.

    The same words again change nothing and make no new version.
    """
    return _write(objective, quarter, text, version, "update.written", by, now)


@transaction.atomic
def restore_update(
    *, objective: Objective, quarter: str, wording: int, version: int, by: Access, now: datetime
) -> QuarterUpdate:
    """An earlier wording again, as a new version: nothing in the history is lost."""
    earlier = QuarterUpdateVersion.objects.filter(
        update__objective=objective, update__quarter=quarter, version=wording
    ).first()
    if earlier is None:
        raise PlanRefused("There is no such earlier wording.")
    return _write(objective, quarter, earlier.text, version, "update.restored", by, now)


def _write(
    objective: Objective, quarter: str, text: str, version: int, event: str, by: Access, now: datetime
) -> QuarterUpdate:
    if quarter not in QUARTERS:
        raise PlanRefused("A plan's year has the quarters Q1, Q2, Q3 and Q4.")
    plan, row = hold_objective(objective, Permission.UPDATE_WRITE, by=by)
    update = QuarterUpdate.objects.filter(objective=row, quarter=quarter).first()
    update = update or QuarterUpdate(objective=row, quarter=quarter, version=0, changed_at=now)
    if update.text == text:
        return update
    if update.version != version:
        raise EditedMeanwhile(update)
    before = update.text
    update.text, update.version, update.changed_at = text, update.version + 1, now
    update.save()
    QuarterUpdateVersion.objects.create(
        update=update, version=update.version, text=text, written_by=by.audit_key, written_at=now
    )
    log(event, update, by=by, now=now, partnership=by.partnership, before={"text": before},
        after={"text": text, "quarter": quarter, "ref": row.ref})  # fmt: skip
    stamp(plan, by=by, now=now)
    return update
