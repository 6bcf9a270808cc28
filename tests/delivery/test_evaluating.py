"""Did it work: a planted rise is found, where nothing was planted nothing is, and too little or none is said so."""

from __future__ import annotations

from typing import Any

import pytest

from frankpledge.delivery.evaluating import Question, _Counted, _weighed, evaluate
from tests.insight.used.scenes import Q2, Q2_BEFORE, load
from tests.people import NOW, Cast

BEFORE, AFTER = (Q2_BEFORE[0], Q2_BEFORE[-1]), (Q2[0], Q2[-1])


def asked(cast: Cast, definition: str, area: str = "", comparison: str = "", **more: Any) -> dict[str, Any]:
    periods = {"before": BEFORE, "after": AFTER, **more}
    question = Question("test", "Before and after", definition, area=area, comparison=comparison, **periods)
    return evaluate(cast.partnership, question, now=NOW)


def weighed(treated: tuple[int, int], other: tuple[int, int]) -> dict[str, Any]:
    """The same sum from counts that are given, a month before and a month after."""
    months = ("2008-07", "2008-08")
    ours, theirs = (_Counted(name, dict(zip(months, each, strict=True)))
                    for name, each in (("ours", treated), ("theirs", other)))  # fmt: skip
    return _weighed(ours, theirs, [], months[:1], months[1:])


def test_the_published_difference_comes_out_as_published() -> None:
    """Of the domain's reference: 120 to 85 against 118 to 108."""
    found = weighed((120, 85), (118, 108))["difference"]

    assert found["value"] == -25
    assert round(found["standard_error"], 2) == 20.76
    assert round(found["z"], 3) == -1.204


def test_the_answers_words_follow_the_numbers() -> None:
    assert weighed((250, 140), (245, 300))["outcome"] == "fell more"
    assert weighed((140, 250), (300, 245))["outcome"] == "rose more"
    assert weighed((200, 201), (200, 199))["outcome"] == "no clear difference"
    few = weighed((4, 1), (300, 290))
    assert few["outcome"] == "too little data"
    assert few["difference"]["low"] is None


@pytest.mark.django_db
def test_a_planted_rise_is_found_against_the_rest_of_the_district(east: Cast) -> None:
    made = load(east)

    found = asked(east, "vehicle-crime", made.planted.risen_ward)
    whole = asked(east, "vehicle-crime")

    assert (found["state"], found["outcome"]) == ("answered", "rose more")
    both = [
        ours + theirs for ours, theirs in zip(found["counts"]["treated"], found["counts"]["comparison"], strict=True)
    ]
    assert both == whole["counts"]["treated"]  # the rest is the district without the ward, and nothing is lost
    assert found["confidence"] == 0.95
    assert "95% confidence" in found["verdict"]
    assert "not proof" in found["verdict"]
    assert found["definition"] == "vehicle-crime@1"
    assert found["as_of"]
    assert len(found["files"]) == 6


@pytest.mark.django_db
def test_where_nothing_was_planted_nothing_clear_is_found(east: Cast) -> None:
    made = load(east)
    other = next(ward.code for ward in made.wards if ward.code != made.planted.risen_ward)

    assert asked(east, "anti-social-behaviour", other)["outcome"] == "no clear difference"


@pytest.mark.django_db
def test_a_comparison_area_can_be_chosen_and_must_lie_beside_it(east: Cast) -> None:
    made = load(east)
    ours, theirs = made.planted.risen_ward, next(w.code for w in made.wards if w.code != made.planted.risen_ward)

    found = asked(east, "vehicle-crime", ours, theirs)
    assert found["counts"]["comparison"] == asked(east, "vehicle-crime", theirs)["counts"]["treated"]
    inside = asked(east, "vehicle-crime", ours, made.code)
    assert inside["state"] == "refused"
    assert "overlaps" in inside["why"]


@pytest.mark.django_db
def test_where_it_may_have_moved_to_is_shown_by_itself_and_is_no_part_of_the_comparison(east: Cast) -> None:
    made = load(east)
    ours, beside = made.planted.risen_ward, next(w.code for w in made.wards if w.code != made.planted.risen_ward)

    alone, found = asked(east, "vehicle-crime", ours), asked(east, "vehicle-crime", ours, displacement=beside)

    zone = asked(east, "vehicle-crime", beside)["counts"]["treated"]
    assert found["counts"]["displacement"] == zone
    assert found["counts"]["treated"] == alone["counts"]["treated"]
    rest = [all_of_it - moved for all_of_it, moved in zip(alone["counts"]["comparison"], zone, strict=True)]
    assert found["counts"]["comparison"] == rest
    assert found["displacement_change"]
    assert "chosen around any answer" in " ".join(found["notes"])
    assert "displacement_change" not in alone
    inside = asked(east, "vehicle-crime", ours, displacement=ours)
    assert (inside["state"], "overlaps the area itself" in inside["why"]) == ("refused", True)


@pytest.mark.django_db
def test_the_whole_district_has_no_comparison_and_says_so(east: Cast) -> None:
    load(east)

    found = asked(east, "vehicle-crime")

    assert found["counts"]["comparison"] is None
    assert found["difference"] is None
    assert any("no comparison" in note for note in found["notes"])


@pytest.mark.django_db
def test_too_few_records_are_called_too_little_data_without_an_interval(east: Cast) -> None:
    made = load(east)

    found = asked(east, "robbery", made.wards[0].code)

    assert found["outcome"] == "too little data"
    assert found["difference"]["low"] is None
    assert found["verdict"].startswith("Too little data")


@pytest.mark.django_db
def test_a_definition_that_needs_an_extract_gets_no_number_from_open_data(east: Cast) -> None:
    made = load(east, extract=False)

    found = asked(east, "tarantula", made.planted.risen_ward)

    assert found["state"] == "extract"
    assert "police extract" in found["why"]
    assert "counts" not in found
    assert "verdict" not in found


@pytest.mark.django_db
def test_months_that_are_not_loaded_are_named_and_nothing_is_counted(east: Cast) -> None:
    assert asked(east, "vehicle-crime")["why"] == "No crime file is loaded yet."
    load(east, (*Q2_BEFORE, *Q2[:2]))

    found = asked(east, "vehicle-crime")

    assert (found["state"], found["why"]) == ("missing", "Not loaded yet: September 2008.")
    assert "counts" not in found


@pytest.mark.django_db
def test_periods_of_unlike_length_and_season_are_scaled_and_said(east: Cast) -> None:
    load(east)

    found = asked(east, "vehicle-crime", before=(Q2_BEFORE[0], Q2_BEFORE[-1]), after=(Q2[0], Q2[0]))

    assert found["scaled"] == pytest.approx(31 / 92, abs=0.001)
    assert any("season" in note for note in found["notes"])
    assert any("scaled" in note for note in found["notes"])
    late = asked(east, "vehicle-crime", before=AFTER, after=BEFORE)
    assert late["state"] == "refused"
