"""Hotspots named by their history, and noise that has none."""

from __future__ import annotations

import numpy as np
import pytest

from frankpledge.analysis.emerging import Pattern, classify_hotspots, pattern_of
from frankpledge.analysis.grids import Grid
from frankpledge.analysis.incidents import Incidents
from tests.analysis.places import SOUTH, WEST, incidents

GRID = Grid(WEST, SOUTH, 200, 24, 24)


def periods(hot: dict[tuple[int, int], list[int]], count: int = 10) -> list[Incidents]:
    """Noise in every period, and a block of nine full cells around a corner in the periods named."""
    rng = np.random.default_rng(11)
    made = []
    for period in range(count):
        cells = [rng.integers(0, 24, (250, 2))]
        for corner, when in hot.items():
            if period in when:
                block = np.array([(corner[0] + i, corner[1] + j) for i in range(3) for j in range(3)])
                cells.append(np.repeat(block, 8, axis=0))
        made.append(incidents(np.concatenate(cells) * 200 + 100))
    return made


def test_each_history_gets_its_name() -> None:
    hot = {
        (2, 2): [9],
        (2, 14): list(range(10)),
        (9, 8): [7, 8, 9],
        (15, 2): [0, 1, 2, 3],
        (15, 15): [1, 4, 8],
    }

    found = classify_hotspots(periods(hot), GRID)

    named = {corner: Pattern(int(found.pattern[corner[1] + 1, corner[0] + 1])).name for corner in hot}
    assert list(named.values()) == ["NEW", "PERSISTENT", "EMERGING", "FORMER", "INTERMITTENT"]
    assert found.count_of(Pattern.NONE) > 500
    assert "persistent" in found.in_words()


def test_noise_has_no_history() -> None:
    assert classify_hotspots(periods({}), GRID).count_of(Pattern.NONE) == 576


def test_every_history_of_six_periods_has_exactly_the_name_its_rule_gives() -> None:
    histories = np.array([[int(bit) for bit in f"{number:06b}"] for number in range(64)], dtype=np.bool_)

    named = pattern_of(histories.T, 2, 0.8)

    for history, name in zip(histories, named, strict=True):
        assert (name == Pattern.NONE) == (not history.any())
        assert (name == Pattern.NEW) == (bool(history[-1]) and not history[:-1].any())
        assert (name == Pattern.FORMER) == (bool(history.any()) and not history[-2:].any())
        assert (name == Pattern.PERSISTENT) == (bool(history[-1]) and history.mean() >= 0.8)


def test_too_few_periods_or_shares_out_of_range_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 4"):
        classify_hotspots(periods({}, 3), GRID)
    with pytest.raises(ValueError, match="above 0"):
        classify_hotspots(periods({}, 4), GRID, recent_share=0)
