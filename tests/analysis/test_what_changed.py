"""The whole table: what stands out is real, noise stays quiet, and the rows agree with the methods asked singly."""

from __future__ import annotations

import numpy as np
import pytest

from frankpledge.analysis.rate_tests import e_test
from frankpledge.analysis.what_changed import what_changed


def noise(seed: int, areas: int = 100, kinds: int = 6) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.poisson(rng.gamma(1, 6, (areas, kinds, 1)), (areas, kinds, 60))


def test_on_noise_the_table_stays_quiet() -> None:
    loud = [what_changed(noise(seed, areas=40)).changes.finding_count > 0 for seed in range(15)]

    assert np.mean(loud) <= 0.14


def test_on_overdispersed_noise_it_stays_quiet_too() -> None:
    rng = np.random.default_rng(5)
    counts = rng.negative_binomial(10, 1 / 3, (300, 1, 60))

    assert what_changed(counts).changes.finding_count <= 2


def test_planted_rises_and_falls_are_found() -> None:
    counts = noise(6)
    counts[3, 2, :], counts[4, 1, :] = 30, 40
    counts[3, 2, -3:], counts[4, 1, -3:] = 70, 8

    table = what_changed(counts)

    assert table.is_rise[3, 2]
    assert table.is_fall[4, 1]
    assert set(table.foremost(2)) == {(3, 2), (4, 1)}
    assert table.in_words(3, 2).startswith("A rise: 210 offences against 90 (120 more)")
    assert table.exceedances.is_finding[3, 2]


def test_the_periods_are_the_same_months_a_year_apart() -> None:
    counts = np.arange(36)[None, None, :]

    table = what_changed(counts, month_count=3)

    assert (table.now[0, 0], table.before[0, 0]) == (33 + 34 + 35, 21 + 22 + 23)
    assert what_changed(counts, month_count=12).before[0, 0] == sum(range(12, 24))
    assert table.sparkline.shape == (1, 1, 24)


def test_each_row_is_the_e_test_of_its_two_counts() -> None:
    counts = noise(7, areas=6, kinds=2)
    table = what_changed(counts)

    for area, kind in np.argwhere(~(np.nan_to_num(table.phi) > 1) & ~np.isnan(table.p_value)):
        single = e_test(int(table.now[area, kind]), int(table.before[area, kind]))
        assert table.p_value[area, kind] == pytest.approx(single.p_value)


def test_a_row_without_crime_is_no_test() -> None:
    counts = noise(8, areas=4, kinds=2)
    counts[0, 0] = 0

    table = what_changed(counts)

    assert table.in_words(0, 0).startswith("Too little data")
    assert table.changes.tested_count == 7


def test_a_row_that_would_look_large_alone_says_how_many_were_looked_at() -> None:
    table = what_changed(noise(9))
    area, kind = table.foremost(1)[0]

    assert "and 600 were looked at" in table.in_words(area, kind) or table.changes.tested_count != 600
    assert table.verdict.startswith("0 clear rises and 0 clear falls")


def test_the_counts_given_are_not_changed() -> None:
    counts = noise(10, areas=3)
    kept = counts.copy()

    what_changed(counts)

    assert (counts == kept).all()


@pytest.mark.parametrize(("shape", "months"), [((2, 2, 20), 3), ((2, 40), 3), ((2, 2, 36), 13)])
def test_what_cannot_be_compared_is_refused(shape: tuple[int, ...], months: int) -> None:
    with pytest.raises(ValueError, match=r"months|dimension"):
        what_changed(np.ones(shape, dtype=int), month_count=months)
