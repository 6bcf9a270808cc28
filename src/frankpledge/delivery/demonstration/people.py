"""People and places of the demonstration's year: shadowing, hate crime, initiatives, totals, support, themes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from frankpledge.delivery.demonstration.done import MADE_UP, Body, Done, Earlier

STRANDS = {f"for_{name}": True for name in ("race", "religion", "orientation", "disability", "transgender")}


def _hosted(title: str, on: tuple[int, int, int], role: str) -> Done:
    """No PCSO is chosen: in the demonstration none has a log-in, and its year says so honestly."""
    says = {"host_agency": Body("EHC"), "host_role": role}
    return Done("shadowing", title, on, "Police", ("1.2",), says)


def _route(title: str, sort: str, languages: str, formats: str, checked: tuple[int, int, int]) -> Done:
    day = date(*checked)
    is_centre = sort == "centre"
    how = "Ask at the desk." if is_centre else "Fill in the form on the council’s pages, or ask for one by telephone."
    says: dict[str, Any] = {
        "sort": sort, "how": f"{how} You need not give your name. {MADE_UP}", "languages": languages,
        "formats": formats, "hours": "Weekdays, 9 to 5" if is_centre else "", "checked_on": day,
        "review_on": day.replace(year=day.year + 1), **STRANDS,
    }  # fmt: skip
    return Done("hate-crime", title, checked, "EHC", ("1.8",), says, ("clear",), "Market place" if is_centre else "")


def _hours(title: str, month: int, pathway: str, provider: str, hours: int, because: str = "") -> Done:
    says: dict[str, Any] = {
        "pathway": pathway, "provider": provider, "period": "month", "promised": Decimal(3), "people": 14,
        "hours": Decimal(hours), "referred": 12, "accepted": 10, "started": 9, "ended": 6, "because": because,
        "note": MADE_UP,
    }  # fmt: skip
    return Done("provider-totals", title, (2008, month, 1), "Police", ("4.1", "4.3"), says, ("complete",))


def _support(title: str, on: tuple[int, int, int], ref: str, sort: str, cohort: str, amount: int, came: int) -> Done:
    says: dict[str, Any] = {"sort": sort, "body": title, "cohort": cohort, "amount": Decimal(amount)}
    asked = {"paid_on": date(*on), "sessions": 12, "attendance": came, "outcome": MADE_UP}
    return Done("group-support", title, on, "EHC", (ref,), says, ("pay", "report"), asked=asked)


def _answered(number: str, on: tuple[int, int, int], way: str, days: int) -> Done:
    came = date(*on)
    says: dict[str, Any] = {"reference": number}
    asked = {"way": way, "answered_on": date.fromordinal(came.toordinal() + days)}
    return Done("complaint-feedback", "Feedback to a complainant", on, "EHC", ("2.5",), says, ("answer",), asked=asked)


PEOPLE: tuple[Done, ...] = (
    Done(
        "staff-counts", "PCSOs in the district", (2008, 4, 1), "Police", (),
        {"sort": "pcso", "number_of_staff": 11}, ("confirm",),
    ),
    _hosted("A day with the housing team", (2008, 6, 10), "Housing officer"),
    _hosted("A day with the licensing team", (2008, 10, 8), "Licensing officer"),
    Done(
        "communications", "A PCSO joins the housing team for a day", (2008, 6, 3), "Comms", ("1.2",),
        {"channel": "newsletter", "audience": "Residents of the district", "wording": f"A day with tenants. {MADE_UP}",
         "tells_of": Earlier("A day with the housing team")},
        ("clear", "publish"), asked={"published_on": date(2008, 6, 3), "reach_count": 1200},
    ),
    Done(
        "crucial-crew", "Crucial Crew, first week", (2008, 10, 6), "Police", ("5.5",),
        {"venue": "Fire station", "district_schools": 76, "ends_on": date(2008, 10, 10)}, ("hold",), "Fire station",
        asked={"learned": f"Shorter queues at the smoke room. {MADE_UP}", "cost": Decimal(1850)},
        lines={
            "schools": tuple(
                {"school": f"{name} school (made up)", "pupils": pupils, "came_on": date(2008, 10, 6 + at)}
                for at, (name, pupils) in enumerate((("Mill Lane", 84), ("Castle", 112), ("Priory", 61),
                                                     ("Riverside", 97), ("Orchard", 58)))
            ),
            "scenarios": (
                {"scenario": "A fire at home", "run_by": Body("EHC"), "score": Decimal("7.4")},
                {"scenario": "Crossing a busy road", "run_by": Body("Police"), "score": Decimal("6.1")},
                {"scenario": "Near water", "score": Decimal("5.2")},
            ),
        },
    ),
    Done(
        "focus-groups", "What young people make of the skate park", (2008, 9, 18), "EHC", ("5.5",),
        {"who": "Year 9 pupils of two schools", "venue": "Leisure centre"}, ("hold",), "Leisure centre",
        asked={"people_count": 18, "answer_by": date(2008, 12, 18)},
        lines={
            "questions": (
                {"question": "What would make it safer after dark?", "you_said": f"Lamps, and people. {MADE_UP}",
                 "we_did": f"Two lamps are ordered. {MADE_UP}", "published_on": date(2008, 11, 3),
                 "web": "https://partnership.demo.example/you-said"},
                {"question": "What is there to do on Fridays?", "you_said": f"Nothing under five pounds. {MADE_UP}"},
            ),
        },
    ),
    _route("The library in the market place", "centre", "Polish, Urdu", "Easy Read", (2008, 5, 1)),
    _route("The council’s own form", "route", "Polish", "Large print", (2008, 6, 2)),
    Done(
        "initiatives", "Cameras in taxis", (2008, 5, 1), "EHC", ("1.4",),
        {"sort": "taxi_cctv", "is_counted": "Vehicles fitted", "aimed_at": 20, "running_cost": Decimal(400)},
        ("start",),
        lines={
            "uptake": tuple(
                {"taken_up_on": date(2008, 6 + each, 3), "how_many": 1, "licence": f"HC {400 + each}",
                 "grant": Decimal(250), "requests": each % 2}
                for each in range(6)
            )
        },
    ),
    Done(
        "initiatives", "Farm watch by text message", (2008, 7, 1), "Police", ("3.6",),
        {"sort": "rural", "is_counted": "Farms that joined", "aimed_at": 60, "running_cost": Decimal(900)}, ("start",),
        lines={"uptake": ({"taken_up_on": date(2008, 8, 1), "how_many": 24, "whereabouts": "The north"},)},
    ),
    _hours("Housing in June", 6, "housing", "Eastmarch Homes", 190),
    _hours("Mentors in July", 7, "volunteers", "Sova", 120, "stayed_away"),
    # Every provider's October, and a November of which one has not told yet.
    _hours("Drug intervention in October", 10, "drugs", "The drug intervention team", 250),
    _hours("Housing in October", 10, "housing", "Eastmarch Homes", 200),
    _hours("Mentors in October", 10, "volunteers", "Sova", 210),
    _hours("Work and training in October", 10, "ete", "The college", 190),
    _hours("Drug intervention in November", 11, "drugs", "The drug intervention team", 260),
    _hours("Housing in November", 11, "housing", "Eastmarch Homes", 190),
    _hours("Mentors in November", 11, "volunteers", "Sova", 110, "stayed_away"),
    _support("The Friday club", (2008, 6, 2), "5.4", "youth_club", "offending", 600, 212),
    _support("The Monday project", (2008, 6, 9), "5.3", "youth_club", "drugs", 750, 148),
    _support("The domestic violence forum", (2008, 5, 12), "6.5", "forum", "victims", 2000, 96),
    Done(
        "supervisor-reviews", "Reviews in the first quarter", (2008, 4, 1), "Police", ("6.5",),
        {"incidents": 118, "reviewed": 112, "hours_to_review": Decimal("19.5"), "because": MADE_UP}, ("complete",),
    ),
    Done(
        "cross-cutting", "One leaflet for every service", (2008, 9, 3), "EHC", ("7.1", "5.2", "1.9"),
        {"sort": "pathway"}, ("begin",),
    ),
    # There was no such review before October 2014, so it serves no objective of this plan's year.
    Done(
        "asb-case-reviews", "Case reviews, April to June 2015", (2015, 4, 1), "EHC", (),
        {"applications": 14, "met": 8, "not_met": 6, "reviews": 8, "with_recommendations": 7, "recommendations": 16,
         "accepted": 13},
        ("complete", "publish"),
        asked={"published_on": date(2015, 7, 20), "published_where": f"The partnership's web page. {MADE_UP}"},
    ),
    _answered("ASB/2008/041", (2008, 7, 1), "visit", 6),
    _answered("ASB/2008/055", (2008, 8, 4), "letter", 12),
    _answered("ASB/2008/068", (2008, 9, 9), "call", 17),
)  # fmt: skip
