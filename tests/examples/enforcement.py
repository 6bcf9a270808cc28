"""Examples of accreditations, penalty notices, test purchase operations and contact cards."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.examples.example import Example, Made

ENFORCEMENT: dict[str, Example] = {
    "accreditations": Example(
        values={
            "title": "Street warden 14", "starts_on": date(2026, 11, 2), "basis": "accredited",
            "employer": Made("agency"), "collar": "W14",
        },
        changed=("basis", "officer"),
        steps=("accredit",),
        asked={
            "vetted_on": date(2026, 9, 10), "accredited_on": date(2026, 10, 1), "card_number": "C-14",
            "card_expires_on": date(2027, 9, 30),
        },
        parts={
            "powers": {"power": "litter", "held_from": date(2026, 10, 1)},
            "training": {"course": "Powers and procedure", "taken_on": date(2026, 9, 20)},
        },
        part_changed={"powers": ("power", "dog_fouling"), "training": ("course", "Powers, procedure and the young")},
    ),
    "notices": Example(
        values={
            "title": "Litter at the bus station", "starts_on": date(2026, 11, 2), "offence": "litter",
            "issuer": Made("accreditations", is_ready=True), "age_band": "adult", "amount": Decimal("100.00"),
            "place": "Bus station",
        },
        changed=("amount", Decimal("120.00")),
        steps=("pay",),
        asked={"paid_on": date(2026, 11, 9)},
    ),
    "test-purchases": Example(
        values={"title": "Off-licences in the north", "starts_on": date(2026, 11, 3), "goods": "alcohol"},
        changed=("goods", "tobacco"),
        steps=("carry_out", "retest"),
        asked={
            "volunteer_age": Decimal("16.0"), "consent_on": date(2026, 10, 20), "surveillance": "not_needed",
            "safeguards": "Two officers in sight", "retest_on": date(2027, 2, 1),
        },
        parts={"attempts": {"premises": "Corner shop, Mill Lane", "result": "sale", "follow_up": "advice"}},
        part_changed={"attempts": ("premises", "Corner shop, Mill Road")},
    ),
    "contact-cards": Example(
        values={
            "title": "Whom to tell of environmental crime", "starts_on": date(2026, 11, 2), "version_name": "3",
            "foot": "In an emergency call 999",
        },
        changed=("foot", "In an emergency dial 999"),
        steps=("issue",),
        asked={"review_on": date(2027, 11, 1)},
        parts={
            "routes": {"sort": "litter", "whom": "Street care", "how": "01992 555 555"},
            "issues": {"pcso": Made("place"), "issued_on": date(2026, 11, 3)},
        },
        part_changed={
            "routes": ("how", "01992 555 556"), "issues": ("handed_in_on", date(2026, 11, 20)),
        },
    ),
}  # fmt: skip
