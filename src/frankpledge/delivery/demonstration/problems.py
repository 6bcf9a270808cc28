"""Problems, taskings, operations, equipment lent and prevention visits of the demonstration's year."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

from frankpledge.delivery.demonstration.done import MADE_UP, Body, Done, Earlier

STATION = "Thefts from cars at the station"
COUNTED = {"definition": "vehicle-crime@1", "before_from": date(2007, 4, 1), "before_to": date(2008, 3, 1),
           "after_from": date(2008, 9, 1), "after_to": date(2008, 12, 1)}  # fmt: skip
OSARA = {
    "objective": f"A third fewer by March. {MADE_UP}", "scanning": f"Windows broken on weekday evenings. {MADE_UP}",
    "findings": f"The last row has no lamp, and most of the glass. {MADE_UP}",
    "other_measure": f"Broken glass swept up each week by the car park's staff: 9 before, 2 after. {MADE_UP}",
    "learned": f"Light helped; the posters were not read. {MADE_UP}",
}  # fmt: skip
ANSWERS: dict[str, Any] = {
    "hypotheses": (
        {"hypothesis": f"Nobody can see the last row. {MADE_UP}", "evidence": "Visual audit", "verdict": "holds"},
        {"hypothesis": f"Satellite navigation is left in sight. {MADE_UP}", "verdict": "open"},
    ),
    "responses": (
        {"response": f"Two lamps. {MADE_UP}", "owner": Body("EHC"), "due_on": date(2008, 9, 1),
         "cost": Decimal("1800.00"), "done_on": date(2008, 8, 27)},
        {"response": f"Patrols at six. {MADE_UP}", "owner": Body("EHC"), "due_on": date(2008, 7, 1)},
    ),
}  # fmt: skip


def _operation(
    title: str, on: tuple[int, int, int], until: date, refs: tuple[str, ...], sort: str, definition: str,
    *steps: str, areas: tuple[tuple[str, str], ...] = (), **more: Any,
) -> Done:  # fmt: skip
    listed = {"areas": tuple({"name": name, "code": code} for name, code in areas)}
    says = {"sort": sort, "definition": definition, "ends_on": until, "aim": MADE_UP, **more}
    lines = {
        "shifts": (
            {"worked_on": date(*on), "begins_at": time(18, 0), "hours": Decimal("6.0"), "officers": 4},
            {"worked_on": until, "begins_at": time(20, 0), "hours": Decimal("5.0"), "officers": 6},
        ),
        "results": (
            {"sort": "vehicles_stopped", "count": 31}, {"sort": "arrests", "count": 2}, {"sort": "notices", "count": 7},
        ),
    }  # fmt: skip
    asked = {"debrief": f"Begin before dark. {MADE_UP}"}
    return Done(
        "operations",
        title,
        on,
        "Police",
        refs,
        says,
        steps,
        asked=asked,
        lines={**listed, **lines} if steps else listed,
    )


def _task(title: str, on: tuple[int, int, int], due: date, *steps: str, **more: Any) -> Done:
    says = {"ask": f"{title}. {MADE_UP}", "due_on": due, **more}
    asked = {"done_on": due, "result": f"Done as asked. {MADE_UP}"}
    return Done("taskings", title, on, "Police", ("2.1",), says, steps, asked=asked)


def _loan(title: str, on: tuple[int, int, int], sort: str, place: str, back: date, *steps: str) -> Done:
    says = {"sort": sort, "has_consent": True, "due_back_on": back, "note": MADE_UP}
    return Done("equipment", title, on, "Police", ("3.4",), says, steps, place, asked={"returned_on": back})


def _visits(title: str, on: tuple[int, int, int], sort: str, place: str, visited: int, repeats: int,
            **more: int) -> Done:  # fmt: skip
    says = {"sort": sort, "visited": visited, "repeats": repeats, "repeats_from": Body("Police"), "advice": MADE_UP,
            **more}  # fmt: skip
    lines: dict[str, Any] = {"items": ({"item": "light", "count": visited}, {"item": "marking", "count": 2 * visited})}
    return Done("prevention", title, on, "Police", ("3.4",), says, ("visit",), place, {"visited": visited}, lines)


PROBLEMS = (
    Done("problems", STATION, (2008, 5, 12), "JAG", ("2.1", "3.2"), {**OSARA, **COUNTED}, ("analyse", "respond"),
         "Station car park", OSARA, ANSWERS),
    Done("problems", "Broken glass in the bus station", (2008, 4, 7), "JAG", ("2.1",), OSARA,
         ("analyse", "respond", "assess_otherwise", "close"), "Bus station", OSARA),
    Done("problems", "Noise on the recreation ground", (2008, 11, 3), "JAG", ("2.1", "2.3"),
         {"scanning": f"Shouting on Friday nights. {MADE_UP}"}, (), "Recreation ground"),
    _task("Be seen at the station at six", (2008, 6, 9), date(2008, 7, 1), "accept", "finish", solves=Earlier(STATION)),
    _task("Visit the traders of the bus station", (2008, 9, 8), date(2008, 10, 6), "accept"),
    _task("Stop and check at the lay-by", (2008, 10, 13), date(2008, 11, 10), "decline", priority="low"),
    _operation("Operation Tarantula", (2008, 7, 1), date(2008, 9, 30), ("3.2",), "vehicle", "tarantula@1",
               "start", "finish", "close", solves=Earlier(STATION)),
    _operation("Operation Alchemist", (2008, 8, 4), date(2008, 8, 29), ("3.3",), "metal", "lead-theft@1", "start",
               "finish", premises="church", metal="lead", kilograms_stolen=Decimal(420),
               kilograms_recovered=Decimal(65), dealers_visited=3, dealers_wanting=1),
    _operation("Operation Saturnalia", (2008, 11, 24), date(2008, 12, 31), ("3.4",), "burglary", "dwelling-burglary@1",
               "start"),
    _operation("Two counties' roads", (2008, 12, 8), date(2008, 12, 12), ("3.5",), "cross_border", "",
               areas=(("Uttlesford", "E07000077"), ("Epping Forest", "E07000072"))),
    Done("hand-offs", "Logs of June", (2008, 6, 30), "Police", ("3.4",),
         {"to_role": "unit", "to_agency": Body("Police"), "log_count": 6}, ("acknowledge",),
         asked={"acknowledged_on": date(2008, 7, 4)}),
    Done("hand-offs", "Logs of October", (2008, 10, 31), "Police", ("3.4",),
         {"to_role": "neighbourhood", "to_agency": Body("Police"), "log_count": 4}),
    _loan("Memo cam for a repeat victim", (2008, 6, 16), "memo_cam", "Sele ward", date(2008, 7, 14), "return"),
    _loan("Shed alarms for the allotments", (2008, 10, 27), "shed_alarm", "Allotments", date(2009, 1, 31)),
    _visits("Visits after three burglaries", (2008, 10, 20), "cocoon", "Sele ward", 14, 3, to_visit=60,
            neighbours=47),
    _visits("Farm security round", (2008, 9, 15), "farm", "The northern parishes", 6, 1),
)  # fmt: skip
