"""Who answers for an objective: a person and a deputy, beside the agencies that lead it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.audit.log import log
from frankpledge.partners.access import Access
from frankpledge.partners.models import Membership
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import PlanRefused, hold_objective, stamp, unless_edited
from frankpledge.plans.models import Objective


@transaction.atomic
def set_owner(
    *, objective: Objective, owner: User | None, deputy: User | None, version: int, by: Access, now: datetime
) -> Objective:
    """The objective is answered for by these. Free after adoption: people change posts, the promise does not."""
    plan, row = hold_objective(objective, Permission.OBJECTIVE_EDIT, by=by)
    unless_edited(row, version)
    if owner is not None and owner == deputy:
        raise PlanRefused("The deputy is somebody other than the owner.", "deputy")
    # Somebody who left may stay where they are until another is named.
    if owner is not None and owner.pk != row.owner_id:
        check_person(owner, "owner", by=by, now=now)
    if deputy is not None and deputy.pk != row.deputy_id:
        check_person(deputy, "deputy", by=by, now=now)
    before = {"owner": row.owner_id, "deputy": row.deputy_id}
    row.owner, row.deputy, row.changed_at = owner, deputy, now
    row.save(update_fields=["owner", "deputy", "changed_at", "version"])
    log("objective.owner_changed", row, by=by, now=now, partnership=by.partnership, before=before,
        after={"owner": row.owner_id, "deputy": row.deputy_id})  # fmt: skip
    stamp(plan, by=by, now=now)
    return row


def check_person(person: User | None, field: str, *, by: Access, now: datetime | None = None) -> None:
    """Refuse somebody who is not in the partnership: today, where ``now`` is given."""
    if person is None:
        return
    rows = Membership.objects.within(by.partnership).filter(user=person)
    if now is not None:
        rows = rows.current(timezone.localdate(now))
    if not rows.exists():
        raise PlanRefused("Choose somebody who is in the partnership.", field)
