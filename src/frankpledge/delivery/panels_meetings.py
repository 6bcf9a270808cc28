"""What meetings offer the rooms below: when a group met and meets, and what waits for whoever sits on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from frankpledge.core import panels
from frankpledge.delivery.cadence import standings
from frankpledge.delivery.kinds.meetings import Meeting
from frankpledge.delivery.root import KINDS
from frankpledge.delivery.tasks import Task
from frankpledge.partners.access import Access
from frankpledge.partners.models import ActionGroup, GroupMembership
from frankpledge.partners.permissions import Permission
from frankpledge.records.changes.records import has_written

SHOWN = 5
MINUTES_LOOKED_AT = 20


def offer() -> None:
    """Put everything in its registry, when Django starts."""
    panels.add("group", order=10, template="delivery/_group_meetings.html", context=on_group)
    panels.add("my-work", order=14, template="delivery/_my_groups.html", context=my_groups)


def on_group(request: HttpRequest, group: ActionGroup) -> dict[str, Any] | None:
    """When the group met and meets, whether that is as often as it means to, and what it has to do."""
    access: Access = request.access  # type: ignore[attr-defined]  # set by the guard
    if not access.reach(KINDS.view):
        return None
    today = timezone.localdate()
    waiting = Task.objects.visible_to(access).still_open().of_groups_records([group.pk])
    return {
        "group": group,
        "partnership": access.partnership,
        "standing": standings([group], today)[0],
        "open": waiting.count(),
        "late": waiting.filter(due_on__lt=today).count(),
        "may_plan": bool(access.reach(KINDS.write)) and group.closed_on is None,
        "may_set": access.may(Permission.GROUP_EDIT, groups=[group.pk]),
    }


def my_groups(request: HttpRequest, access: Access) -> dict[str, Any] | None:
    """Groups the reader chairs that have not met for too long; minutes that wait for them; their next meetings."""
    today = timezone.localdate()
    sits_on = GroupMembership.objects.within(access.partnership).filter(user_id=access.user_id).current(today)
    groups = ActionGroup.objects.within(access.partnership).open_on(today)
    mine = standings(groups.filter(pk__in=sits_on.values("group_id")).order_by("name"), today)
    late = [each for each in mine if each.is_overdue and each.group.pk in access.groups]
    rows: Any = Meeting.objects.visible_to(access).filter(state="held").select_related("partnership")
    reach = access.reach(KINDS.clear)
    rows = rows if reach.everywhere else rows.filter(lead_group__in=reach.groups)
    held = rows.order_by("starts_on", "pk")[:MINUTES_LOOKED_AT]
    minutes = [row for row in held if not has_written(row, access.audit_key)]
    following = [each.next for each in mine if each.next is not None]
    if not (late or minutes or following):
        return None
    return {"partnership": access.partnership, "late": late, "minutes": minutes[:SHOWN], "following": following}
