"""Control charts: published limits, named rules, and false alarms no more frequent than each chart can promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.analysis.control_charts import ControlChart, find_signals, laney_chart, rate_chart, u_chart, xmr_chart

STEADY = [10, 12, 9, 11, 8, 10, 12, 9, 10, 9, 11, 10]


def outside(chart: ControlChart) -> bool:
    return any(signal.rule == "outside the limits" for signal in chart.signals)


def test_the_published_xmr_limits() -> None:
    chart = xmr_chart([16, 14, 18, 25, 12, 15, 17, 20, 13, 16])

    assert chart.centre == pytest.approx(16.6)
    assert chart.lower[0] == pytest.approx(3.59556, abs=5e-6)
    assert chart.upper[0] == pytest.approx(29.60444, abs=5e-6)
    assert chart.range_limit == pytest.approx(15.97189, abs=2e-4)  # the constant is published to three places


def test_one_leap_does_not_widen_the_limits_for_the_next() -> None:
    leaping = [*STEADY, 60, *STEADY]

    assert xmr_chart(leaping).upper[0] < 25
    assert outside(xmr_chart(leaping))


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ([0, 0, 0, 3.5, 0, 0, 0, 0, 0, 0], "outside the limits"),
        ([0, 1, 1, 0.5, 1, 0.5, 1, 1, 0, 0], "seven on one side"),
        ([-1.2, -0.8, -0.4, 0.1, 0.4, 0.8, 1.2, 0, 0, 0], "seven rising or falling"),
        ([0, 0, 2.5, 0, 2.2, 0, 0, 0, 0, 0], "two of three near a limit"),
    ],
)
def test_each_rule_fires_alone_and_by_name_either_way(values: list[float], rule: str) -> None:
    (high,), (low,) = find_signals(values, 0, 1), find_signals([-value for value in values], 0, 1)

    assert high.rule == low.rule == rule
    assert (high.first, high.last) == (low.first, low.last)
    assert high.high
    assert not low.high


def test_six_in_a_row_are_not_seven() -> None:
    assert not find_signals([1, 0.5, 1, 0.5, 1, 0.5, -0.1, 0.1], 0, 1)


def test_two_near_opposite_limits_are_no_signal() -> None:
    assert not find_signals([0, 2.5, -2.5, 0], 0, 1)


def test_finding_8_overdispersed_counts_alarm_a_u_chart_and_not_the_chart_we_choose() -> None:
    """Variance twice the mean: half of all unchanged two-year u-charts raise an alarm."""
    series = np.random.default_rng(8).negative_binomial(20, 0.5, (400, 24))

    assert np.mean([outside(u_chart(one)) for one in series]) > 0.4
    assert np.mean([outside(laney_chart(one)) for one in series]) < 0.11
    assert np.mean([outside(rate_chart(one)) for one in series]) < 0.11
    assert np.mean([outside(xmr_chart(one)) for one in series]) < 0.16  # the price of leaving out its largest steps


def test_on_poisson_counts_the_u_chart_keeps_its_promise() -> None:
    series = np.random.default_rng(9).poisson(20, (400, 24))

    assert np.mean([outside(u_chart(one)) for one in series]) < 0.12


def test_a_planted_doubling_is_found_by_the_limits_of_the_time_before() -> None:
    rng = np.random.default_rng(10)
    found = [
        not rate_chart(np.concatenate([rng.poisson(20, 24), rng.poisson(40, 6)]), baseline=24).is_in_control
        for _ in range(100)
    ]

    assert np.mean(found) > 0.95


def test_the_chart_is_chosen_by_dispersion_and_says_why() -> None:
    calm, wild = rate_chart(STEADY), rate_chart([2, 30, 4, 25, 3, 28, 1, 27, 2, 30])

    assert (calm.kind, wild.kind) == ("u", "Laney u'")
    assert "no more than chance" in calm.reason
    assert "may vary more than chance" in wild.reason


def test_limits_follow_the_exposure() -> None:
    chart = u_chart(STEADY, exposure=[100, 400] * 6)

    assert chart.upper[0] > chart.upper[1]


def test_a_rate_is_never_held_to_a_limit_below_nought() -> None:
    assert u_chart([1, 0, 2, 1, 0, 1, 2, 0, 1, 1]).lower.min() == 0


def test_too_few_points_are_an_answer() -> None:
    chart = xmr_chart([5, 6, 7])

    assert not chart.signals
    assert chart.verdict == "Too little data: 3 periods are too few for limits; 10 are needed."


def test_a_series_of_noughts_raises_nothing() -> None:
    assert rate_chart([0] * 24).is_in_control


def test_the_verdict_says_which_rule_and_never_why() -> None:
    chart = rate_chart([*STEADY, 40], baseline=12)

    assert "outside the limits" in chart.verdict
    assert "is still so" in chart.verdict
    assert "does not say why" in chart.verdict
    assert "Nothing out of the ordinary" in rate_chart(STEADY).verdict


@given(st.lists(st.integers(0, 100), min_size=10, max_size=40))
def test_limits_of_laney_are_never_tighter_than_chance(counts: list[int]) -> None:
    assert (laney_chart(counts).upper >= u_chart(counts).upper - 1e-9).all()


@given(st.lists(st.integers(-50, 50), min_size=3, max_size=40))
def test_upside_down_the_signals_are_the_same_upside_down(values: list[int]) -> None:
    up, down = find_signals(values, 0, 10), find_signals([-value for value in values], 0, 10)

    assert {(s.rule, s.first, s.last, s.high) for s in up} == {(s.rule, s.first, s.last, not s.high) for s in down}
