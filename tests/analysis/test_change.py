"""This period against an earlier one: what is said, what is refused, and how often it is wrong."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.analysis.change import compare_counts, same_quarter, year_to_date
from frankpledge.analysis.dispersion import dispersion
from frankpledge.analysis.rate_tests import poisson_z_difference
from frankpledge.analysis.wording import Noun


def test_a_councillor_can_read_the_verdict() -> None:
    verdict = compare_counts(42, 38, noun=Noun("burglary", "burglaries")).verdict

    assert verdict.startswith(
        "No real change: 42 burglaries against 38 (4 more); a difference this size comes by chance"
    )
    assert "At 95% confidence" in verdict


def test_a_real_rise_is_called_one_with_its_interval() -> None:
    change = compare_counts(120, 60)

    assert change.outcome == "rise"
    assert change.percent == pytest.approx(100)
    assert 1.4 < change.low < 2 < change.high < 2.8


def test_a_percentage_is_refused_where_a_count_is_under_fifty() -> None:
    """4 to 9 is "+125 %" and nothing has changed."""
    change = compare_counts(9, 4)

    assert change.percent is None
    assert "%," not in change.verdict
    assert change.outcome == "no clear change"
    assert compare_counts(50, 50).percent == 0


def test_the_published_fall_of_vehicle_crime_184_against_205_is_ten_per_cent_and_no_more_than_chance_gives() -> None:
    """The plan's own figures: 10.2 % fewer, which it gave as 10 %; too few of them to be told from chance."""
    change = compare_counts(184, 205)

    assert change.percent == pytest.approx(-10.2439, abs=0.0001)
    assert "184 offences against 205 (21 fewer, -10%)" in change.verdict
    assert change.outcome == "no clear change"


@pytest.mark.parametrize("pair", [(0, 0), (1, 0), (2, 1)])
def test_too_little_data_is_an_answer(pair: tuple[int, int]) -> None:
    change = compare_counts(*pair)

    assert change.outcome == "too little data"
    assert change.verdict.startswith("Too little data")


def test_dispersion_turns_a_rise_into_no_clear_change() -> None:
    """Counts that come in runs vary more than chance: what would be a rise in single crimes is none in bursts."""
    assert compare_counts(75, 50).outcome == "rise"
    assert compare_counts(75, 50, phi=3).outcome == "no clear change"
    assert "vary 3.0 times as much" in compare_counts(75, 50, phi=3).verdict


def test_finding_8_with_overdispersed_counts_a_change_is_claimed_no_more_often_than_stated() -> None:
    rng = np.random.default_rng(8)
    months = rng.negative_binomial(20, 0.5, (250, 24))  # mean 20, variance twice that
    believed, checked = 0, 0
    for row in months:
        now, before = int(row[12:].sum()), int(row[:12].sum())
        believed += compare_counts(now, before).p_value <= 0.05
        checked += compare_counts(now, before, phi=dispersion(row).inflation).p_value <= 0.05

    assert believed / 250 > 0.12
    assert checked / 250 < 0.08


def test_a_year_on_year_change_rests_on_the_difference_of_two_counts() -> None:
    assert compare_counts(25, 16).z == pytest.approx(poisson_z_difference(25, 16).statistic)


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    pairs = np.random.default_rng(3).poisson((45, 30), (300, 2))
    changes = [compare_counts(int(now), int(before)) for now, before in pairs]

    assert np.mean([change.low <= 1.5 <= change.high for change in changes]) >= 0.94


def test_the_year_to_date_is_set_against_the_same_months_of_last_year() -> None:
    counts = np.arange(30)  # from April 2022

    change = year_to_date(counts, first_month="2022-04", until="2024-06")

    assert (change.now, change.before) == (24 + 25 + 26, 12 + 13 + 14)
    assert change.now_label == "April 2024 to June 2024"
    assert change.before_label == "April 2023 to June 2023"


def test_the_calendar_year_may_be_asked_for() -> None:
    change = year_to_date([1] * 24, first_month="2023-01", until="2024-12", year_starts_in=1)

    assert (change.now, change.before) == (12, 12)


def test_a_quarter_is_set_against_the_same_quarter() -> None:
    counts = [5, 5, 5] + [0] * 9 + [7, 8, 9]

    change = same_quarter(counts, first_month="2023-10", until="2024-12")

    assert (change.now, change.before) == (24, 15)
    assert "October 2024 to December 2024" in change.verdict


@pytest.mark.parametrize("unknown", [12, 13, 1])
def test_a_month_that_has_not_come_is_never_a_fall(unknown: int) -> None:
    counts, known = np.full(15, 100), np.ones(15, dtype=bool)
    counts[unknown], known[unknown] = 0, False

    change = same_quarter(counts, first_month="2023-01", until="2024-03", is_known=known)

    assert change.outcome == "too little data"
    assert "1 of the months compared are not there" in change.verdict


def test_a_series_too_short_for_a_year_ago_says_so() -> None:
    assert same_quarter([50] * 6, first_month="2024-01", until="2024-06").outcome == "too little data"


def test_a_series_that_ends_too_soon_says_so() -> None:
    assert same_quarter([50] * 24, first_month="2023-01", until="2025-02").outcome == "too little data"


def test_a_phi_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="narrower than chance"):
        compare_counts(60, 50, phi=0.5)


@given(st.integers(0, 200), st.integers(0, 200), st.floats(1, 5))
def test_dispersion_never_makes_a_change_clearer(now: int, before: int, phi: float) -> None:
    assert compare_counts(now, before, phi=phi).p_value >= compare_counts(now, before).p_value


@given(st.integers(0, 300), st.integers(1, 300))
def test_the_ratio_lies_in_its_interval(now: int, before: int) -> None:
    change = compare_counts(now, before)

    assert change.low <= change.ratio <= change.high
