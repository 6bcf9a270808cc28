"""Whether crime went up or down: this period against an earlier one, with the counts, the interval and the chance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy import stats

from frankpledge.analysis.arrays import Booleans, Floats, confidence_of, counts_of
from frankpledge.analysis.rate_tests import RateTest, c_test, e_test
from frankpledge.analysis.wording import OFFENCES, Noun, chance_in_words, more_or_fewer, number_in_words

FEWEST_FOR_PERCENT = 50  # Wheeler (2016): below this a percentage says more about the base than about the change
MOST_THAT_MAY_BE_TOO_FEW = 60  # above it even counts that come in long runs can show a fall to nought

Outcome = Literal["rise", "fall", "no clear change", "too little data"]


@dataclass(frozen=True)
class CountChange:
    """Two counts side by side and what can honestly be said of their difference.

    ``ratio`` is the rate now over the rate before, with its interval ``low`` to ``high`` at ``confidence``.
    ``p_value`` is the one the outcome rests on: the E-test's, or the larger one that allows for ``phi``. ``percent`` is
    None where a percentage would mislead. ``missing`` says why nothing can be said, or is empty.
    """

    now: int
    before: int
    expected: float
    ratio: float
    low: float
    high: float
    e_test: RateTest
    c_test: RateTest
    z: float
    phi: float
    p_value: float
    confidence: float
    noun: Noun = OFFENCES
    now_label: str = ""
    before_label: str = ""
    missing: str = ""

    @property
    def difference(self) -> int:
        """How many more now; below nought for fewer."""
        return self.now - self.before

    @property
    def percent(self) -> float | None:
        """The change in the rate, per cent, or None where either count is under fifty."""
        if min(self.now, self.before) < FEWEST_FOR_PERCENT or self.missing:
            return None
        return 100 * (self.ratio - 1)

    @property
    def outcome(self) -> Outcome:
        """One of four words; "too little data" is an answer."""
        if self.missing:
            return "too little data"
        if self.p_value > 1 - self.confidence:
            return "no clear change"
        return "rise" if self.now > self.expected else "fall"

    @property
    def verdict(self) -> str:
        """The sentence for the reader."""
        now = f"{self.noun.count(self.now)}{f' in {self.now_label}' if self.now_label else ''}"
        before = f"{number_in_words(self.before)}{f' in {self.before_label}' if self.before_label else ''}"
        counts = f"{now} against {before}"
        if self.missing:
            return f"Too little data: {self.missing}" + (f" ({counts})." if self.now + self.before else ".")
        opening = {"rise": "A rise", "fall": "A fall"}.get(self.outcome, "No real change")
        chance = f"a difference this size comes by chance {chance_in_words(self.p_value)}"
        percent = "" if self.percent is None else f", {self.percent:+.0f}%"
        return f"{opening}: {counts} ({more_or_fewer(self.difference)}{percent}); {chance}. {self._interval()}"

    def _interval(self) -> str:
        high = "any number of" if np.isinf(self.high) else f"{self.high:.2f}"
        wider = f", allowing for counts that vary {self.phi:.1f} times as much as chance" if self.phi > 1 else ""
        between = f"the rate is between {self.low:.2f} and {high} times what it was{wider}"
        return f"At {self.confidence:.0%} confidence {between}."


def compare_counts(
    now: int,
    before: int,
    *,
    exposure_now: float = 1.0,
    exposure_before: float = 1.0,
    phi: float = 1.0,
    confidence: float = 0.95,
    noun: Noun = OFFENCES,
    now_label: str = "",
    before_label: str = "",
) -> CountChange:
    r"""Compare two counts, with everything a reader needs to judge the difference.

    Parameters
    ----------
    now, before
        Counts.
    exposure_now, exposure_before
        Length of each period or people at risk, in one unit.
    phi
        Variance over mean of the monthly counts (``dispersion(...).inflation``). Above 1 it widens the interval and
        raises the p-value.
    confidence
        Of the interval and of the words "a rise" and "a fall".
    noun, now_label, before_label
        For the sentence.

    Returns
    -------
    CountChange

    Raises
    ------
    ValueError
        Counts that are not whole numbers from nought, exposures not above nought, ``phi`` below 1.

    Notes
    -----
    p is the E-test's (Krishnamoorthy and Thomson 2004). The interval of the ratio is the exact conditional one
    (Clopper-Pearson on the share that fell now, turned into a ratio). With :math:`\phi > 1` p is the larger of that
    and the normal tail of :math:`z/\sqrt\phi`, where :math:`z = 2(\sqrt x - \sqrt{ry})/\sqrt{1+r}` and ``r`` is the
    ratio of exposures, and the interval is :math:`\exp(\log\frac{x}{ry} \pm z_c\sqrt{\phi(1/x+1/y)})`.

    When even a fall to nought of the same total would not have been a change at this confidence, the answer is "too
    little data". No percentage is given where either count is under fifty (Wheeler 2016).

    Examples
    --------
    >>> for sentence in compare_counts(42, 38, noun=Noun("burglary", "burglaries")).verdict.split(". "):
    ...     print(sentence)
    No real change: 42 burglaries against 38 (4 more); a difference this size comes by chance more often than not
    At 95% confidence the rate is between 0.70 and 1.76 times what it was.
    >>> compare_counts(9, 4).percent is None
    True
    >>> compare_counts(1, 2).outcome
    'too little data'
    """
    confidence_of(confidence)
    if phi < 1:
        raise ValueError("phi below 1 would make an interval narrower than chance alone allows")
    exact = e_test(
        now, before, exposure_now=exposure_now, exposure_before=exposure_before, confidence=confidence
    )  # refuses what is no count
    conditional = c_test(now, before, exposure_now=exposure_now, exposure_before=exposure_before, confidence=confidence)
    share = exposure_now / exposure_before
    z = 2 * (np.sqrt(now) - np.sqrt(share * before)) / np.sqrt(1 + share)
    p_value = exact.p_value if phi == 1 else max(exact.p_value, float(2 * stats.norm.sf(abs(z) / np.sqrt(phi))))
    low, high = _interval_of_ratio(now, before, share, phi, confidence)
    return CountChange(
        now=int(now),
        before=int(before),
        expected=before * share,
        ratio=now / (share * before) if before else (float("inf") if now else float("nan")),
        low=low,
        high=high,
        e_test=exact,
        c_test=conditional,
        z=float(z),
        phi=float(phi),
        p_value=p_value,
        confidence=confidence,
        noun=noun,
        now_label=now_label,
        before_label=before_label,
        missing=_too_few(int(now) + int(before), share, phi, confidence),
    )


def year_to_date(
    counts: npt.ArrayLike,
    *,
    first_month: str,
    until: str,
    year_starts_in: int = 4,
    is_known: npt.ArrayLike | None = None,
    phi: float = 1.0,
    confidence: float = 0.95,
    noun: Noun = OFFENCES,
) -> CountChange:
    """Compare this year so far with the same months of the year before.

    Parameters
    ----------
    counts
        One for each month from ``first_month``.
    first_month, until
        Months as ``"2024-04"``; ``until`` is the last month counted.
    year_starts_in
        4 for the financial year, 1 for the calendar year.
    is_known
        False for a month whose file has not come: a comparison over it says "too little data", never a fall.
    phi, confidence, noun
        As :func:`compare_counts`.

    Examples
    --------
    >>> counts = [10] * 12 + [10] * 5
    >>> year = year_to_date(counts, first_month="2023-04", until="2024-08")
    >>> year.now, year.before, year.now_label
    (50, 50, 'April 2024 to August 2024')
    """
    months_in = (month_number(until) % 12 - (year_starts_in - 1)) % 12 + 1
    return _same_months_a_year_apart(counts, first_month, until, months_in, is_known, phi, confidence, noun)


def same_quarter(
    counts: npt.ArrayLike,
    *,
    first_month: str,
    until: str,
    is_known: npt.ArrayLike | None = None,
    phi: float = 1.0,
    confidence: float = 0.95,
    noun: Noun = OFFENCES,
) -> CountChange:
    """Compare the three months that end with ``until`` with the same three a year before, so that seasons drop out.

    Parameters as :func:`year_to_date`.

    Examples
    --------
    >>> same_quarter([4, 5, 6] * 5, first_month="2023-01", until="2024-03").difference
    0
    """
    return _same_months_a_year_apart(counts, first_month, until, 3, is_known, phi, confidence, noun)


def _same_months_a_year_apart(
    counts: npt.ArrayLike,
    first_month: str,
    until: str,
    month_count: int,
    is_known: npt.ArrayLike | None,
    phi: float,
    confidence: float,
    noun: Noun,
) -> CountChange:
    values = counts_of(counts, dimensions=1)
    known = np.ones(len(values), dtype=bool) if is_known is None else np.asarray(is_known, dtype=bool)
    if known.shape != values.shape:
        raise ValueError("is_known must say yes or no for each month")
    last = month_number(until)
    end = last - month_number(first_month) + 1
    now, gap_now = _total(values.astype(np.float64), known, end - month_count, end)
    before, gap_before = _total(values.astype(np.float64), known, end - month_count - 12, end - 12)
    change = compare_counts(
        now,
        before,
        phi=phi,
        confidence=confidence,
        noun=noun,
        now_label=_label(last - month_count + 1, last),
        before_label=_label(last - month_count - 11, last - 12),
    )
    if not gap_now + gap_before:
        return change
    return replace(change, missing=f"{gap_now + gap_before} of the months compared are not there")


def _total(values: Floats, known: Booleans, start: int, end: int) -> tuple[int, int]:
    """The sum over the months that are there, and how many are not."""
    inside = slice(max(0, start), max(0, end))
    present = known[inside]
    return int(values[inside][present].sum()), (end - start) - int(present.sum())


def month_number(month: str) -> int:
    """Months since the year nought, so that they can be counted.

    >>> month_number("2024-03") - month_number("2023-04")
    11
    """
    day = date.fromisoformat(f"{month}-01")
    return day.year * 12 + day.month - 1


def _label(first: int, last: int) -> str:
    names = [f"{date(month // 12, month % 12 + 1, 1):%B %Y}" for month in (first, last)]
    return names[0] if names[0] == names[1] else f"{names[0]} to {names[1]}"


def _interval_of_ratio(now: int, before: int, share: float, phi: float, confidence: float) -> tuple[float, float]:
    if now + before == 0:
        return 0.0, float("inf")
    if phi > 1 and now and before:
        reach = stats.norm.isf((1 - confidence) / 2) * np.sqrt(phi * (1 / now + 1 / before))
        centre = np.log(now / (share * before))
        return float(np.exp(centre - reach)), float(np.exp(centre + reach))
    part = stats.binomtest(int(now), int(now) + int(before)).proportion_ci(confidence, method="exact")
    low = part.low / (1 - part.low) / share
    return float(low), float("inf") if part.high == 1 else float(part.high / (1 - part.high) / share)


def _too_few(total: int, share: float, phi: float, confidence: float) -> str:
    """Why the total could show no change at all, or nothing."""
    if total == 0:
        return "there were none in either period"
    effective = int(total / phi)
    smallest = min(e_test(effective, 0, exposure_now=share).p_value, e_test(0, effective, exposure_now=share).p_value)
    if total < 60 and smallest > 1 - confidence:
        return f"{total} in both periods together are too few to show a change, whichever period they fell in"
    return ""
