"""Examples of communications, events and environmental crime."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.examples.example import Example, Made

EVERYDAY: dict[str, Example] = {
    "communications": Example(
        values={
            "title": "Dark nights campaign", "starts_on": date(2026, 11, 2), "channel": "press",
            "wording": "Lock your shed.", "audience": "Allotment holders",
        },
        changed=("audience", "Every household"),
        steps=("clear", "publish"),
        asked={"published_on": date(2026, 11, 9)},
    ),
    "events": Example(
        values={
            "title": "Street briefing in Mill Lane", "starts_on": date(2026, 11, 5), "sort": "briefing",
            "venue": "The green", "cost": Decimal("120.00"), "feedback_before": Decimal("4.0"),
            "feedback_after": Decimal("6.5"), "capacity": 50,
        },
        changed=("venue", "The village hall"),
        steps=("hold",),
        asked={"attendance": 40},
        parts={"issues": {"issue": "The lamp in Mill Lane is out", "passed_to": Made("agency")}},
        part_changed={"issues": ("issue", "Two lamps in Mill Lane are out")},
    ),
    "environment": Example(
        values={
            "title": "Tag on the bus shelter", "starts_on": date(2026, 11, 2), "sort": "graffiti", "found": "proactive",
            "surface": "metal", "tag": "ZEPH", "target_days": 5, "is_offensive": True, "place": "Mill Lane",
        },
        changed=("target_days", 3),
        steps=("schedule", "remove"),
        asked={"scheduled_on": date(2026, 11, 4), "done_on": date(2026, 11, 6)},
    ),
}  # fmt: skip
