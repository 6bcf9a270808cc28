"""Accreditations, penalty notices, test purchases and contact cards of the demonstration's year, by the law of 2008."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from frankpledge.delivery.demonstration.done import MADE_UP, Body, Done, Earlier, Place

_Day = tuple[int, int, int]


def _warden(title: str, on: _Day, given: date, powers: tuple[str, ...], *, pcso: bool = False) -> Done:
    employer, basis = ("Police", "pcso") if pcso else ("EHC", "accredited")
    asked = {
        "vetted_on": date(*on), "accredited_on": given, "card_number": f"{title[-3:].strip()}/08",
        "card_expires_on": date(given.year + 1, given.month, given.day),
    }  # fmt: skip
    lines = {
        "powers": tuple({"power": power, "held_from": given} for power in powers),
        "training": ({"course": f"Powers and procedure. {MADE_UP}", "taken_on": given},),
    }
    says = {"basis": basis, "employer": Body(employer), "collar": title[-3:].strip()}
    refs = ("2.4",) if pcso else ("2.8", "1.9")
    return Done("accreditations", title, on, "EHC", refs, says, ("accredit",), asked=asked, lines=lines)


def _notice(
    title: str, on: _Day, offence: str, issuer: str, *steps: str, age: str = "adult",
    patrol: str = "", **asked: date | str,
) -> Done:  # fmt: skip
    says = {"offence": offence, "issuer": Earlier(issuer), "age_band": age, "is_protocol_followed": age != "adult"}
    says |= {"issued_in": Earlier(patrol)} if patrol else {}
    return Done("notices", title, on, "EHC", ("2.4",), says, steps, "Hertford", asked)


def _patrol(title: str, on: _Day, officer: str, power: str, taken: int, left: int) -> Done:
    says = {"enforces": Earlier("Drinking in Hertford town centre"), "officer": Earlier(officer), "power": power,
            "from_time": time(20), "until_time": time(1)}  # fmt: skip
    asked = {"officer_count": 2, "containers": taken, "asked_to_leave": left}
    return Done("patrols", title, on, "EHC", ("1.9", "2.3"), says, ("walk",), "Market place", asked)


def _shop(name: str, result: str, follow_up: str = "") -> dict[str, str]:
    return {"premises": f"{name} (made up)", "result": result, "follow_up": follow_up}


_ASKED = {
    "volunteer_age": Decimal("16.0"), "oldest_age": Decimal("16.5"), "consent_on": date(2008, 5, 30),
    "surveillance": "not_needed", "safeguards": f"Two officers in sight. {MADE_UP}", "retest_on": date(2008, 12, 1),
}  # fmt: skip
_SHOPS = (
    _shop("Mill Lane Stores", "sale", "advice"), _shop("Castle Wines", "refused"), _shop("Bridge News", "refused"),
    _shop("Station Kiosk", "sale"), _shop("Green Grocer", "refused"), _shop("High Street Cellar", "refused"),
    _shop("Orchard Mini-market", "sale", "training"), _shop("Priory Stores", "not_tried"),
)  # fmt: skip
_ROUTES = tuple(
    {"sort": sort, "whom": whom, "how": f"Made-up number {at}", "after_hours": after}
    for at, (sort, whom, after) in enumerate(
        (
            ("litter", "Street care", ""), ("graffiti", "Street care", ""), ("dogs", "Dog warden", "Police"),
            ("abandoned", "Parking team", ""), ("fly_tipping", "Street care", ""),
            ("nuisance", "Police control room", ""),
        ),
        start=1,
    )
)  # fmt: skip
_HELD = ("litter", "dog_fouling", "name_and_address")

ENFORCEMENT = (
    _warden("Environmental warden W01", (2008, 4, 14), date(2008, 5, 1), _HELD),
    _warden("Environmental warden W02", (2008, 5, 12), date(2008, 6, 2), (*_HELD, "graffiti")),
    _warden("PCSO 714", (2008, 5, 20), date(2008, 6, 2), ("litter", "dog_fouling", "alcohol"), pcso=True),
    Done(
        "accreditations", "Environmental warden W03", (2008, 11, 3), "EHC", ("2.8",),
        {"basis": "accredited", "employer": Body("EHC"), "collar": "W03"},
    ),
    _patrol("Friday patrol of the town centre", (2008, 8, 15), "PCSO 714", "alcohol", 23, 9),
    _patrol("Friday patrol with the marshals", (2008, 9, 19), "PCSO 714", "alcohol", 11, 4),
    _notice("Cans thrown down in Market place", (2008, 8, 15), "litter", "PCSO 714",
            patrol="Friday patrol of the town centre"),
    _notice("Litter at the bus station", (2008, 5, 9), "litter", "Environmental warden W01", "pay",
            paid_on=date(2008, 5, 16)),
    _notice("Fouling on the school path", (2008, 6, 20), "dog_fouling", "PCSO 714", "pay", paid_on=date(2008, 7, 1)),
    _notice("Litter in Castle grounds", (2008, 7, 12), "litter", "PCSO 714", "lapse", "prosecute",
            lapsed_on=date(2008, 8, 4), prosecuted_on=date(2008, 10, 6)),
    _notice("A tag on the pavilion", (2008, 8, 14), "graffiti", "Environmental warden W02", "cancel", age="16_17",
            cancelled_because="young"),
    _notice("Litter from a car", (2008, 9, 18), "litter", "Environmental warden W01", "pay", paid_on=date(2008, 9, 20)),
    _notice("Fouling in the cemetery", (2008, 11, 20), "dog_fouling", "Environmental warden W02"),
    Done(
        "test-purchases", "Off-licences before the summer", (2008, 6, 6), "EHC", ("2.3",), {"goods": "alcohol"},
        ("carry_out", "retest"), asked=_ASKED, lines={"attempts": _SHOPS},
    ),
    Done("test-purchases", "Off-licences before Christmas", (2008, 12, 1), "EHC", ("2.3",), {"goods": "alcohol"}),
    Done(
        "contact-cards", "Whom to tell of environmental crime", (2008, 6, 16), "EHC", ("2.6",),
        {"version_name": "1", "foot": "In an emergency call 999"}, ("issue",), asked={"review_on": date(2009, 6, 15)},
        lines={"routes": _ROUTES, "issues": ({"pcso": Place("pat@demo.example"), "issued_on": date(2008, 6, 23)},)},
    ),
)  # fmt: skip
