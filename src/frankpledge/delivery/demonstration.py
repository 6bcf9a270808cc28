"""A believable part of the year's activity, made up: what was said, held and cleaned, and what each of it serves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from frankpledge.accounts.models import User
from frankpledge.delivery.changes import link_record
from frankpledge.delivery.root import KINDS
from frankpledge.partners.access import Access, access_by_command
from frankpledge.partners.models import ActionGroup, Agency
from frankpledge.plans.models import Objective, Plan
from frankpledge.records.changes.records import add_record, move_record

MADE_UP = "Made up for the demonstration."


@dataclass(frozen=True)
class Done:
    """One record: its kind, title, day, who led it, what it serves, what it says, and the steps it has taken."""

    kind: str
    title: str
    on: tuple[int, int, int]
    leads: str  # an agency's or a group's short name
    refs: tuple[str, ...]
    says: Mapping[str, Any] = field(default_factory=dict)
    steps: tuple[str, ...] = ()
    place: str = ""


def _story(title: str, on: tuple[int, int, int], refs: tuple[str, ...], channel: str, *steps: str) -> Done:
    says = {"channel": channel, "audience": "Residents of the district", "wording": f"{title}. {MADE_UP}"}
    return Done("communications", title, on, "Comms", refs, says, steps)


def _event(
    title: str, on: tuple[int, int, int], leads: str, refs: tuple[str, ...], sort: str, place: str, came: int | None
) -> Done:
    says = {"sort": sort, "venue": place, "issues": MADE_UP} | ({"attendance": came} if came is not None else {})
    return Done("events", title, on, leads, refs, says, () if came is None else ("hold",), place)


def _dirt(
    title: str, on: tuple[int, int, int], sort: str, place: str, target: int, taken: int | None, **more: Any
) -> Done:
    says = {"sort": sort, "target_days": target, "notes": MADE_UP, **more}
    if taken is not None:
        says["done_on"] = date(*on) + timedelta(days=taken)
    return Done("environment", title, on, "EHC", ("1.3", "2.6"), says, () if taken is None else ("remove",), place)


YEAR = (
    _story("The partnership's logo on every leaflet", (2008, 5, 6), ("1.1",), "web", "clear", "publish"),
    _story("Lock it, hide it, keep it", (2008, 6, 12), ("1.1", "3.1"), "press", "clear", "publish"),
    _story("Meet your community support officers", (2008, 7, 3), ("1.2",), "magazine", "clear", "publish"),
    _story("A cleaner underpass", (2008, 8, 20), ("1.3", "1.7"), "newsletter", "clear", "publish"),
    _story("Taxi marshals begin", (2008, 9, 12), ("1.9",), "press", "clear", "publish"),
    _story("Dark nights: lights on a timer", (2008, 10, 24), ("1.1", "3.4"), "campaign", "clear"),
    _story("Fewer thefts from cars at the station", (2008, 11, 14), ("1.7", "3.2"), "newsletter"),
    _event("Street briefing", (2008, 5, 17), "Police", ("1.5",), "briefing", "Market place", 34),
    _event("Road show at the summer fair", (2008, 7, 12), "EHC", ("1.5", "5.1"), "road_show", "Castle grounds", 210),
    _event("Football on Friday nights", (2008, 8, 8), "EHC", ("2.7", "5.1"), "diversion", "Leisure centre", 26),
    _event("Football on Friday nights", (2008, 9, 5), "EHC", ("2.7", "5.1"), "diversion", "Leisure centre", 31),
    _event("Crucial Crew, first week", (2008, 10, 6), "Police", ("5.5",), "crucial_crew", "Fire station", 412),
    _event("Workshop at the youth conference", (2008, 12, 4), "EHC", ("5.2",), "workshop", "Council chamber", None),
    _dirt("Tags on the underpass", (2008, 4, 22), "graffiti", "Station underpass", 10, 6, surface="stone"),
    _dirt("Rude words on a shelter", (2008, 6, 2), "graffiti", "Bus station", 2, 1, surface="glass", is_offensive=True),
    _dirt("Mattresses in the lane", (2008, 7, 21), "fly_tipping", "Mill Lane", 5, 9),
    _dirt("A car without plates", (2008, 9, 1), "abandoned", "Riverside car park", 7, 7),
    _dirt("Dog fouling on the school path", (2008, 10, 13), "fouling", "School path", 5, 3),
    _dirt("Tags on the pavilion", (2008, 11, 10), "graffiti", "Recreation ground", 10, None, surface="wood"),
)  # fmt: skip


def make_demonstration(*, plan: Plan, people: Mapping[str, User], by: Access, now: datetime) -> None:
    """The records, each linked to the objectives it serves. Stories are cleared by another hand than wrote them."""
    objectives = {row.ref: row for row in Objective.objects.filter(section__plan=plan)}
    agencies = {row.short_name: row for row in Agency.objects.within(by.partnership)}
    groups = {row.short_name: row for row in ActionGroup.objects.within(by.partnership)}
    another = access_by_command("demo-chair", by.partnership)
    for done in YEAR:
        leads = {"lead_group": groups.get(done.leads), "lead_agency": agencies.get(done.leads)}
        if not any(leads.values()):
            continue
        values = {"title": done.title, "starts_on": date(*done.on), "place": done.place, **leads, **done.says}
        record = add_record(kind=KINDS[done.kind], values=values, by=by, now=now)
        for step in done.steps:
            hand = another if step == "clear" else by
            asked = {"published_on": date(*done.on), "reach_count": 1200} if step == "publish" else None
            record = move_record(record=record, move=step, version=record.version, values=asked, by=hand, now=now)
        for ref in done.refs:
            if ref in objectives:
                link_record(record=record, objective=objectives[ref], action=None, by=by, now=now)
