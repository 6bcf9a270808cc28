"""The library is dated, honest about what was checked, and never filled in."""

from __future__ import annotations

from datetime import date

import pytest

from frankpledge.measures import library
from frankpledge.measures.library import Entry
from frankpledge.measures.models import Direction, Unit
from frankpledge.measures.views.adding import words_from

SEED = (date(2008, 4, 1), date(2009, 3, 31))
NAMED = {15, 16, 17, 18, 19, 20, 21, 27, 30, 32, 33, 38, 39, 41}


@pytest.mark.parametrize("entry", library.entries(), ids=lambda entry: entry.key)
def test_an_entry_is_whole(entry: Entry) -> None:
    assert entry.name
    assert entry.definition.endswith(".")
    assert entry.unit in Unit.values
    assert entry.direction in Direction.values
    assert entry.publisher
    assert entry.open_data in {"yes", "partly", "no"}
    assert entry.open_data_why.endswith(".")
    assert entry.verified_why.endswith(".")
    assert entry.words
    if entry.unit in {"percent", "rate"} and entry.denominator_words:
        assert entry.numerator_words


def test_no_key_is_used_twice() -> None:
    keys = [entry.key for entry in library.entries()]

    assert len(keys) == len(set(keys))


def test_the_national_indicators_of_2008_are_there_for_their_three_years_alone() -> None:
    national = {entry.code for entry in library.entries() if entry.code.startswith("NI ")}

    assert national == {f"NI {number}" for number in NAMED}
    assert national <= {entry.code for entry in library.applying(*SEED)}
    assert not national & {entry.code for entry in library.applying(date(2011, 4, 1), date(2012, 3, 31))}


def test_what_was_not_checked_says_so() -> None:
    assert not any(entry.is_verified for entry in library.entries() if entry.code.startswith("NI "))


def test_an_objectives_own_words_suggest_entries_that_applied_then() -> None:
    found = library.suggested(library.applying(*SEED), "To reduce levels of burglary dwelling across the district.")

    assert found[0].entry.code == "NI 16"
    assert found[0].words == ("burglar",)


def test_choosing_leaves_baseline_and_target_for_a_person() -> None:
    for entry in library.entries():
        words = words_from(entry)
        assert (words.baseline, words.target, words.baseline_period, words.owner) == (None, None, "", None)
