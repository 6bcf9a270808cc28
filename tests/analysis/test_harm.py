"""Harm: beside the count, by one version of the weights, with what has no weight said aloud."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from frankpledge.analysis.harm import (
    Level,
    MixedWeights,
    WeightTable,
    compare_harm,
    harm_ranks,
    harm_series,
    weight_table,
)

OFFENCES = ["homicide", "burglary", "cannabis possession"]


def css(version: str = "2016", level: Level = "offence") -> WeightTable:
    rows = [("homicide", 7979.0), ("burglary", 438.0), ("cannabis possession", 3.0)]
    return weight_table(
        rows, name="Example score", version=version, released_on=date(2016, 11, 29), unit="days", level=level
    )


def test_harm_is_the_weighted_sum_beside_the_count() -> None:
    series = harm_series([[1, 0], [10, 12], [100, 90]], OFFENCES, css(), population=1000)

    assert series.count.tolist() == [111, 102]
    assert series.harm.tolist() == [7979 + 4380 + 300, 5256 + 270]
    assert series.rate[0] == pytest.approx(12.659)
    assert series.harm_per_crime[1] == pytest.approx(5526 / 102)
    assert series.verdict.startswith("102 crimes, with harm of 5,526 days (between")
    assert "Example score, 2016 (29 November 2016)" in series.verdict


def test_what_has_no_weight_is_said_and_counted_still() -> None:
    series = harm_series([[3], [1]], ["burglary", "witchcraft"], css())

    assert series.unweighted == ("witchcraft",)
    assert series.count.tolist() == [4]
    assert "25% of the crimes have no weight" in series.verdict


def test_averages_of_categories_are_called_so() -> None:
    assert "by averages of broad categories" in harm_series([[3]], ["burglary"], css(level="category average")).verdict


def test_two_versions_of_the_weights_are_never_mixed() -> None:
    now, before = harm_series([[3]], ["burglary"], css("2020")), harm_series([[3]], ["burglary"], css("2016"))

    with pytest.raises(MixedWeights, match="must not be mixed"):
        compare_harm(now, before)


def test_the_interval_of_harm_holds_the_truth_as_often_as_it_says() -> None:
    counts = np.random.default_rng(1).poisson([[40], [60]], (2, 2000))
    series = harm_series(counts, ["burglary", "cannabis possession"], css())

    assert np.mean((series.low <= 40 * 438 + 180) & (series.high >= 40 * 438 + 180)) == pytest.approx(0.95, abs=0.02)


def test_unchanged_harm_is_called_changed_no_more_often_than_stated_and_a_doubling_is() -> None:
    rng = np.random.default_rng(2)
    series = [harm_series(rng.poisson(40, (1, 12)), ["burglary"], css()) for _ in range(300)]
    doubled = harm_series(rng.poisson(80, (1, 12)), ["burglary"], css())

    clear = [compare_harm(a, b).is_clear for a, b in zip(series[::2], series[1::2], strict=True)]

    assert np.mean(clear) <= 0.1
    assert compare_harm(doubled, series[0]).verdict.startswith("Harm rose")
    assert "crimes against" in compare_harm(doubled, series[0]).verdict


def test_ranks_carry_their_doubt() -> None:
    counts = [[0, 90, 5], [0, 88, 5], [0, 10, 5]]
    ranks = harm_ranks(counts, OFFENCES, css(), rng=np.random.default_rng(3), top=1)

    assert ranks.rank.tolist() == [1, 2, 3]
    assert (ranks.low[0], ranks.high[0]) == (1, 2)
    assert ranks.low[2] >= 2
    assert 0.3 < ranks.chance_of_top[1] < 0.7


def test_the_same_seed_gives_the_same_ranks() -> None:
    first, second = (
        harm_ranks([[0, 9, 5], [0, 8, 5]], OFFENCES, css(), rng=np.random.default_rng(4)) for _ in range(2)
    )

    assert first.chance_of_top.tolist() == second.chance_of_top.tolist()


@pytest.mark.parametrize("rows", [[], [("theft", 1.0), ("theft", 2.0)], [("theft", -1.0)], [("theft", float("nan"))]])
def test_weights_that_cannot_be_are_refused(rows: list[tuple[str, float]]) -> None:
    with pytest.raises(ValueError, match=r"weights|twice|number"):
        weight_table(rows, name="x", version="1", released_on=date(2024, 1, 1), unit="days")


def test_each_kind_counted_must_be_named() -> None:
    with pytest.raises(ValueError, match="2 kinds were counted but 1"):
        harm_series([[1], [2]], ["burglary"], css())
