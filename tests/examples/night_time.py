"""Examples of the night-time economy: premises and what names them, marshals, maps."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from tests.examples.example import Example, Fresh, Made

NIGHT_TIME: dict[str, Example] = {
    "premises": Example(
        values={
            "title": "The Old Bell", "starts_on": date(2026, 11, 2), "sort": "pub", "place": "Market Square",
            "licence_number": "06/01234", "closes_at": time(2, 0),
        },
        changed=("licence_number", "06/01235"),
        steps=("review", "keep", "close"),
        asked={"review_reason": "Fights at closing time"},
        parts={"conditions": {"condition": "Two door staff after ten", "source": "hearing"}},
        part_changed={"conditions": ("condition", "Three door staff after ten")},
    ),
    "licence-applications": Example(
        values={
            "title": "A later hour on Saturdays", "starts_on": date(2026, 11, 2), "premises": Made("premises"),
            "sort": "variation",
        },
        changed=("hearing_on", date(2026, 12, 14)),
        steps=("list", "decide"),
        asked={"hearing_on": date(2026, 12, 15), "decision": "conditions", "decided_on": date(2026, 12, 16)},
        parts={"representations": {"who": "police", "view": "objects", "ground": "crime",
                                   "made_on": date(2026, 11, 20)}},
        part_changed={"representations": ("ground", "nuisance")},
    ),
    "premises-visits": Example(
        values={
            "title": "Visit after closing time", "starts_on": date(2026, 11, 7), "premises": Made("premises"),
            "sort": "joint",
        },
        changed=("sort", "routine"),
        steps=("visit", "follow"),
        asked={"follow_up_on": date(2026, 11, 21), "followed_up_on": date(2026, 11, 20)},
        parts={"checklist": {"item": "age", "mark": "2", "finding": "Refusals book is behind",
                             "action": "Write it each night", "due_on": date(2026, 11, 14)}},
        part_changed={"checklist": ("finding", "Refusals book is up to date")},
    ),
    "premises-schemes": Example(
        values={"title": "Town Pubwatch", "starts_on": date(2026, 11, 2), "sort": "pubwatch", "meets": "Monthly"},
        changed=("meets", "Every second month"),
        steps=("start",),
        parts={"members": {"premises": Made("premises"), "joined_on": date(2026, 11, 3)}},
        part_changed={"members": ("joined_on", date(2026, 11, 4))},
    ),
    "scheme-awards": Example(
        values={
            "title": "Best Bar None, first round", "starts_on": date(2026, 11, 2), "scheme": Made("premises-schemes"),
            "premises": Made("premises"), "score": 41, "out_of": 50,
        },
        changed=("score", 43),
        steps=("award",),
        asked={"awarded_on": date(2026, 11, 16), "renew_by": date(2027, 11, 16)},
    ),
    "premises-bans": Example(
        values={
            "title": "Ban after a fight", "starts_on": date(2026, 11, 2), "sort": "scheme", "until": date(2027, 5, 2),
            "reference": "PW/26/17", "scheme": Made("premises-schemes"),
        },
        changed=("until", date(2027, 11, 2)),
        steps=("end",),
        parts={
            "premises": {"premises": Made("premises")},
            "breaches": {"on": date(2026, 11, 14), "premises": Made("premises"), "what": "entered", "then": "left"},
        },
        part_changed={"premises": ("premises", Made("premises")), "breaches": ("then", "police")},
    ),
    "sharing-agreements": Example(
        values={
            "title": "Sharing with Pubwatch", "starts_on": date(2026, 11, 2), "reference": "EH/DSA/14",
            "scheme": Made("premises-schemes"),
        },
        changed=("reference", "EH/DSA/15"),
        steps=("sign",),
        asked={
            "covers": "Name, photograph and dates of a ban", "purpose": "So that members know whom to refuse",
            "signed_on": date(2026, 11, 9), "review_on": date(2027, 11, 9),
        },
    ),
    "bottle-codes": Example(
        values={
            "title": "Marks for the corner shop", "starts_on": date(2026, 11, 2), "premises": Made("premises"),
            "code": Fresh("EH-"),
        },
        changed=("code", "EH-B15"),
        steps=("retire",),
    ),
    "bottle-finds": Example(
        values={
            "title": "Cans in the park", "starts_on": date(2026, 11, 6), "place": "Castle grounds", "code": "EH-014",
            "found": "seized", "bottle_count": 4,
        },
        changed=("bottle_count", 5),
        steps=("answer",),
        asked={"answer": "Age checks looked at together"},
    ),
    "impact-areas": Example(
        values={"title": "The town centre", "starts_on": date(2026, 11, 2), "premises_sorts": "Pubs and night clubs"},
        changed=("premises_sorts", "Pubs, night clubs and late takeaways"),
        steps=("consult", "publish"),
        asked={
            "consulted_from": date(2017, 9, 1), "consulted_until": date(2017, 10, 13),
            "published_on": date(2018, 4, 5),  # the last day on which the law named nobody to be asked
        },
        parts={
            "evidence": {"finding": "61 of 140 assaults at night", "source": "Police, year to September"},
            "consultation": {
                "body": "chief_officer", "asked_on": date(2026, 9, 1), "answered_on": date(2026, 10, 5), "view": "for",
                "words": "Their figures are in it.",
            },
            "decisions": {"application": Made("licence-applications"), "outcome": "refused"},
        },
        part_changed={
            "evidence": ("finding", "62 of 140 assaults at night"), "consultation": ("words", "They want it larger."),
            "decisions": ("outcome", "despite"),
        },
    ),
    "marshal-shifts": Example(
        values={
            "title": "Friday at the station", "starts_on": date(2026, 11, 6), "rank": "Station rank",
            "from_time": time(22, 0), "until_time": time(3, 0),
        },
        changed=("cost", Decimal("310.00")),
        steps=("work",),
        asked={"marshal_count": 2, "carried": 240},
        parts={"incidents": {"sort": "queue", "at": time(1, 20), "words": "Two pushed in"}},
        part_changed={"incidents": ("sort", "disorder")},
    ),
    "patrols": Example(
        values={
            "title": "Evening patrol of the lane", "starts_on": date(2026, 11, 17), "place": "Mill Lane",
            "enforces": Made("orders", is_ready=True), "officer": Made("accreditations", is_ready=True),
            "power": "litter", "from_time": time(20, 0), "until_time": time(1, 30),
        },
        changed=("until_time", time(2, 0)),
        steps=("walk",),
        asked={"officer_count": 2, "asked_to_leave": 7},
    ),
    "night-safe-maps": Example(
        values={"title": "Getting home from town", "starts_on": date(2026, 11, 2), "town": "Hertford", "edition": 1},
        changed=("edition", 2),
        steps=("clear", "publish"),
        asked={"published_on": date(2026, 11, 20)},
        parts={"entries": {"sort": "rank", "name": "Station rank", "where": "Station forecourt",
                           "easting": 533_300, "northing": 212_800}},
        part_changed={"entries": ("name", "Main rank")},
    ),
}  # fmt: skip
