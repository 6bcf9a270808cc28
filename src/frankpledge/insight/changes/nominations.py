"""A place put before a group with its figures frozen, and what the group made of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.insight.changes.nomination_letters import tell_the_group, tell_who_raised_it
from frankpledge.insight.models import Nomination
from frankpledge.partners.access import Access
from frankpledge.partners.models import ActionGroup, Partnership
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import GoneMeanwhile, PlanRefused

DECIDED = tuple(state for state in Nomination.State if state is not Nomination.State.RAISED)


class NominationRefused(PlanRefused):
    """It was not raised or not decided, and why, in words for the person. ``field`` names the box."""


@transaction.atomic
def raise_nomination(
    *,
    group: ActionGroup,
    title: str,
    why: str,
    frozen: Mapping[str, Any],
    definition: str,
    area: str,
    address: str,
    by: Access,
    now: datetime,
) -> Nomination:
    """Put it before the group, with the figures as they stand. The same row waits before a group only once.

    ``frozen`` is plain JSON: what ``queries.nominations.frozen_figures`` makes of a row, or nothing. ``address`` is the
    view it was raised from; only one under the partnership's own “Crime” is kept.
    """
    by.demand(Permission.NOMINATION_RAISE)
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)
    held = ActionGroup.objects.within(by.partnership).open_on(now.date()).filter(pk=group.pk).first()
    if held is None:
        raise NominationRefused("That group no longer meets. Choose another.", "group")
    if not title.strip():
        raise NominationRefused("Say in a few words what it is about.", "title")
    rows = Nomination.objects.within(by.partnership)
    _refuse_twice(held, definition, area, frozen)
    row = Nomination.objects.create(
        partnership=by.partnership,
        number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
        group=held,
        title=title.strip()[:200],
        why=why.strip(),
        definition=definition,
        area=area,
        frozen=dict(frozen),
        raised_from=_ours(address, by.partnership),
        raised_at=now,
        raised_by=by.audit_key,
    )
    said = {"number": row.number, "group": held.name, "title": row.title, "definition": definition, "area": area}
    log("nomination.raised", row, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE, after=said)
    tell_the_group(row, by=by, today=timezone.localdate(now))
    return row


@transaction.atomic
def decide_nomination(
    *, nomination: Nomination, state: str, decision: str, version: int, by: Access, now: datetime
) -> Nomination:
    """What the group made of it, with its reason. A later meeting may decide again; the audit keeps each decision."""
    row = Nomination.objects.within(by.partnership).select_for_update().filter(pk=nomination.pk).first()
    if row is None:
        raise GoneMeanwhile
    by.demand(Permission.NOMINATION_DECIDE, groups=[row.group_id])
    if row.version != version:
        raise EditedMeanwhile(row)
    if state not in DECIDED:
        raise NominationRefused("Choose what the group decided.", "state")
    if not decision.strip():
        raise NominationRefused("Say why: whoever raised it will ask.", "decision")
    before = {"state": row.state, "decision": row.decision}
    row.state, row.decision = Nomination.State(state), decision.strip()
    row.decided_at, row.decided_by, row.version = now, by.audit_key, row.version + 1
    row.save(update_fields=["state", "decision", "decided_at", "decided_by", "version"])
    after = {"state": row.state, "decision": row.decision, "number": row.number}
    log("nomination.decided", row, by=by, now=now, partnership=by.partnership, before=before, after=after)
    tell_who_raised_it(row, by=by, today=timezone.localdate(now))
    return row


def _refuse_twice(group: ActionGroup, definition: str, area: str, frozen: Mapping[str, Any]) -> None:
    if not definition:
        return
    waiting = Nomination.objects.filter(group=group, definition=definition, area=area, state=Nomination.State.RAISED)
    twin = next((row for row in waiting if row.frozen.get("period") == frozen.get("period")), None)
    if twin is not None:
        raise NominationRefused(f"This is before {group.short_name or group.name} already, as number {twin.number}.")


def _ours(address: str, partnership: Partnership) -> str:
    """The address, if it leads nowhere but into the partnership's own figures."""
    begins = f"/p/{partnership.slug}/crime/"
    return address if address.startswith(begins) and "\\" not in address and len(address) <= 2000 else ""
