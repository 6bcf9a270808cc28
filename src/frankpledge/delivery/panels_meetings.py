"""What meetings offer the rooms below: when a group met and meets, and what waits for whoever sits on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from frankpledge.core import panels
from frankpledge.delivery.above import ABOVE, Box
from frankpledge.delivery.cadence import standings
from frankpledge.delivery.kinds.meetings import Meeting
from frankpledge.delivery.kinds.public_meetings import HELD, PublicMeeting, ViewHeard
from frankpledge.delivery.public_duty import duty_of
from frankpledge.delivery.root import KINDS
from frankpledge.delivery.tasks import Task
from frankpledge.partners.access import Access
from frankpledge.partners.models import ActionGroup, GroupMembership
from frankpledge.partners.permissions import Permission
from frankpledge.records.changes.records import has_written
from frankpledge.strategy import heard
from frankpledge.strategy.models import Assessment

SHOWN = 5
MINUTES_LOOKED_AT = 20


def offer() -> None:
    """Put everything in its registry, when Django starts."""
    panels.add("group", order=10, template="delivery/_group_meetings.html", context=on_group)
    panels.add("my-work", order=14, template="delivery/_my_groups.html", context=my_groups)
    ABOVE.setdefault("public-meetings", []).append(against_the_law)
    heard.add(heard.Source("public-meetings", "Said at public meetings", said_at_meetings))


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
    if access.user_id is None:
        return None
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


def against_the_law(page: Any) -> Box | None:
    """Public meetings of the plan's year against what the plan promises and what the law asks."""
    duty = duty_of(page.partnership, page.today)
    return Box("Against the plan and the law", duty.sentences) if duty else None


def said_at_meetings(assessment: Assessment) -> Iterator[heard.Heard]:
    """What was said at public meetings of the assessment's year that were held."""
    rows: Any = ViewHeard.objects.within(assessment.partnership)
    rows = rows.filter(record__state__in=HELD, record__starts_on__range=(assessment.starts_on, assessment.ends_on))
    for row in rows.select_related("record", "theme").order_by("record__starts_on", "pk"):
        meeting: PublicMeeting = row.record
        where = f"Public meeting, {meeting.venue or meeting.place or meeting.title}"
        key = f"public-meeting-view-{row.pk}"
        yield heard.Heard(key, where, meeting.starts_on, row.words, row.people_count, row.theme)
