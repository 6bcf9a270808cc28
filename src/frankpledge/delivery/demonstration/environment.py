"""Environmental weeks and visual audits of the demonstration's year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from frankpledge.delivery.demonstration.done import MADE_UP, Body, Done

ENVIRONMENT = (
    Done(
        "environmental-weeks", "Clean-up of the riverside", (2008, 6, 9), "EHC", ("1.3", "2.6"),
        {"area": "Riverside", "notes": MADE_UP, "tonnes": Decimal("3.20"), "volunteer_count": 14}, ("hold",),
        "Riverside", {"job_count": 41},
    ),
    Done(
        "environmental-weeks", "Clean-up of the allotments", (2009, 3, 16), "EHC", ("2.6",),
        {"area": "Allotments", "notes": MADE_UP}, (), "Allotments",
    ),
    Done(
        "visual-audits", "The station underpass after dark", (2008, 10, 28), "EHC", ("1.3", "1.7"),
        {"site": "Station underpass", "summary": MADE_UP, "follow_up_on": date(2009, 2, 3)}, ("walk",),
        "Station underpass", {"attendee_count": 6},
        {
            "checks": (
                {"item": "lighting", "score": 2, "finding": f"Two lamps are out. {MADE_UP}",
                 "action": "Mend both lamps", "agency": Body("HCC"), "due_on": date(2008, 11, 11)},
                {"item": "graffiti", "score": 3, "finding": f"Tags on one wall. {MADE_UP}",
                 "action": "Clean the wall", "agency": Body("EHC"), "due_on": date(2008, 11, 7),
                 "done_on": date(2008, 11, 5)},
                {"item": "cameras", "score": 4, "finding": f"The view is clear. {MADE_UP}"},
            )
        },
    ),
)  # fmt: skip
