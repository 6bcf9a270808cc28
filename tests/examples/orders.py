"""Examples of orders on places, surveillance and cameras."""

from __future__ import annotations

from datetime import date

from tests.examples.example import Example

ORDERS: dict[str, Example] = {
    "orders": Example(
        values={
            "title": "No cold calling in Mill Lane", "starts_on": date(2026, 11, 2), "instrument": "nccz",
            "need": "Nine doorstep frauds in a year.", "area": "Mill Lane, both sides", "support_percent": 81,
        },
        changed=("area", "Mill Lane and Mill Close"),
        steps=("make",),
        asked={
            "made_on": date(2026, 11, 9), "in_force_from": date(2026, 11, 16), "in_force_to": date(2027, 11, 15),
            "restrictions": "Traders do not call unasked.", "area": "Mill Lane, both sides", "support_percent": 81,
            "varied_on": date(2026, 11, 20),
        },
        parts={
            "evidence": {"what": "Doorstep frauds reported", "source": "Trading standards", "counted": 9},
            "consultation": {
                "body": "community", "asked_on": date(2026, 10, 5), "answered_on": date(2026, 10, 30), "view": "for",
                "words": "Nearly all want it.",
            },
        },
        part_changed={
            "evidence": ("what", "Doorstep frauds and attempts reported"),
            "consultation": ("words", "Nearly all of them want it."),
        },
    ),
    "authorisations": Example(
        values={
            "title": "Watching a lay-by", "starts_on": date(2026, 11, 2), "authoriser": "council",
            "ground": "fly_tipping", "purpose": "Which vehicles tip there at night.",
        },
        changed=("purpose", "Which vehicles tip there, and when."),
        steps=("authorise", "activate"),
        asked={
            "urn": "EH/2026/7", "necessity": "Patrols and signs did not end it.",
            "officer_role": "Head of legal services",
            "proportionality": "One lens on one lay-by, for four weeks.", "authorised_on": date(2026, 11, 9),
            "offence": "Unlawful deposit of waste", "offence_months": 60, "magistrate_on": date(2026, 11, 12),
            "review_on": date(2026, 12, 10),
        },
        parts={
            "reviews": {
                "reviewed_on": date(2026, 11, 20), "by_role": "Head of legal services", "outcome": "continue",
                "note": "Two vehicles so far.",
            },
        },
        part_changed={"reviews": ("note", "Three vehicles so far.")},
    ),
    "cameras": Example(
        values={
            "title": "Camera at the underpass", "starts_on": date(2026, 11, 2), "sort": "redeployable",
            "ground": "damage", "priority": 1, "rationale": "Fourteen reports in a quarter.", "place": "Underpass",
        },
        changed=("rationale", "Sixteen reports in a quarter."),
        steps=("agree", "start", "stop", "remove"),
        asked={
            "rationale": "Fourteen reports in a quarter.", "runs_from": date(2026, 11, 5),
            "signs_on": date(2026, 11, 4),
            "remove_by": date(2027, 2, 5), "stopped_on": date(2026, 11, 20), "removed_on": date(2026, 11, 21),
            "result": "Two reports while it ran.",
        },
    ),
    "covert-cameras": Example(
        values={
            "title": "Lens at the lay-by", "starts_on": date(2026, 11, 2), "sort": "other", "ground": "fly_tipping",
            "priority": 2, "rationale": "Tipping each weekend.", "place": "The lay-by past the mill",
        },
        changed=("rationale", "Tipping each Friday."),
        steps=("agree",),
        asked={"rationale": "Tipping each weekend."},
    ),
}  # fmt: skip
