"""Aoristic tables: the published cases, midnight, weeks, clocks going back, swapped ends."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.analysis.clock import aoristic, aoristic_of, temporal_signature
from frankpledge.analysis.incidents import Positions, UnsuitableData, incidents_of

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        ("2024-06-03T08:00", "2024-06-03T16:00", {(0, hour): 0.125 for hour in range(8, 16)}),
        ("2024-06-03T01:00", "2024-06-03T02:30", {(0, 1): 2 / 3, (0, 2): 1 / 3}),
        ("2024-06-03T01:50", "2024-06-03T02:10", {(0, 1): 0.5, (0, 2): 0.5}),
        ("2024-06-02T22:00", "2024-06-03T02:00", {(6, 22): 0.25, (6, 23): 0.25, (0, 0): 0.25, (0, 1): 0.25}),
        ("2024-06-03T05:20", "NaT", {(0, 5): 1.0}),
        ("NaT", "2024-06-03T05:20", {(0, 5): 1.0}),
        ("2024-06-03T05:00", "2024-06-03T05:00", {(0, 5): 1.0}),
        ("2024-06-03T16:00", "2024-06-03T08:00", {(0, hour): 0.125 for hour in range(8, 16)}),
        # the clock skips 01:00 on 31 March 2024: one elapsed hour, none of it in hour 1
        ("2024-03-31T00:30", "2024-03-31T02:30", {(6, 0): 0.5, (6, 2): 0.5}),
        # and repeats it on 27 October: three elapsed hours, two of them in hour 1
        ("2024-10-27T00:30", "2024-10-27T02:30", {(6, 0): 1 / 6, (6, 1): 2 / 3, (6, 2): 1 / 6}),
        # 01:50 to 01:10 across the change is twenty minutes, not a swap
        ("2024-10-27T01:50", "2024-10-27T01:10", {(6, 1): 1.0}),
    ],
)
def test_an_offence_is_shared_out_over_its_hours(begin: str, end: str, expected: dict[tuple[int, int], float]) -> None:
    table = aoristic([begin], [end])

    for place in np.ndindex(7, 24):
        assert table.weight[place] == pytest.approx(expected.get(place, 0.0), abs=1e-12)


def test_ends_the_wrong_way_round_are_turned_and_counted_but_a_clock_change_is_not_a_swap() -> None:
    assert aoristic(["2024-06-03T16:00"], ["2024-06-03T08:00"]).swapped_count == 1
    assert aoristic(["2024-10-27T01:50"], ["2024-10-27T01:10"]).swapped_count == 0


def test_more_than_a_week_is_spread_evenly_and_counted_apart() -> None:
    table = aoristic(["2024-06-01", "2024-06-03T05:20"], ["2024-06-20", "NaT"])

    assert (table.long_count, table.exact_count) == (1, 1)
    assert table.weight[2, 2] == pytest.approx(1 / 168)
    assert "more than a week" in table.in_words()
    assert aoristic(["2024-06-01"], ["2024-06-08"]).long_count == 0  # exactly seven days


def test_utc_times_are_put_on_the_local_clock() -> None:
    assert aoristic(["2024-07-01T23:30"], ["NaT"], times_are="utc").weight[1, 0] == 1  # 00:30 on Tuesday, summer time
    assert aoristic(["2024-01-01T23:30"], ["NaT"], times_are="utc").weight[0, 23] == 1
    assert aoristic(["2024-07-01T20:00"], ["NaT"], times_are="utc", zone="Asia/Kolkata").weight[1, 1] == 1


@settings(max_examples=40)
@given(begin=st.integers(28_401_120, 28_928_160), minutes=st.integers(1, 500))
def test_the_weights_equal_those_of_walking_through_the_minutes(begin: int, minutes: int) -> None:
    ends = np.array([begin, begin + minutes]).astype("datetime64[m]")

    table = aoristic(ends[:1], ends[1:], times_are="utc")

    walked = np.zeros((7, 24))
    for minute in range(begin, begin + minutes):
        local = datetime.fromtimestamp(60 * minute, UTC).astimezone(LONDON)
        walked[local.weekday(), local.hour] += 1 / minutes
    np.testing.assert_allclose(table.weight, walked, atol=1e-12)


@settings(max_examples=40)
@given(begin=st.integers(28_401_120, 28_928_160), minutes=st.integers(0, 30_000))
def test_every_offence_weighs_one(begin: int, minutes: int) -> None:
    ends = np.array([begin, begin + minutes]).astype("datetime64[m]")

    assert aoristic(ends[:1], ends[1:]).weight.sum() == pytest.approx(1)


def test_offences_without_a_time_are_counted_and_left_out() -> None:
    table = aoristic(["NaT", "2024-06-03T05:20"], ["NaT", "NaT"])

    assert (table.counted, table.unknown_count) == (1, 1)
    with pytest.raises(ValueError, match="no offence has a time"):
        aoristic(["NaT"], ["NaT"])


def test_a_signature_over_midnight_is_one_window() -> None:
    hours = [f"2024-06-07T{hour:02d}:10" for hour in (22, 23, 0, 1)] * 5 + ["2024-06-05T12:00"]

    signature = temporal_signature(aoristic(hours, ["NaT"] * len(hours)), share=0.9)

    assert (signature.window_start, signature.window_hours) == (22, 4)
    assert signature.mean_hour == pytest.approx(0.0, abs=0.5) or signature.mean_hour > 23.5
    assert "from 22:00 to 02:00" in signature.in_words()


def test_an_even_table_has_no_strength_and_incidents_without_times_are_refused() -> None:
    week = np.datetime64("2024-06-03T00:00") + np.arange(168).astype("timedelta64[h]")

    assert temporal_signature(aoristic(week, week)).strength == pytest.approx(0, abs=1e-9)
    with pytest.raises(UnsuitableData, match="no times"):
        aoristic_of(incidents_of([530_000], [210_000], positions=Positions.REAL))
