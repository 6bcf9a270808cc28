"""Of many areas tested at once some look unusual by chance: this holds down how many findings may be false."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import false_discovery_control

from frankpledge.analysis.arrays import Booleans, Floats, sealed


@dataclass(frozen=True, eq=False)
class Discoveries:
    """Which of many tests are findings when at most a share ``q`` of the findings is to be false.

    ``adjusted`` and ``is_finding`` have the shape of the p-values given; a test that was never made (NaN) is no
    finding and stays NaN. ``threshold`` is the largest p-value that is a finding, NaN when none is.
    """

    adjusted: Floats
    is_finding: Booleans
    threshold: float
    q: float
    method: str
    tested_count: int

    @property
    def finding_count(self) -> int:
        """How many findings."""
        return int(self.is_finding.sum())

    @property
    def verdict(self) -> str:
        """A sentence for the foot of the table."""
        if not self.tested_count:
            return "Nothing could be tested."
        if not self.finding_count:
            return (
                f"Of {self.tested_count:,} comparisons none stands out: whatever looks unusual is no more than "
                "chance would bring when so many are looked at."
            )
        false = max(1, round(self.q * self.finding_count))
        return (
            f"Of {self.tested_count:,} comparisons {self.finding_count:,} stand{'s' * (self.finding_count == 1)} out. "
            f"Expect no more than {self.q:.0%} of such findings to be chance alone (about {false} here)."
        )


def benjamini_hochberg(p_values: npt.ArrayLike, q: float = 0.05) -> Discoveries:
    r"""Control the false-discovery rate of independent (or positively dependent) tests.

    Parameters
    ----------
    p_values
        Of any shape; NaN means not tested.
    q
        The share of findings that may be false on average.

    Returns
    -------
    Discoveries

    Raises
    ------
    ValueError
        A p-value outside 0 to 1, or ``q`` outside it.

    Notes
    -----
    Adjusted :math:`p_{(i)} = \min_{j \ge i} \min(1, p_{(j)} m / j)` over the ``m`` tests made; a finding is an adjusted
    value at or below ``q``. Computed by ``scipy.stats.false_discovery_control``.

    References
    ----------
    Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. *Journal of the Royal Statistical
    Society B* 57, 289-300.

    Examples
    --------
    >>> found = benjamini_hochberg([0.001, 0.008, 0.039, 0.041, 0.9], q=0.05)
    >>> found.is_finding.tolist()
    [True, True, False, False, False]
    >>> found.adjusted.round(4).tolist()
    [0.005, 0.02, 0.0512, 0.0512, 0.9]
    """
    return _discoveries(p_values, q, "bh")


def benjamini_yekutieli(p_values: npt.ArrayLike, q: float = 0.05) -> Discoveries:
    r"""Control the false-discovery rate whatever the dependence between the tests, at some cost in findings.

    Parameters, returns and errors as :func:`benjamini_hochberg`.

    Notes
    -----
    As Benjamini-Hochberg with ``m`` replaced by :math:`m \sum_{k=1}^{m} 1/k`. Use it where neighbouring areas overlap,
    so that their tests share the same crimes.

    References
    ----------
    Benjamini, Y. and Yekutieli, D. (2001). The control of the false discovery rate in multiple testing under
    dependency. *Annals of Statistics* 29, 1165-1188.

    Examples
    --------
    >>> benjamini_yekutieli([0.001, 0.008, 0.039, 0.041, 0.9], q=0.05).is_finding.tolist()
    [True, True, False, False, False]
    >>> benjamini_yekutieli([0.001, 0.008, 0.039, 0.041, 0.9]).adjusted.round(4).tolist()
    [0.0114, 0.0457, 0.117, 0.117, 1.0]
    """
    return _discoveries(p_values, q, "by")


def _discoveries(p_values: npt.ArrayLike, q: float, method: str) -> Discoveries:
    given = np.asarray(p_values, dtype=np.float64)
    if not 0 < q < 1:
        raise ValueError(f"q must be between 0 and 1, not {q}")
    tested = ~np.isnan(given)
    values = given[tested]
    if values.size and not (float(values.min()) >= 0 and float(values.max()) <= 1):
        raise ValueError("p-values must be between 0 and 1")
    adjusted = np.full(given.shape, np.nan)
    if values.size:
        adjusted[tested] = false_discovery_control(values, method=method)
    with np.errstate(invalid="ignore"):
        finding = adjusted <= q
    return Discoveries(
        adjusted=sealed(adjusted),
        is_finding=sealed(finding),
        threshold=float(given[finding].max()) if finding.any() else float("nan"),
        q=q,
        method={"bh": "Benjamini-Hochberg", "by": "Benjamini-Yekutieli"}[method],
        tested_count=int(values.size),
    )
