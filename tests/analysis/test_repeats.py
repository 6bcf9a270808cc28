"""Repeat victimisation: the Home Office case, the same follow-up for everybody, and what is left out."""

from __future__ import annotations

import numpy as np
import pytest

from frankpledge.analysis.repeats import repeat_victimisation

END = np.datetime64("2024-12-31")


def test_the_home_office_toolkits_case() -> None:
    keys = [f"v{i}" for i in range(250)] + [f"v{i % 100}" for i in range(209)]

    found = repeat_victimisation(keys, ["2023-01-01"] * 459, data_until=END)

    assert (found.crime_count, found.victim_count, found.repeat_count) == (459, 250, 209)
    assert found.repeat_share == pytest.approx(0.4553, abs=5e-5)
    assert found.concentration == pytest.approx(459 / 250)
    assert found.incidence(10_000) == pytest.approx(found.prevalence(10_000) * found.concentration)


def test_a_victim_who_cannot_be_followed_for_the_whole_time_is_not_counted_as_spared() -> None:
    found = repeat_victimisation(
        ["a", "a", "b", "c"], ["2023-03-01", "2023-09-01", "2023-06-01", "2024-11-01"], data_until=END
    )

    assert (found.followed_count, found.followed_repeat_count) == (2, 1)
    assert found.followed_share == 0.5
    assert found.repeat_share == 0.25


def test_the_window_does_not_change_the_rolling_share_of_a_steady_process() -> None:
    rng = np.random.default_rng(1)
    victims, days = rng.integers(0, 4_000, 6_000), np.datetime64("2019-01-01") + rng.integers(0, 2_190, 6_000)
    shares = {}
    for years in (3, 6):
        until = np.datetime64("2019-01-01") + 365 * years - 1
        held = days <= until
        shares[years] = repeat_victimisation(victims[held], days[held], data_until=until)

    assert shares[6].repeat_share > shares[3].repeat_share + 0.1
    assert shares[6].followed_share == pytest.approx(shares[3].followed_share, abs=0.03)


def test_the_follow_up_ends_on_its_last_day() -> None:
    dates = ["2022-01-01", "2023-01-01"]

    assert repeat_victimisation(["a", "a"], dates, data_until=END).followed_repeat_count == 1
    assert repeat_victimisation(["a", "a"], dates, data_until=END, follow_up_days=364).followed_repeat_count == 0


@pytest.mark.parametrize("keys", [["a", "", "a"], [1, -1, 1], [1.0, float("nan"), 1.0]])
def test_a_crime_with_no_known_victim_is_left_out_and_said(keys: list[str] | list[float]) -> None:
    found = repeat_victimisation(keys, ["2022-01-01"] * 3, data_until=END)

    assert (found.victim_count, found.unknown_count) == (1, 1)
    assert "1 crimes with no known victim" in found.in_words()


def test_when_the_next_crime_came_is_counted_in_thirty_days() -> None:
    found = repeat_victimisation(
        ["a", "a", "a", "b", "b"],
        ["2022-01-01", "2022-01-09", "2022-03-01", "2022-05-01", "2022-06-20"],
        data_until=END,
    )

    assert found.first_repeats[:3].tolist() == [1, 1, 0]
    assert found.most_for_one == 3


def test_dates_after_the_end_of_the_data_are_refused() -> None:
    with pytest.raises(ValueError, match="after data_until"):
        repeat_victimisation(["a"], ["2025-02-01"], data_until=END)
    with pytest.raises(ValueError, match="no victim is known"):
        repeat_victimisation([""], ["2024-02-01"], data_until=END)
