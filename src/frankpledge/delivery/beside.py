"""What stands beside a record on its page, in this order: a line for each concern."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from frankpledge.delivery.agenda import last_meeting
from frankpledge.delivery.ban_sharing import sharing
from frankpledge.delivery.carried import boxes
from frankpledge.delivery.clearing import boxes as clearing
from frankpledge.delivery.clocks.queries import clocks_of
from frankpledge.delivery.hate_recording import recording
from frankpledge.delivery.kinds.cards import ContactCard
from frankpledge.delivery.kinds.communications import Communication
from frankpledge.delivery.kinds.meetings import HELD, Attendance, Meeting
from frankpledge.delivery.kinds.night_safe_maps import NightSafeMap
from frankpledge.delivery.mapping import area_at, picture_of, picture_of_zone
from frankpledge.delivery.meeting_letters import MeetingLetter, paper_to_send, still_to_get
from frankpledge.delivery.naming import naming
from frankpledge.delivery.persistent import persistent_selling
from frankpledge.delivery.problem_solving.boxes import PROBLEM_SOLVING
from frankpledge.delivery.queries import links_of
from frankpledge.delivery.succeeding import succession
from frankpledge.delivery.suggesting import suggestions
from frankpledge.delivery.tasks import LOOKS, Task
from frankpledge.delivery.zones import is_zone, zone_of
from frankpledge.insight.queries.outlined import outlined
from frankpledge.partners.changes.readings import read_people
from frankpledge.plans.queries.people import named
from frankpledge.records.squares import Square, grid_reference

NEAR_SIDE = 2_000  # metres: what is said to be near a record

# The template of each, and what answers with its words for a page of one record; nothing, and it is not shown.
BESIDE: list[tuple[str, Callable[[Any], dict[str, Any] | None]]] = []


def beside(page: Any) -> list[tuple[str, dict[str, Any]]]:
    """The template and the words of everything there is to show. ``page`` is the view: record, access, may_write."""
    found = [(template, said_of(page)) for template, said_of in BESIDE]
    return [(template, said) for template, said in found if said is not None]


def _clocks(page: Any) -> dict[str, Any] | None:
    """The days that must not be missed, with the days left."""
    found = clocks_of(page.record, page.today)
    return {"running": found} if found else None


def _links(page: Any) -> dict[str, Any]:
    """What it delivers, and what it probably delivers."""
    record = page.record
    return {
        "links": links_of(record),
        "suggested": suggestions(record) if page.may_write and record.counts else [],
        "link_url": record.address("link"),
    }


def _tasks(page: Any) -> dict[str, Any]:
    """What is to be done about it, by whom; the names the reader may see are written down as read."""
    record, today = page.record, timezone.localdate(page.now)
    rows = list(Task.objects.filter(record=record.pk).whole())
    hands = named({row.owner.user_id for row in rows if row.owner}, page.access)
    people = [hand.user for hand in hands.values() if hand.user]
    read_people(people, purpose="tasks of a record", by=page.access, now=page.now)
    said = []
    for row in rows:
        colour, word = LOOKS[row.state(today)]
        hand = hands.get(row.owner.user_id) if row.owner else None
        may_finish = row.may_finish(page.access)
        addresses = {f"{name}_url": record.address_of_task(row, name) for name in ("done", "edit", "drop")}
        who = hand.name if hand else row.agency.short_name or row.agency.name
        said.append({"task": row, "colour": colour, "word": word, "who": who, "may_finish": may_finish, **addresses})
    add_url = record.address_of_task(None, "add") if page.may_write and record.counts else ""
    waiting = sum(row.is_open for row in rows)
    return {"tasks": said, "open": waiting, "heading": record.tasks_called, "add_url": add_url}


def _around(page: Any) -> dict[str, Any] | None:
    """The timelines it stands in: of its place and of its group."""
    record = page.record
    around = [
        ("Everything at this place", urlencode({"place": record.place})) if record.place else None,
        ("Everything this group did", urlencode({"group": record.lead_group_id})) if record.lead_group_id else None,
    ]
    if record.place_area:
        words = f"Everything in {record.get_place_area_display()}"
        around.append((words, urlencode({"area": record.place_area})))
    found = [each for each in around if each]
    return {"around": found} if found else None


def _where(page: Any) -> dict[str, Any] | None:
    """Where it is on a small map, with the way to what else was near it; of an order, the outline it holds in."""
    record = page.record
    zone = zone_of(record, page.partnership) if is_zone(record) else None
    if record.easting is None and zone is None:
        return None
    areas = outlined(page.partnership)
    said: dict[str, Any] = {"svg": "", "zone": zone}
    if record.easting is not None:
        near = Square(record.easting // NEAR_SIDE * NEAR_SIDE, record.northing // NEAR_SIDE * NEAR_SIDE, NEAR_SIDE)
        area = area_at(record.easting, record.northing, areas)
        said |= {
            "svg": picture_of(record, areas),
            "reference": grid_reference(record.easting, record.northing, 10),
            "area": area.name if area else "",
            "near_url": f"{reverse('activity-map', args=[page.partnership.slug])}?{urlencode({'at': str(near)})}",
        }
    if zone is not None and zone.area is not None:
        said["svg"] = picture_of_zone(record, zone.area, zone.words, areas)
    return said


def _naming(page: Any) -> dict[str, Any] | None:
    """What else names it, and the way to record another; nothing where no kind can."""
    groups = naming(page.record, page.access)
    if not groups:
        return None
    may_record = page.record.counts and bool(page.access.reach(page.registry.write))
    return {"groups": groups, "is_any": any(group.rows for group in groups), "may_record": may_record}


BESIDE.append(("delivery/_clocks.html", _clocks))
BESIDE.append(("delivery/_succession.html", succession))
BESIDE.append(("delivery/_persistent.html", persistent_selling))
BESIDE.append(("delivery/_recording.html", recording))
BESIDE.append(("delivery/_ban_sharing.html", sharing))
BESIDE.extend(PROBLEM_SOLVING)


def _meeting(page: Any) -> dict[str, Any] | None:
    """A group's meeting: its agenda to be filled, who came of how many, its paper and its place in a calendar."""
    record = page.record
    if not isinstance(record, Meeting):
        return None
    answers = list(record.attendance.values_list("answer", "is_senior"))
    here = [page.partnership.slug, record.kind, record.pk]
    part = record.declared.part("agenda")
    may_fill = page.may_write and part is not None and part.is_open_in(record.state)  # and say who came: open alike
    return {
        "fill_url": reverse("meeting-fill", args=here) if may_fill else "",
        "mark_url": reverse("meeting-attendance", args=here) if may_fill else "",
        "asked": len(answers),
        "came": sum(answer == Attendance.Answer.CAME for answer, _ in answers),
        "senior": sum(is_senior for _, is_senior in answers),
        "is_held": record.state in HELD,
        "last": last_meeting(record),
        **_sent(page),
    }


