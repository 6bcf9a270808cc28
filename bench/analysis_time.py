"""The whole "what changed" table of a force over five years against its second of processor time, and the E-test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from statsmodels.stats.rates import etest_poisson_2indep

from bench.timing import Result, milliseconds, once
from frankpledge.analysis.rate_tests import e_test_many
from frankpledge.analysis.what_changed import what_changed

AREAS, KINDS, MONTHS = 720, 14, 60  # the LSOAs of a middling force, data.police.uk's categories, five years
SECONDS, TIMES_FASTER, SAMPLE, RUNS = 1.0, 20, 200, 5


def best(work: Callable[[], object]) -> float:
    """The least processor seconds of a few runs, after one to warm up."""
    work()
    return min(once(work) for _ in range(RUNS))


def force() -> np.ndarray:
    """Counts like a force's: most areas few of most types, a few areas many."""
    rng = np.random.default_rng(1)
    return rng.poisson(rng.gamma(0.5, 3, (AREAS, KINDS, 1)), (AREAS, KINDS, MONTHS))


def run(say: Callable[[str], None]) -> Iterator[Result]:
    """Two results: the table against its limit, the E-test against statsmodels pair by pair."""
    say("what changed, one force over five years")
    counts = force()
    seconds = max(best(lambda: what_changed(counts)), best(lambda: what_changed(counts, month_count=12)))
    cells = f"{AREAS} areas × {KINDS} types × {MONTHS} months"
    yield Result(
        "what changed", seconds / SECONDS, 1.0, "one second of processor time", f"{milliseconds(seconds)}, {cells}"
    )

    say("E-test of every pair of the table against statsmodels, pair by pair")
    now, before = counts[..., -12:].sum(axis=-1).ravel(), counts[..., -24:-12].sum(axis=-1).ravel()
    sample = np.random.default_rng(2).choice(len(now), SAMPLE, replace=False)
    one_by_one = [etest_poisson_2indep(now[i], 1, before[i], 1, method="wald")[1] for i in sample if now[i] + before[i]]
    ours = e_test_many(now, before)
    assert np.allclose([ours[i] for i in sample if now[i] + before[i]], one_by_one, atol=1e-10, rtol=0)

    def theirs() -> None:
        for i in sample:
            etest_poisson_2indep(now[i], 1, before[i] + 1, 1, method="wald")

    mine, peer = best(lambda: e_test_many(now, before)) / len(now), once(theirs) / SAMPLE
    detail = f"{peer / mine:,.0f}× faster a pair, answers equal; all {len(now):,} in {milliseconds(mine * len(now))}"
    yield Result("E-test of many pairs", TIMES_FASTER * mine / peer, 1.0, "statsmodels, pair by pair", detail)
