"""Meetings of the demonstration's year: the JAG every month, the others as they do, and two with the public."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from frankpledge.delivery.demonstration.done import MADE_UP, Body, Done

ANSWERS = {"c": "came", "a": "apologies", "-": "absent"}
USUAL = ("Actions of the last meeting", "The quarter so far")


def _group(
    leads: str, title: str, on: tuple[int, int, int], refs: tuple[str, ...], *steps: str, decided: str = "",
    came: str = "", at: time = time(14, 0), items: tuple[str, ...] = USUAL,
) -> Done:  # fmt: skip
    """``came`` is a letter for each of the council, the police and the county: came, apologies or not."""
    bodies = ("EHC", "Police", "HCC")
    lines: dict[str, tuple[dict[str, Any], ...]] = {
        "agenda": tuple(
            {"position": number, "words": f"{each}. {MADE_UP}", "origin": "The chair"}
            for number, each in enumerate(items, start=1)
        ),
        "attendance": tuple(
            {"agency": Body(body), "answer": ANSWERS[answer], "is_senior": answer == "c" and body != "HCC"}
            for body, answer in zip(bodies, came, strict=False)
        ),
        "decisions": ({"words": f"{decided}. {MADE_UP}"},) if decided else (),
    }
    says = {"starts_at": at, "minutes_long": 90, "venue": "Council offices, Hertford"}
    asked = {"agenda_sent_on": date(*on) - timedelta(days=5)}
    return Done("meetings", title, on, leads, refs, says, steps, "Hertford", asked, lines)


DONE = ("send", "hold", "agree")
JAG = ("2.1", "2.3", "6.2")
PUBLIC = "public-meetings"

MEETINGS = (
    _group("JAG", "JAG of April", (2008, 4, 9), JAG, *DONE, came="cca", decided="Look at the car parks first",
           items=("Hotspots of the month", "Car parks")),
    _group("JAG", "JAG of May", (2008, 5, 7), JAG, *DONE, came="ccc", decided="Joint patrols at the station"),
    _group("JAG", "JAG of June", (2008, 6, 4), JAG, *DONE, came="cc-", decided="Ask for a camera at the underpass"),
    _group("JAG", "JAG of July", (2008, 7, 2), JAG, *DONE, came="cac", decided="Write to the bus company"),
    _group("JAG", "JAG of September", (2008, 9, 3), JAG, *DONE, came="ccc", decided="Taxi marshals from October"),
    _group("JAG", "JAG of October", (2008, 10, 1), JAG, "send", "hold", came="ccc", decided="Clear the rear lane",
           items=("Fires near the recreation ground", "Dark nights")),
    _group("JAG", "JAG of November", (2008, 11, 5), JAG, "send", items=("Theft of lead", "Hotspots of the month")),
    _group("ASB", "ASB group, second quarter", (2008, 9, 17), ("2.2",), *DONE, came="cc",
           decided="Review six contracts"),
    _group("NTE", "Night-time economy group", (2008, 10, 15), ("6.3",), "send", "hold", came="cc", at=time(10, 0),
           decided="Bottle watch on two more evenings"),
    _group("Comms", "Communications group", (2008, 9, 24), ("1.1",), *DONE, came="cca", at=time(11, 0),
           decided="One campaign a quarter"),
    Done(
        PUBLIC, "First public meeting", (2008, 7, 10), "EHC", ("1.6",), {"starts_at": time(19, 0), "venue": "Ware"},
        ("announce", "hold", "write_up"), "Ware",
        {
            "notice_on": date(2008, 6, 19), "notice_where": "The local paper, and notice boards", "people_count": 61,
            "written_up_on": date(2008, 7, 31), "written_up_where": "The partnership's web page",
        },
        {
            "attendance": (
                {"agency": Body("EHC"), "senior_role": "Chief executive", "came": True},
                {"agency": Body("Police"), "senior_role": "District commander", "came": True},
                {"agency": Body("HCC"), "senior_role": "", "came": False},
            ),
            "bodies": ({"body": "Neighbourhood Watch", "people_count": 9}, {"body": "Traders of the High Street"}),
            "views": (
                {"words": f"Cars race by the river on Friday nights. {MADE_UP}", "people_count": 7},
                {"words": f"Nobody answers at the station after six. {MADE_UP}", "people_count": 4},
                {"words": f"The new lamps help. {MADE_UP}", "people_count": 3},
            ),
        },
    ),
    Done(
        PUBLIC, "Second public meeting", (2009, 1, 22), "EHC", ("1.6",),
        {"starts_at": time(19, 0), "venue": "Bishop's Stortford"}, (), "Bishop's Stortford",
    ),
)  # fmt: skip
