"""What can be checked and what cannot."""

from __future__ import annotations

import pytest

from frankpledge.plandocs.commitments import commitments_in, vague_words


@pytest.mark.parametrize(
    ("text", "words", "indicator"),
    [
        ("Hold at least two public meetings", "at least two public meetings", "target: at least 2"),
        ("Meet on at least a weekly basis", "at least a weekly basis", "1 week"),
        ("the 6 weekly PPO meeting", "6 weekly", "6 weeks"),
        ("every six weeks", "every six weeks", "6 weeks"),
        ("a minimum input of 15 hours per week", "a minimum input of 15 hours per week", "at least 15"),
        ("the annual conference", "annual", "this year"),
        ("Give each PCSO a card", "each PCSO a card", "the share of PCSOs"),
        ("Ensure all DV incidents are reviewed", "all DV incidents", "the share of DV incidents"),
        ("Reduce burglary by 10%", "10%", "target: 10%"),
        ("Open the hub by March 2009", "by March 2009", "by March 2009"),
        ("Run 12 workshops for parents", "Run 12 workshops", "target: 12"),
        ("Meet three times a year", "three times a year", "three times a year"),
    ],
)
def test_a_checkable_commitment_suggests_an_indicator(text: str, words: str, indicator: str) -> None:
    (found, *_) = commitments_in(text)

    assert found.words.startswith(words.rsplit(" a card")[0])
    assert indicator in found.indicator


@pytest.mark.parametrize(
    "text",
    [
        "Hold regular meetings",
        "Work with all partners",
        "Make every effort",
        "Support each other",
        "White Ribbon Week",
        "Offences Against Person Act 1861",
        "Support all relevant groups",
    ],
)
def test_what_cannot_be_counted_is_no_commitment(text: str) -> None:
    assert commitments_in(text) == ()


def test_two_commitments_in_one_action_are_both_found() -> None:
    found = commitments_in("communicate on at least a weekly basis and review at the 6 weekly meeting")

    assert len(found) == 2


@pytest.mark.parametrize(
    "text",
    ["Hold regular meetings", "Patrol as necessary", "Where appropriate, visit", "Ongoing work", "Continue to meet"],
)
def test_vague_words_are_found(text: str) -> None:
    assert vague_words(text)


def test_plain_promises_are_not_vague() -> None:
    assert vague_words("Fit locks to forty houses in Made-up Road") == ()
