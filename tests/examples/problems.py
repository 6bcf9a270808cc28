"""Examples of problems, taskings, operations, equipment lent, and crime prevention visits."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from tests.examples.example import Example, Made

PROBLEMS: dict[str, Example] = {
    "problems": Example(
        values={
            "title": "Thefts from cars at the station", "starts_on": date(2026, 11, 2), "place": "Station car park",
            "objective": "A third fewer in a year", "scanning": "Windows broken on weekday evenings",
            "victim": "Commuters who leave bags in sight",
        },
        changed=("location", "No lamp behind the last row"),
        steps=("analyse", "respond", "assess_otherwise", "close"),
        asked={
            "objective": "A third fewer in a year", "scanning": "Windows broken on weekday evenings",
            "findings": "The dark row has most of them", "other_measure": "Broken glass each week: 9 before, 2 after",
            "learned": "Light helped",
        },
        parts={
            "hypotheses": {"hypothesis": "Nobody can see the last row", "evidence": "Visual audit", "verdict": "open"},
            "responses": {"response": "Put up two lamps", "owner": Made("agency"), "due_on": date(2026, 12, 1),
                          "cost": Decimal("800.00")},
        },
        part_changed={
            "hypotheses": ("hypothesis", "Nobody looks at the last row"),
            "responses": ("response", "Put up three lamps"),
        },
    ),
    "taskings": Example(
        values={
            "title": "Patrol the station at six", "starts_on": date(2026, 11, 2), "ask": "Be seen there each evening",
            "priority": "high", "due_on": date(2026, 11, 30),
        },
        changed=("ask", "Be seen there on weekday evenings"),
        steps=("accept", "finish"),
        asked={"done_on": date(2026, 11, 28), "result": "Twelve patrols, no thefts"},
    ),
    "operations": Example(
        values={
            "title": "Operation Alchemist", "starts_on": date(2026, 11, 2), "sort": "metal", "premises": "church",
            "aim": "Fewer roofs stripped", "intelligence_from": date(2026, 9, 1), "intelligence_to": date(2026, 10, 31),
        },
        changed=("other_areas", "The next district, E07000240"),
        steps=("start", "finish", "close"),
        asked={"debrief": "Tell the churchwardens sooner"},
        parts={
            "areas": {"name": "The next district", "code": "E07000240", "partner": Made("agency")},
            "shifts": {"worked_on": date(2026, 11, 3), "begins_at": time(18, 30), "hours": Decimal("6.0"),
                       "officers": 4},
            "results": {"sort": "vehicles_stopped", "count": 14, "note": "Two lanes"},
        },
        part_changed={
            "areas": ("code", "E07000243"), "shifts": ("note", "With the council's wardens"),
            "results": ("note", "Three lanes"),
        },
    ),
    "equipment": Example(
        values={
            "title": "Memo cam for a repeat victim", "starts_on": date(2026, 11, 2), "place": "Sele ward",
            "sort": "memo_cam", "asset": "MC-07", "has_consent": True, "due_back_on": date(2026, 12, 2),
        },
        changed=("asset", "MC-08"),
        steps=("return",),
        asked={"returned_on": date(2026, 12, 1)},
    ),
    "hand-offs": Example(
        values={
            "title": "Logs of November", "starts_on": date(2026, 11, 3), "from_group": Made("group"), "to_role": "unit",
            "to_agency": Made("agency"), "log_count": 3, "numbers": "41BA/12345/26, 41BA/12351/26",
        },
        changed=("log_count", 4),
        steps=("acknowledge",),
        asked={"acknowledged_on": date(2026, 11, 10)},
    ),
    "prevention": Example(
        values={"title": "Round of visits after three burglaries", "starts_on": date(2026, 11, 2), "sort": "cocoon",
                "place": "Sele ward", "to_visit": 24, "visited": 3},
        changed=("advice", "Timers for the evenings"),
        steps=("visit",),
        asked={"visited": 3},
        parts={"items": {"item": "light", "count": 3}},
        part_changed={"items": ("item", "lock")},
    ),
}  # fmt: skip
