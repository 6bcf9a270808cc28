"""The night-time economy of the demonstration's year: made-up premises, and all that names them."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

from frankpledge.delivery.demonstration.done import MADE_UP, Done, Earlier


def _premises(title: str, sort: str, place: str, closes: time, at: tuple[int, int]) -> Done:
    says = {"sort": sort, "closes_at": closes}
    lines = {"conditions": ({"condition": "CCTV recorded and kept for 31 days", "source": "offered"},)}
    return Done("premises", title, (2008, 4, 7), "EHC", ("6.3",), says, (), place, lines=lines, at=at)


def _line(item: str, mark: str, **more: Any) -> dict[str, Any]:
    return {"item": item, "mark": mark, **more}


def _member(premises: str) -> dict[str, Any]:
    return {"premises": Earlier(premises), "joined_on": date(2008, 4, 14)}


def _visit(title: str, on: tuple[int, int, int], premises: str, *lines: dict[str, Any], **more: Any) -> Done:
    says = {"premises": Earlier(premises), "sort": "joint"}
    return Done("premises-visits", title, on, "EHC", ("6.3", "6.4"), says, lines={"checklist": lines}, **more)


def _shift(on: tuple[int, int, int], carried: int, *incidents: dict[str, Any]) -> Done:
    says = {
        "rank": "Station rank", "from_time": time(22), "until_time": time(3), "cost": Decimal("240.00"),
    }  # fmt: skip
    return Done(
        "marshal-shifts", "Taxi marshals at the station", on, "EHC", ("1.9",), says, ("work",), "Station forecourt",
        asked={"marshal_count": 2, "carried": carried}, lines={"incidents": incidents},
    )  # fmt: skip


BELL, VAULTS, CORNER = "The Ninth Bell", "The Lantern Vaults", "Corner Wines"
WATCH, AWARDS = "Town Pubwatch", "Safer Clubs, Pubs and Bars"
PASSING_ON = "What Pubwatch is told of a ban"

NIGHT_TIME = (
    _premises(BELL, "pub", "Market place", time(0, 30), (532620, 212560)),
    _premises(VAULTS, "club", "Mill Lane", time(2), (532790, 212610)),
    _premises(CORNER, "shop", "Station road", time(23), (533110, 212770)),
    Done(
        "premises-schemes", WATCH, (2008, 4, 14), "Police", ("6.3",), {"sort": "pubwatch", "meets": "Monthly"},
        ("start",),
        lines={"members": (_member(BELL), _member(VAULTS))},
    ),
    Done(
        "premises-schemes", "Bottle watch of the High Street", (2008, 5, 12), "EHC", ("6.3",), {"sort": "bottle"},
        ("start",), lines={"members": (_member(CORNER),)},
    ),
    Done("premises-schemes", AWARDS, (2008, 5, 12), "EHC", ("6.4",), {"sort": "safer"}, ("start",)),
    Done(
        "licence-applications", "An hour later on Saturdays", (2008, 6, 2), "EHC", ("6.3",),
        {"premises": Earlier(VAULTS), "sort": "variation"}, ("list", "decide"),
        asked={"hearing_on": date(2008, 7, 15), "decision": "conditions", "decided_on": date(2008, 7, 15)},
        lines={
            "representations": (
                {"who": "police", "view": "conditions", "ground": "crime", "made_on": date(2008, 6, 20)},
                {"who": "other", "view": "objects", "ground": "nuisance", "made_on": date(2008, 7, 3)},
            )
        },
    ),
    _visit(
        "Joint visit after midnight", (2008, 6, 14), VAULTS, _line("door", "3"), _line("cctv", "pass"),
        _line("age", "1", finding="No refusals book", action="Keep one from tonight", due_on=date(2008, 6, 28)),
        steps=("visit", "follow"), asked={"follow_up_on": date(2008, 6, 28), "followed_up_on": date(2008, 6, 27)},
    ),
    _visit(
        "Joint visit in the evening", (2008, 11, 8), BELL, _line("glass", "2"), _line("incidents", "pass"),
        _line("capacity", "0", finding="Nobody counts", action="Clickers at the door", due_on=date(2008, 11, 29)),
        steps=("visit",), asked={"follow_up_on": date(2008, 11, 29)},
    ),
    Done(
        "scheme-awards", "Safer Clubs award", (2008, 7, 1), "EHC", ("6.4",),
        {"scheme": Earlier(AWARDS), "premises": Earlier(VAULTS), "score": 41, "out_of": 50}, ("award",),
        asked={"awarded_on": date(2008, 9, 1), "renew_by": date(2009, 9, 1)},
    ),
    Done(
        "sharing-agreements", PASSING_ON, (2008, 5, 12), "Police", ("2.3", "6.3"),
        {"reference": "Pubwatch 2008", "scheme": Earlier(WATCH)}, ("sign",),
        asked={"covers": f"Name, photograph and dates of a ban. {MADE_UP}",
               "purpose": "So that members know whom to refuse", "signed_on": date(2008, 6, 2),
               "review_on": date(2009, 6, 1)},
    ),
    Done(
        "premises-bans", "Banned by the members for a year", (2008, 9, 3), "Police", ("2.3", "6.3"),
        {"sort": "scheme", "until": date(2009, 9, 2), "reference": "PW 08/07", "scheme": Earlier(WATCH)},
        ("share",), asked={"agreement": Earlier(PASSING_ON), "shared_on": date(2008, 9, 4), "seen_by": "members"},
        lines={"breaches": ({"on": date(2008, 10, 4), "premises": Earlier(BELL), "what": "entered", "then": "left"},)},
    ),
    Done(
        "bottle-codes", "Marks for Corner Wines", (2008, 5, 19), "Police", ("6.3",),
        {"premises": Earlier(CORNER), "code": "EH 014"},
    ),
    Done(
        "bottle-finds", "Cans in the castle grounds", (2008, 7, 25), "Police", ("2.3", "6.3"),
        {"code": "EH014", "found": "seized", "bottle_count": 6}, ("answer",), "Castle grounds",
        asked={"answer": f"Age checks gone through with the shop. {MADE_UP}"},
    ),
    Done(
        "impact-areas", "The town centre", (2008, 5, 6), "EHC", ("6.3",), {"premises_sorts": "Clubs and late pubs"},
        ("consult",), "Hertford town centre", at=(532600, 212600), is_in_ward=True,
        asked={"consulted_from": date(2008, 10, 1), "consulted_until": date(2008, 12, 19)},
        lines={
            "evidence": ({"finding": f"Two assaults in five at night. {MADE_UP}", "source": "Assessment"},),
            "consultation": (
                {"body": "chief_officer", "asked_on": date(2008, 10, 1), "answered_on": date(2008, 10, 28),
                 "view": "for"},
                {"body": "licensees", "asked_on": date(2008, 10, 1)},
            ),
        },
    ),
    _shift((2008, 9, 12), 184),
    _shift((2008, 9, 19), 203, {"sort": "queue", "at": time(1, 15), "words": "Two pushed in"}),
    _shift((2008, 12, 19), 311, {"sort": "disorder", "at": time(2, 5), "is_police_called": True}),
    Done(
        "night-safe-maps", "Getting home from town", (2008, 9, 1), "EHC", ("1.9",), {"town": "Hertford", "edition": 1},
        ("clear", "publish"), asked={"published_on": date(2008, 9, 12)},
        lines={
            "entries": (
                {"sort": "rank", "name": "Station rank", "where": "Station forecourt", "easting": 533140,
                 "northing": 212790, "hours": "Marshals on Fridays and Saturdays, 10 to 3"},
                {"sort": "bus", "name": "Late bus", "where": "Bus station, stop C", "easting": 532690,
                 "northing": 212640, "hours": "Last at quarter past midnight"},
                {"sort": "help", "name": "Street pastors", "where": "Market place", "easting": 532640,
                 "northing": 212570, "hours": "Saturdays, 10 to 3"},
                {"sort": "police", "name": "Police station", "where": "Hale road"},
            )
        },
    ),
)  # fmt: skip
