"""Did it work: every published case of the guide, the zone fixed beforehand, dispersion, and no claim of proof."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.analysis.evaluation import (
    BeforeAfter,
    DisplacementZone,
    Weights,
    ZoneFixedTooLate,
    before_and_after,
    harm_weighted_difference,
    weighted_displacement_difference,
)

BEGAN = date(2024, 4, 1)


def zone(treated: tuple[int, int], comparison: tuple[int, int], fixed_on: date = date(2024, 3, 1)) -> DisplacementZone:
    return DisplacementZone(BeforeAfter(*treated), BeforeAfter(*comparison), fixed_on)


@pytest.mark.parametrize(
    ("treated", "comparison", "ring", "weights", "confidence", "estimate", "error", "z", "interval"),
    [
        ((120, 100), (130, 150), None, None, 0.90, -40, 22.36068, -1.788854, (-76.780, -3.220)),
        ((120, 100), (130, 150), ((40, 25), (30, 25)), None, 0.90, -50, 24.899799, -2.008048, (-90.957, -9.043)),
        ((100, 20), (200, 100), None, Weights(before=2), 0.90, -30, 13.96424, -2.148345, (-52.969, -7.031)),
        (
            (200, 100), (400, 200), ((40, 20), (80, 40)), Weights(comparison=2, displacement_comparison=2), 0.90,
            0, 23.2379, 0, (-38.2229, 38.2229),
        ),
        ((20, 10), (20, 20), None, None, 0.90, -10, 8.366600, -1.195229, (-23.762, 3.762)),
        ((100, 80), (100, 90), None, None, 0.95, -10, 19.2354, -0.5199, (-47.70, 27.70)),
        ((250, 160), (245, 225), ((120, 130), (118, 120)), None, 0.95, -62, 36.99, -1.676, (-134.5, 10.5)),
        ((250, 160), (245, 225), ((120, 130), (118, 120)), None, 0.90, -62, 36.99, -1.676, (-122.8, -1.2)),
        ((120, 85), (118, 108), None, None, 0.95, -25, 20.76, -1.204, (-65.69, 15.69)),
    ],
)  # fmt: skip
def test_the_published_cases(
    treated: tuple[int, int],
    comparison: tuple[int, int],
    ring: tuple[tuple[int, int], tuple[int, int]] | None,
    weights: Weights | None,
    confidence: float,
    estimate: float,
    error: float,
    z: float,
    interval: tuple[float, float],
) -> None:
    answer = weighted_displacement_difference(
        treated,
        comparison,
        zone=zone(*ring) if ring else None,
        began_on=BEGAN,
        weights=weights,
        confidence=confidence,
    )

    assert answer.total.value == estimate
    assert answer.total.standard_error == pytest.approx(error, abs=0.005)
    assert answer.total.z == pytest.approx(z, abs=0.0006)
    assert (answer.total.low, answer.total.high) == pytest.approx(interval, abs=0.05)


def test_the_treated_area_and_its_ring_are_shown_apart() -> None:
    answer = weighted_displacement_difference((250, 160), (245, 225), zone=zone((120, 130), (118, 120)), began_on=BEGAN)

    assert answer.local.value == -70
    assert answer.displacement is not None
    assert answer.displacement.value == 8


def test_the_published_case_weighted_by_harm() -> None:
    answer = harm_weighted_difference(
        treated=[(130, 74), (327, 202), (398, 190), (144, 92), (183, 96)],
        comparison=[(133, 91), (388, 305), (148, 97), (86, 64), (94, 67)],
        weights=[3, 2, 5, 7, 10],
    )

    assert answer.value == -1721
    assert answer.standard_error == pytest.approx(304.1036008, abs=1e-6)
    assert answer.z == pytest.approx(-5.6592556, abs=1e-6)
    assert (answer.low, answer.high) == pytest.approx((-2317.0321, -1124.9679), abs=1e-3)


def test_two_levels_of_confidence_can_lead_to_opposite_headlines_so_the_level_is_in_the_sentence() -> None:
    ring = zone((120, 130), (118, 120))
    answers = [
        weighted_displacement_difference((250, 160), (245, 225), zone=ring, began_on=BEGAN, confidence=level)
        for level in (0.90, 0.95)
    ]

    assert [answer.outcome for answer in answers] == ["fell more", "no clear difference"]
    assert "at 90% confidence" in answers[0].verdict
    assert "at 95% confidence" in answers[1].verdict


def test_a_zone_drawn_after_the_work_began_is_refused() -> None:
    late = zone((40, 25), (30, 25), fixed_on=date(2024, 4, 2))

    with pytest.raises(ZoneFixedTooLate, match="2024-04-02"):
        weighted_displacement_difference((120, 100), (130, 150), zone=late, began_on=BEGAN)
    with pytest.raises(ZoneFixedTooLate, match="say when"):
        weighted_displacement_difference((120, 100), (130, 150), zone=zone((40, 25), (30, 25)))


def test_finding_8_overdispersed_counts_show_an_effect_where_there_is_none_no_more_often_than_stated() -> None:
    """With variance twice the mean the plain difference is wrong 16 % of the time at a nominal 5 %."""
    months = np.random.default_rng(8).negative_binomial(20, 0.5, (500, 2, 24))
    plain, guarded = 0, 0
    for treated, comparison in months:
        ours = (int(treated[:12].sum()), int(treated[12:].sum()))
        theirs = (int(comparison[:12].sum()), int(comparison[12:].sum()))
        answer = weighted_displacement_difference(
            ours, theirs, monthly_before=[treated[:12], comparison[:12]], confidence=0.95
        )
        plain += answer.poisson.is_clear
        guarded += answer.total.is_clear

    assert plain / 500 > 0.12
    assert guarded / 500 < 0.09


def test_the_interval_with_dispersion_and_without_are_both_reported() -> None:
    wild = [2, 30, 4, 25, 3, 28, 1, 27, 2, 30, 4, 20]
    answer = weighted_displacement_difference((176, 120), (160, 158), monthly_before=[wild])

    assert answer.phi > 5
    assert answer.total.standard_error == pytest.approx(answer.poisson.standard_error * np.sqrt(answer.phi))
    assert "which is allowed for" in answer.verdict


def test_with_a_count_under_five_there_is_no_interval() -> None:
    answer = weighted_displacement_difference((12, 4), (13, 11))

    assert answer.outcome == "too little data"
    assert np.isnan(answer.total.low)
    assert answer.total.value == -6
    assert answer.verdict.startswith("Too little data")


def test_no_verdict_claims_proof() -> None:
    verdicts = [
        weighted_displacement_difference((120, 100), (130, 150)).verdict,
        weighted_displacement_difference((500, 100), (500, 500)).verdict,
        weighted_displacement_difference((2, 1), (1, 1)).verdict,
        before_and_after((500, 100), (500, 500)).verdict,
        before_and_after((2, 1), (1, 1)).verdict,
    ]

    for verdict in verdicts:
        assert "This is not proof" in verdict
        assert "worked" not in verdict
    assert verdicts[1].startswith("Crime fell by more than in the comparison: 400 fewer crimes")


def test_what_could_not_have_been_seen_is_said() -> None:
    answer = weighted_displacement_difference((25, 25), (25, 25))

    assert answer.detectable == pytest.approx(1.645 * np.sqrt(4 * 25), abs=0.01)
    assert "Fewer than 16 crimes saved would not have been seen" in answer.verdict


def test_the_relative_change_holds_the_truth_as_often_as_it_says() -> None:
    counts = np.random.default_rng(4).poisson((100, 70, 150, 150), (1000, 4))
    answers = [before_and_after((row[0], row[1]), (row[2], row[3])) for row in counts]

    assert np.mean([answer.low <= 0.7 <= answer.high for answer in answers]) == pytest.approx(0.95, abs=0.02)


def test_a_planted_fall_is_found() -> None:
    counts = np.random.default_rng(5).poisson((200, 120, 200, 200), (300, 4))
    found = [
        weighted_displacement_difference((row[0], row[1]), (row[2], row[3])).outcome == "fell more" for row in counts
    ]

    assert np.mean(found) > 0.7


@given(st.lists(st.integers(5, 500), min_size=4, max_size=4))
def test_areas_changed_about_give_the_opposite(counts: list[int]) -> None:
    one, other = (counts[0], counts[1]), (counts[2], counts[3])

    there, back = weighted_displacement_difference(one, other), weighted_displacement_difference(other, one)

    assert there.total.value == -back.total.value
    assert there.total.p_value == pytest.approx(back.total.p_value)
    assert before_and_after(one, other).ratio == pytest.approx(1 / before_and_after(other, one).ratio)
