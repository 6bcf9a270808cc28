"""Findings among many tests: the published procedure, its promise kept on noise, and power kept on planted effects."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.analysis.discovery import benjamini_hochberg, benjamini_yekutieli

# Benjamini and Hochberg (1995), section 4: fifteen comparisons of thrombolysis, four of them findings at 5 %.
THROMBOLYSIS = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip


def test_the_published_example_has_four_findings() -> None:
    found = benjamini_hochberg(THROMBOLYSIS, q=0.05)

    assert found.finding_count == 4
    assert found.threshold == 0.0095


def test_under_any_dependence_three_of_them_remain() -> None:
    assert benjamini_yekutieli(THROMBOLYSIS, q=0.05).finding_count == 3


def test_on_pure_noise_a_whole_scan_finds_something_no_more_often_than_promised() -> None:
    rng = np.random.default_rng(1)

    scans = [benjamini_hochberg(rng.random(200), q=0.05).finding_count > 0 for _ in range(1000)]

    assert np.mean(scans) <= 0.07


def test_of_planted_effects_most_are_found_and_few_findings_are_false() -> None:
    rng = np.random.default_rng(2)
    noise, planted = rng.random((200, 180)), rng.random((200, 20)) * 1e-4
    false, found = 0.0, 0
    for quiet, loud in zip(noise, planted, strict=True):
        finding = benjamini_hochberg(np.concatenate([quiet, loud]), q=0.05).is_finding
        false += finding[:180].sum() / max(1, finding.sum())
        found += int(finding[180:].sum())

    assert found == 200 * 20
    assert false / 200 <= 0.055


def test_what_was_not_tested_is_no_finding_and_is_not_counted() -> None:
    found = benjamini_hochberg([[0.001, np.nan], [np.nan, 0.5]])

    assert found.tested_count == 2
    assert found.is_finding.tolist() == [[True, False], [False, False]]
    assert np.isnan(found.adjusted[0, 1])


def test_no_tests_is_an_answer() -> None:
    assert benjamini_hochberg([np.nan]).verdict == "Nothing could be tested."


def test_the_verdict_says_how_many_may_be_chance() -> None:
    assert "no more than 5% of such findings" in benjamini_hochberg(THROMBOLYSIS).verdict
    assert "none stands out" in benjamini_hochberg([0.3, 0.6]).verdict


@pytest.mark.parametrize("p_values", [[-0.1], [1.1]])
def test_what_is_no_probability_is_refused(p_values: list[float]) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        benjamini_hochberg(p_values)


def test_the_answer_cannot_be_altered_nor_the_question() -> None:
    p_values = np.array(THROMBOLYSIS)
    found = benjamini_hochberg(p_values)

    with pytest.raises(ValueError, match="read-only"):
        found.adjusted[0] = 0
    assert p_values.tolist() == THROMBOLYSIS


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.floats(0.01, 0.5))
def test_findings_are_the_smallest_p_values_and_caution_only_removes(p_values: list[float], q: float) -> None:
    bold, cautious = benjamini_hochberg(p_values, q), benjamini_yekutieli(p_values, q)

    assert not (cautious.is_finding & ~bold.is_finding).any()
    if bold.finding_count:
        assert bold.is_finding.tolist() == [p <= bold.threshold for p in p_values]
