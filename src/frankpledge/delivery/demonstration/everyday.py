"""Communications, events and environmental crime of the demonstration's year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from frankpledge.delivery.demonstration.done import MADE_UP, Body, Done


def _story(title: str, on: tuple[int, int, int], refs: tuple[str, ...], channel: str, *steps: str) -> Done:
    says = {"channel": channel, "audience": "Residents of the district", "wording": f"{title}. {MADE_UP}"}
    return Done(
        "communications", title, on, "Comms", refs, says, steps, asked={"published_on": date(*on), "reach_count": 1200}
    )


def _event(
    title: str, on: tuple[int, int, int], leads: str, refs: tuple[str, ...], sort: str, place: str, came: int | None,
    **more: Any,
) -> Done:  # fmt: skip
    says = {"sort": sort, "venue": place, "issues": MADE_UP, **more}
    says |= {"attendance": came} if came is not None else {}
    steps = () if came is None else ("hold",)
    lines = {"issues": ({"issue": f"A lamp is out. {MADE_UP}", "passed_to": Body("HCC")},)} if came else {}
    return Done("events", title, on, leads, refs, says, steps, place, lines=lines)


def _dirt(
    title: str, on: tuple[int, int, int], sort: str, place: str, target: int, taken: int | None, **more: Any
) -> Done:
    says = {"sort": sort, "target_days": target, "notes": MADE_UP, **more}
    if taken is not None:
        says["done_on"] = date(*on) + timedelta(days=taken)
    return Done("environment", title, on, "EHC", ("1.3", "2.6"), says, () if taken is None else ("remove",), place)


EVERYDAY = (
    _story("The partnership's logo on every leaflet", (2008, 5, 6), ("1.1",), "web", "clear", "publish"),
    _story("Lock it, hide it, keep it", (2008, 6, 12), ("1.1", "3.1"), "press", "clear", "publish"),
    _story("Meet your community support officers", (2008, 7, 3), ("1.2",), "magazine", "clear", "publish"),
    _story("A cleaner underpass", (2008, 8, 20), ("1.3", "1.7"), "newsletter", "clear", "publish"),
    _story("Taxi marshals begin", (2008, 9, 12), ("1.9",), "press", "clear", "publish"),
    _story("Dark nights: lights on a timer", (2008, 10, 24), ("1.1", "3.4"), "campaign", "clear"),
    _story("Fewer thefts from cars at the station", (2008, 11, 14), ("1.7", "3.2"), "newsletter"),
    _event("Street briefing", (2008, 5, 17), "Police", ("1.5",), "briefing", "Market place", 34),
    _event("Road show at the summer fair", (2008, 7, 12), "EHC", ("1.5", "5.1"), "road_show", "Castle grounds", 210),
    _event("Football on Friday nights", (2008, 8, 8), "EHC", ("2.7", "5.1"), "diversion", "Leisure centre", 26,
           capacity=30, age_from=11, age_to=17),
    _event("Football on Friday nights", (2008, 9, 5), "EHC", ("2.7", "5.1"), "diversion", "Leisure centre", 31,
           capacity=30, age_from=11, age_to=17),
    _event("Workshop at the youth conference", (2008, 12, 4), "EHC", ("5.2",), "workshop", "Council chamber", None,
           capacity=60, age_from=14, age_to=18, key_messages=f"Ask for help early. {MADE_UP}"),
    _dirt("Tags on the underpass", (2008, 4, 22), "graffiti", "Station underpass", 10, 6, surface="stone"),
    _dirt("Rude words on a shelter", (2008, 6, 2), "graffiti", "Bus station", 2, 1, surface="glass", is_offensive=True),
    _dirt("Tags on the river bridge", (2008, 8, 4), "graffiti", "Riverside", 10, 12, surface="metal"),
    _dirt("Mattresses in the lane", (2008, 7, 21), "fly_tipping", "Mill Lane", 5, 9),
    _dirt("A car without plates", (2008, 9, 1), "abandoned", "Riverside car park", 7, 7),
    _dirt("Dog fouling on the school path", (2008, 10, 13), "fouling", "School path", 5, 3),
    _dirt("Tags on the pavilion", (2008, 11, 10), "graffiti", "Recreation ground", 10, None, surface="wood"),
)  # fmt: skip
