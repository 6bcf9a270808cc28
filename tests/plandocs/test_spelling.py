"""Slips are found, names and rarer words are not taken for slips."""

from __future__ import annotations

import pytest

from frankpledge.plandocs.spelling import Speller


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Greivous", "Grievous"),
        ("burglery", "burglary"),
        ("enviromental", "environmental"),
        ("neighborhood", "neighbourhood"),
        ("partnersihp", "partnership"),
        ("comissioner", "commissioner"),
        ("acheive", "achieve"),
        ("vulnerabel", "vulnerable"),
    ],
)
def test_slips_are_found(wrong: str, right: str) -> None:
    assert Speller().slips_in(wrong) == ((wrong, right),)


@pytest.mark.parametrize(
    "text",
    [
        "Hertsreach and Sova",
        "Crucial Crew in Bishop's Stortford",
        "Operation Saturnalia and Operation Alchemist",
        "reorganization of organizations",
        "complaint compliant detection detention protection projection prevent present",
        "deregistration marshalling signposting",
        "policed offenders' reoffended communities' partners'",
        "Youth Offending Team; the Broxbourne Forum",
    ],
)
def test_names_and_right_words_are_no_slips(text: str) -> None:
    assert Speller().slips_in(text) == ()


def test_a_word_close_to_one_the_plan_uses_often_is_a_slip() -> None:
    speller = Speller(["saturnalia saturnalia saturnalia saturnlia"])

    assert speller.slips_in("saturnlia") == (("saturnlia", "saturnalia"),)
