"""Examples of meetings: a group's own, and one with the public."""

from __future__ import annotations

from datetime import date, time

from tests.examples.example import Example, Made

MEETINGS: dict[str, Example] = {
    "meetings": Example(
        values={
            "title": "November meeting", "starts_on": date(2026, 11, 5), "starts_at": time(14, 0), "minutes_long": 90,
            "venue": "Council offices", "lead_group": Made("group"),
        },
        changed=("venue", "Police station"),
        steps=("send", "hold", "agree"),
        asked={"agenda_sent_on": date(2026, 11, 2)},
        parts={
            "agenda": {"position": 5, "words": "Welcome", "origin": "The chair"},
            "attendance": {"agency": Made("agency"), "answer": "came", "is_senior": True},
            "decisions": {"words": "To light the underpass", "why": "It was asked for twice"},
        },
        part_changed={
            "agenda": ("words", "Welcome and apologies"), "attendance": ("is_senior", False),
            "decisions": ("words", "To light the underpass by spring"),
        },
    ),
    "public-meetings": Example(
        values={
            "title": "Meet your partnership", "starts_on": date(2026, 11, 4), "starts_at": time(19, 0),
            "venue": "Town hall",
        },
        changed=("venue", "Corn exchange"),
        steps=("announce", "hold", "write_up"),
        asked={
            "notice_on": date(2026, 10, 14), "notice_where": "The Mercury", "people_count": 42,
            "written_up_on": date(2026, 11, 18), "written_up_where": "The partnership's web page",
        },
        parts={
            "attendance": {"agency": Made("agency"), "senior_role": "Chief officer", "came": True},
            "bodies": {"body": "Neighbourhood Watch", "people_count": 6},
            "views": {"words": "Cars race on the bypass at night", "people_count": 3},
        },
        part_changed={
            "attendance": ("senior_role", "Director"), "bodies": ("people_count", 7),
            "views": ("words", "Cars race on the bypass on Fridays"),
        },
    ),
}  # fmt: skip
