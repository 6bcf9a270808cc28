"""Orders on places, surveillance and cameras of the demonstration's year: the law is that of 2008."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from frankpledge.delivery.demonstration.done import MADE_UP, Done, Earlier


def _asked(on: date, answered: date, *bodies: str) -> tuple[Mapping[str, Any], ...]:
    return tuple({"body": body, "asked_on": on, "answered_on": answered, "view": "for"} for body in bodies)


ORDERS = (
    Done(
        "orders", "Drinking in Hertford town centre", (2008, 4, 14), "Police", ("1.9", "2.3", "6.2"),
        {
            "instrument": "dppo", "need": f"Street drinking on Friday and Saturday nights. {MADE_UP}",
            "area": "Market Place, Bull Plain, Parliament Square and the streets between them",
        },
        ("consult", "make"), "Hertford town centre", at=(532600, 212600), is_in_ward=True,
        asked={
            "made_on": date(2008, 7, 14), "in_force_from": date(2008, 8, 1),
            "restrictions": "To stop drinking, and hand over what is left, when an officer asks.",
            "area": "Market Place, Bull Plain, Parliament Square and the streets between them",
        },
        lines={
            "evidence": (
                {"what": "Calls about people drinking in the street", "source": "Police log", "counted": 63,
                 "since": date(2007, 4, 1), "until": date(2008, 3, 31)},
            ),
            "consultation": _asked(date(2008, 5, 6), date(2008, 6, 13), "chief_officer", "parish", "licensees"),
        },
    ),
    Done(
        "orders", "Drinking in the castle grounds", (2008, 9, 8), "EHC", ("2.3", "6.2"),
        {"instrument": "dppo", "need": f"Bottles and noise in the evenings. {MADE_UP}", "area": "The castle grounds"},
        ("consult",), "Castle grounds",
        lines={"consultation": ({"body": "chief_officer", "asked_on": date(2008, 10, 1)},)},
    ),
    Done(
        "orders", "Dispersal at the bus station", (2008, 8, 4), "Police", ("2.3",),
        {"instrument": "dispersal_2003", "need": f"Groups that people are afraid to pass. {MADE_UP}",
         "area": "The bus station and the streets that lead to it"},
        ("make",), "Bus station",
        asked={"made_on": date(2008, 8, 8), "in_force_from": date(2008, 8, 9), "in_force_to": date(2008, 11, 8),
               "restrictions": "Groups of two or more may be told to leave for up to 24 hours.",
               "area": "The bus station and the streets that lead to it"},
    ),
    Done(
        "orders", "A flat used for drugs", (2008, 10, 6), "Police", ("2.3",),
        {"instrument": "crack_house", "need": f"Callers at all hours. {MADE_UP}", "area": "One flat"},
        ("make",), "Riverside",
        asked={"made_on": date(2008, 10, 15), "in_force_from": date(2008, 10, 15), "in_force_to": date(2009, 1, 14),
               "restrictions": "Nobody may enter.", "area": "One flat"},
    ),
    Done(
        "orders", "No cold calling in Orchard Close", (2008, 6, 9), "HCC", ("3.4",),
        {"instrument": "nccz", "need": f"Roofers who call on the elderly. {MADE_UP}", "area": "Orchard Close",
         "signs_needed": 4, "signs_up": 4, "stickers": 46, "coordinator_role": "Street coordinator"},
        ("make",), "Orchard Close",
        asked={"made_on": date(2008, 7, 21), "in_force_from": date(2008, 7, 21), "support_percent": 87,
               "households_answered": 46, "restrictions": "Traders do not call unasked.", "area": "Orchard Close"},
    ),
    Done(
        "authorisations", "Damage at the underpass", (2008, 9, 1), "EHC", ("2.1",),
        {"authoriser": "council", "ground": "disorder", "purpose": f"When the damage is done, and how. {MADE_UP}"},
        ("authorise", "activate"),
        asked={
            "urn": "EH/2008/3", "necessity": "Patrols, lights and an open camera did not end it.",
            "proportionality": "One lens on one wall; nobody’s home is in view.", "officer_role": "Director",
            "authorised_on": date(2008, 9, 5), "review_on": date(2008, 10, 3),
        },
        lines={
            "reviews": (
                {"reviewed_on": date(2008, 10, 3), "by_role": "Director", "outcome": "continue", "note": MADE_UP},
            ),
        },
    ),
    Done(
        "covert-cameras", "Lens at the underpass", (2008, 9, 1), "EHC", ("2.1",),
        {"sort": "other", "ground": "disorder", "priority": 1, "rationale": f"Damage each weekend. {MADE_UP}",
         "authorisation": Earlier("Damage at the underpass")},
        ("agree", "start", "stop", "remove"), "Station underpass",
        asked={"rationale": f"Damage each weekend. {MADE_UP}", "authorisation": Earlier("Damage at the underpass"),
               "runs_from": date(2008, 9, 8), "remove_by": date(2008, 11, 30), "stopped_on": date(2008, 10, 20),
               "removed_on": date(2008, 10, 21)},
    ),
    Done(
        "cameras", "Camera at the taxi rank", (2008, 5, 12), "JAG", ("2.1", "6.2"),
        {"sort": "redeployable", "ground": "violence", "priority": 1,
         "rationale": f"Fights at closing time. {MADE_UP}"},
        ("agree", "start", "stop", "remove"), "Taxi rank",
        asked={"rationale": f"Fights at closing time. {MADE_UP}", "runs_from": date(2008, 6, 6),
               "signs_on": date(2008, 6, 5), "remove_by": date(2008, 9, 5), "stopped_on": date(2008, 9, 4),
               "removed_on": date(2008, 9, 5), "result": f"Reports fell while it stood. {MADE_UP}"},
    ),
    Done(
        "cameras", "Camera at the recreation ground", (2008, 11, 3), "JAG", ("2.1",),
        {"sort": "redeployable", "ground": "disorder", "priority": 2, "rationale": f"Bonfires. {MADE_UP}"},
        (), "Recreation ground",
    ),
    Done(
        "cameras", "Memo camera for a repeat victim", (2008, 10, 20), "Police", ("3.4",),
        {"sort": "memo", "ground": "burglary", "priority": 1, "rationale": f"Two burglaries in a month. {MADE_UP}"},
        ("agree",),
        asked={"rationale": f"Two burglaries in a month. {MADE_UP}"},
    ),
)  # fmt: skip