def _sent(page: Any) -> dict[str, Any]:
    """Who was sent its agenda or minutes and when, by name for those who may see names; and who has not had it."""
    record = page.record
    rows = list(MeetingLetter.objects.filter(record=record.pk))
    hands = named({row.user_id for row in rows}, page.access) if rows else {}
    read_people([hand.user for hand in hands.values() if hand.user], purpose="whom a meeting’s papers were sent to",
                by=page.access, now=page.now)  # fmt: skip
    days: dict[tuple[str, Any], list[str]] = {}
    for row in rows:
        hand = hands.get(row.user_id)
        days.setdefault((row.get_paper_display(), row.sent_at), []).append(hand.name if hand else "")
    sent = [(paper, at, len(names), sorted(name for name in names if name)) for (paper, at), names in days.items()]
    paper = paper_to_send(record, page.today) if page.may_write else ""
    waiting = len(still_to_get(record, paper, page.today)) if paper else 0
    send_url = reverse("meeting-send", args=[page.partnership.slug, record.kind, record.pk]) if waiting else ""
    return {"sent": sent, "waiting": waiting, "send_url": send_url, "may_send": bool(paper)}


BESIDE.append(("delivery/_meeting.html", _meeting))


def _sheet(page: Any) -> dict[str, Any] | None:
    """Where a map is drawn, to be printed."""
    record = page.record
    if not isinstance(record, NightSafeMap):
        return None
    return {"href": reverse("night-safe-map", args=[record.partnership.slug, record.kind, record.pk])}


def _public(page: Any) -> dict[str, Any] | None:
    """Whether everybody can read it, and the way to change that; only of what is published."""
    record = page.record
    if not isinstance(record, Communication) or record.state != "published":
        return None
    may_show = page.access.may(record.registry.clear, **record.led_by())
    may_hide = page.may_write and record.is_public
    return {
        "is_public": record.is_public,
        "page_url": reverse("news-story", args=[page.partnership.slug, record.public_key]) if record.is_public else "",
        "change_url": reverse("record-public", args=[page.partnership.slug, record.pk]) if may_show or may_hide else "",
    }


BESIDE.append(("delivery/_public.html", _public))


def _card_sheet(page: Any) -> dict[str, Any] | None:
    """A contact card's sheet to print."""
    return {"sheet_url": page.record.address("card-sheet")} if isinstance(page.record, ContactCard) else None


BESIDE.append(("delivery/_card_sheet.html", _card_sheet))
BESIDE.append(("delivery/_routed.html", clearing.of_crime))
BESIDE.append(("delivery/_alike.html", clearing.alike_of))
BESIDE.append(("delivery/_week.html", clearing.of_week))
BESIDE.append(("delivery/_marks.html", clearing.of_audit))
BESIDE.append(("delivery/_links.html", _links))
BESIDE.append(("delivery/_sheet.html", _sheet))
BESIDE.append(("delivery/_where.html", _where))
BESIDE.append(("delivery/_naming.html", _naming))
BESIDE.append(("delivery/_tasks.html", _tasks))
BESIDE.append(("delivery/_around.html", _around))
BESIDE.extend(boxes.CARRIED)
