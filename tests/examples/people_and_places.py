"""Examples of what is done with people and places: shadowing, hate crime, initiatives, totals, support, themes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.examples.example import Example, Made

PEOPLE_AND_PLACES: dict[str, Example] = {
    "staff-counts": Example(
        values={"title": "PCSOs", "starts_on": date(2026, 11, 2), "sort": "pcso", "number_of_staff": 11},
        changed=("number_of_staff", 12),
        steps=("confirm",),
    ),
    "shadowing": Example(
        values={
            "title": "A day with the housing team", "starts_on": date(2026, 11, 3), "pcso": Made("place"),
            "host_agency": Made("agency"), "host_role": "Housing officer",
        },
        changed=("host_role", "Tenancy manager"),
        steps=("hold",),
    ),
    "crucial-crew": Example(
        values={
            "title": "Crucial Crew in Hertford", "starts_on": date(2026, 11, 9), "venue": "Fire station",
            "district_schools": 76,
        },
        changed=("district_schools", 74),
        steps=("hold",),
        parts={
            "schools": {"school": "Mill Lane school", "pupils": 61, "came_on": date(2026, 11, 9)},
            "scenarios": {
                "scenario": "A fire at home", "run_by": Made("agency"), "score": Decimal("7.4"), "out_of": 10,
            },
        },
        part_changed={"schools": ("pupils", 62), "scenarios": ("score", Decimal("8.0"))},
    ),
    "focus-groups": Example(
        values={
            "title": "Fridays in town", "starts_on": date(2026, 11, 5), "who": "Year 9 pupils", "venue": "The hall",
        },
        changed=("who", "Year 10 pupils"),
        steps=("hold",),
        asked={"people_count": 14, "answer_by": date(2026, 12, 5)},
        parts={
            "questions": {
                "question": "What is there to do?", "you_said": "Nothing", "we_did": "A club on Fridays",
                "published_on": date(2026, 11, 16), "web": "https://example.org/you-said",
            },
        },
        part_changed={"questions": ("question", "What is there to do on Fridays?")},
    ),
    "hate-crime": Example(
        values={
            "title": "The library", "starts_on": date(2026, 11, 2), "sort": "centre",
            "how": "Ask at the desk. Nobody asks your name.", "where_to": "High Street", "hours": "Weekdays, 9 to 5",
            "languages": "Polish, Urdu", "formats": "Easy Read", "for_race": True, "for_religion": True,
            "for_orientation": True, "for_disability": True, "for_transgender": True,
            "checked_on": date(2026, 11, 2), "review_on": date(2027, 11, 2),
        },
        changed=("hours", "Weekdays, 10 to 4"),
        steps=("clear", "recheck"),
    ),
    "initiatives": Example(
        values={
            "title": "Cameras in taxis", "starts_on": date(2026, 11, 2), "sort": "taxi_cctv",
            "is_counted": "Vehicles fitted", "aimed_at": 20, "running_cost": Decimal("500.00"),
        },
        changed=("aimed_at", 25),
        steps=("start",),
        parts={
            "uptake": {
                "taken_up_on": date(2026, 11, 4), "how_many": 1, "licence": "HC 417", "whereabouts": "Hertford",
                "grant": Decimal("250.00"),
            }
        },
        part_changed={"uptake": ("whereabouts", "Ware")},
    ),
    "provider-totals": Example(
        values={
            "title": "Housing in November", "starts_on": date(2026, 11, 1), "pathway": "housing",
            "provider": "Eastmarch Homes", "period": "month", "promised": Decimal("2.0"), "people": 12,
            "hours": Decimal("180.0"), "referred": 14, "accepted": 9, "started": 8, "ended": 6,
        },
        changed=("hours", Decimal("190.0")),
        steps=("complete",),
    ),
    "asb-case-reviews": Example(
        values={
            "title": "November to January", "starts_on": date(2026, 11, 1), "applications": 12, "met": 7, "not_met": 5,
            "reviews": 6, "with_recommendations": 5, "recommendations": 11, "accepted": 9,
        },
        changed=("recommendations", 12),
        steps=("complete",),
    ),
    "group-support": Example(
        values={
            "title": "The Friday club", "starts_on": date(2026, 11, 2), "sort": "youth_club", "body": "Friday Club",
            "cohort": "offending", "amount": Decimal("600.00"),
        },
        changed=("amount", Decimal("650.00")),
        steps=("pay", "report"),
        asked={"paid_on": date(2026, 11, 9), "sessions": 10, "attendance": 212, "outcome": "Fewer calls on Fridays."},
    ),
    "supervisor-reviews": Example(
        values={
            "title": "Reviews in November", "starts_on": date(2026, 11, 2), "incidents": 40, "reviewed": 38,
            "hours_to_review": Decimal("20.5"),
        },
        changed=("reviewed", 39),
        steps=("complete",),
    ),
    "cross-cutting": Example(
        values={"title": "One leaflet for every service", "starts_on": date(2026, 11, 3), "sort": "pathway"},
        changed=("sort", "protocol"),
        steps=("begin", "finish"),
        asked={"outcome": "Every service gives the same leaflet."},
    ),
    "complaint-feedback": Example(
        values={
            "title": "Noise in the square", "starts_on": date(2026, 11, 2), "reference": "ASB/2026/118",
        },
        changed=("due_on", date(2026, 11, 18)),
        steps=("answer",),
        asked={"way": "visit", "answered_on": date(2026, 11, 9)},
    ),
}  # fmt: skip
