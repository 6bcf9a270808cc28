"""Outbreaks: found where planted, quiet on noise and dispersion, honest about many areas and about short series."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.analysis.exceedance import exceedance, scan_exceedances
from frankpledge.analysis.wording import Noun

QUIET = [5, 4, 6, 5, 5, 4, 6, 5, 4, 5, 6, 5] * 3


@pytest.mark.parametrize("phi", [1.0, 2.0])
def test_unchanged_series_are_called_exceeded_no_more_often_than_stated(phi: float) -> None:
    rng = np.random.default_rng(1)
    size = (8000, 61)
    counts = rng.poisson(12, size) if phi == 1 else rng.negative_binomial(12 / (phi - 1), 1 / phi, size)

    assert np.mean(scan_exceedances(counts).p_value <= 0.01) <= (0.015 if phi == 1 else 0.025)


def test_a_yearly_pattern_is_no_outbreak() -> None:
    mean = 20 + 15 * np.cos(2 * np.pi * (np.arange(61) - 60) / 12)
    counts = np.random.default_rng(2).poisson(mean, (2000, 61))

    assert np.mean(scan_exceedances(counts).p_value <= 0.01) <= 0.025


def test_planted_outbreaks_are_found_among_a_thousand_areas_and_few_findings_are_false() -> None:
    counts = np.random.default_rng(3).poisson(6, (1000, 61))
    counts[:25, -1] += 25

    scan = scan_exceedances(counts)

    assert scan.is_finding[:25].sum() == 25
    assert scan.is_finding[25:].sum() <= 4
    assert "Of 1,000 comparisons" in scan.verdict


def test_a_past_outbreak_does_not_hide_the_next() -> None:
    counts = np.array([*QUIET, 18])
    counts[12] = 60

    assert exceedance(counts).is_exceeded


def test_one_series_and_the_same_in_a_scan_agree() -> None:
    alone, together = exceedance([*QUIET, 11]), scan_exceedances([[*QUIET, 11], [*QUIET, 5]])

    assert alone.p_value == together.p_value[0]
    assert alone.baseline_count == 8


def test_too_little_data_is_an_answer() -> None:
    assert exceedance([5] * 20).verdict.startswith("Too little data: only 3 months")
    assert exceedance([0] * 40).verdict.startswith("Too little data: there were none")
    assert exceedance([]).verdict.startswith("Too little data")


def test_the_verdict_says_what_would_be_usual() -> None:
    verdict = exceedance([*QUIET, 15], noun=Noun("fire", "fires")).verdict

    assert verdict.startswith("More than usual: 15 fires where about ")
    assert "at 99% confidence" in verdict


def test_any_dependence_only_makes_it_more_cautious() -> None:
    counts = np.random.default_rng(4).poisson(6, (300, 61))
    counts[:40, -1] += 9

    bold, cautious = scan_exceedances(counts), scan_exceedances(counts, any_dependence=True)

    assert cautious.is_finding.sum() < bold.is_finding.sum()


def test_the_shape_of_areas_and_types_is_kept() -> None:
    assert scan_exceedances(np.full((3, 2, 40), 5)).p_value.shape == (3, 2)


@given(st.integers(0, 40))
def test_more_crimes_are_never_more_ordinary(count: int) -> None:
    assert exceedance([*QUIET, count + 1]).p_value <= exceedance([*QUIET, count]).p_value
