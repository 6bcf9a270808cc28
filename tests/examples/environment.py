"""Examples of environmental weeks and visual audits."""

from __future__ import annotations

from datetime import date

from tests.examples.example import Example, Made

ENVIRONMENT: dict[str, Example] = {
    "environmental-weeks": Example(
        values={
            "title": "Clean-up of the Sele estate", "starts_on": date(2026, 11, 2), "ends_on": date(2026, 11, 8),
            "area": "Sele estate",
        },
        changed=("area", "Sele and Thornton"),
        steps=("hold",),
        asked={"job_count": 34},
    ),
    "visual-audits": Example(
        values={"title": "Audit of the station underpass", "starts_on": date(2026, 11, 3), "site": "Station underpass"},
        changed=("site", "Station underpass and ramp"),
        steps=("walk", "close"),
        asked={"attendee_count": 5},
        parts={
            "checks": {
                "item": "lighting", "score": 2, "finding": "Two lamps are out", "action": "Mend both lamps",
                "agency": Made("agency"), "due_on": date(2026, 12, 1),
            }
        },
        part_changed={"checks": ("finding", "Three lamps are out")},
    ),
}  # fmt: skip
