"""People are found wherever they are named, and places and slogans are not taken for them."""

from __future__ import annotations

import pytest

from frankpledge.plandocs.people import people_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Further measures – A Farrell (problem solving)", ("A Farrell",)),
        ("PC Smith to visit", ("PC Smith",)),
        ("Inspector Jones and Sgt. O'Example", ("Inspector Jones", "Sgt. O'Example")),
        ("Contact J. Bloggs", ("J. Bloggs",)),
        ("Chief Supt Made-Up chairs", ("Chief Supt Made-Up",)),
        ("Mrs Example", ("Mrs Example",)),
        ("Lead: Margaret Invented", ("Margaret Invented",)),
        ("PCSO 7123 Brown", ("PCSO 7123 Brown",)),
    ],
)
def test_people_are_found(text: str, names: tuple[str, ...]) -> None:
    assert people_in(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "A Safer East Herts",
        "Bottle watch across E Herts",
        "To run Hertford and Bishop's Stortford Crucial Crew events",
        "Hertsreach, Sova, DIP",
        "Victoria Park patrols",
        "St John Ambulance",
        "PCSO Capacity Report",
        "Police and Crime Commissioner",
        "A Workshop for parents",
        "Section A Burglary",
        "PC deployment",
        "White Ribbon Week",
        "Operation Saturnalia",
        "S Yorkshire Police",
        "DS and DC posts",
    ],
)
def test_places_slogans_and_posts_are_not_people(text: str) -> None:
    assert people_in(text) == ()
