"""Which months of a series are out of the ordinary: control charts with the rule that fired named each time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt

from frankpledge.analysis.arrays import Booleans, Floats, counts_of, exposure_of, sealed
from frankpledge.analysis.dispersion import Dispersion, dispersion

FEWEST_POINTS = 10  # with fewer, limits move too much with each new point to mean anything
XMR_LIMIT, RANGE_LIMIT, MOVING_RANGE_TO_SIGMA = 2.66, 3.267, 1.128
RUN_LENGTH = 7

RuleName = Literal["outside the limits", "seven on one side", "seven rising or falling", "two of three near a limit"]


@dataclass(frozen=True)
class Signal:
    """One rule that fired: on the points ``first`` to ``last`` (positions from nought), ``high`` or low."""

    rule: RuleName
    first: int
    last: int
    high: bool


@dataclass(frozen=True, eq=False)
class ControlChart:
    """Values, centre line and limits, one of each for each point, and every signal.

    ``kind`` says which chart it is; ``reason`` why that one was chosen. ``sigma`` is the distance of one standard
    deviation at each point. With fewer than ten points there are no limits and ``missing`` says so.
    """

    kind: Literal["XmR", "u", "Laney u'"]
    values: Floats
    centre: float
    lower: Floats
    upper: Floats
    sigma: Floats
    signals: tuple[Signal, ...]
    range_limit: float
    phi: Dispersion
    reason: str
    missing: str = ""

    @property
    def is_in_control(self) -> bool:
        """Whether no rule fired on a chart that could be drawn."""
        return not self.signals and not self.missing

    @property
    def verdict(self) -> str:
        """What the chart says, in a sentence."""
        if self.missing:
            return f"Too little data: {self.missing}."
        if not self.signals:
            return "Nothing out of the ordinary: the ups and downs are what this series always does."
        last = max(self.signals, key=lambda signal: signal.last)
        since = len(self.values) - 1 - last.last
        return (
            f"{len(self.signals)} signal{'s' * (len(self.signals) > 1)}. The latest, {last.rule}, is "
            f"{'higher' if last.high else 'lower'} than usual and {f'ended {since} ago' if since else 'is still so'}. "
            "A signal says where to look; it does not say why."
        )


def xmr_chart(values: npt.ArrayLike, *, baseline: int | None = None) -> ControlChart:
    r"""Chart individual values with limits from their moving ranges.

    Parameters
    ----------
    values
        One number for each period, in order; counts or rates.
    baseline
        How many of the first points the limits rest on; all of them if not given. Fix it before a change is made, and
        the points after are judged by the time before.

    Returns
    -------
    ControlChart

    Notes
    -----
    Limits :math:`\bar x \pm 2.66\,\overline{mR}`; upper range limit :math:`3.267\,\overline{mR}`. A moving range above
    it is left out and the mean range taken once more, so that one leap does not hide the next.

    References
    ----------
    Wheeler, D. J. (1993). *Understanding Variation*. NHS England, *Making Data Count*.

    Examples
    --------
    >>> chart = xmr_chart([16, 14, 18, 25, 12, 15, 17, 20, 13, 16])
    >>> round(chart.centre, 1), chart.lower[0].round(5).item(), chart.upper[0].round(5).item()
    (16.6, 3.59556, 29.60444)
    """
    points = np.asarray(values, dtype=np.float64)
    if points.ndim != 1 or not bool(np.isfinite(points).all()):
        raise ValueError("values must be one series of finite numbers")
    start = points[:baseline]
    ranges = np.abs(np.diff(start))
    mean_range = float(ranges.mean()) if ranges.size else 0.0
    kept = ranges[ranges <= RANGE_LIMIT * mean_range]
    clean = float(kept.mean()) if kept.size else mean_range
    centre = float(start.mean()) if start.size else 0.0
    sigma = np.full(len(points), XMR_LIMIT * clean / 3)
    nan = float("nan")
    unknown = Dispersion(nan, nan, nan, nan, len(points), 0.95)
    return _chart("XmR", points, centre, sigma, unknown, "each value is set against the usual step", start.size, clean)


def u_chart(counts: npt.ArrayLike, *, exposure: npt.ArrayLike = 1.0, baseline: int | None = None) -> ControlChart:
    r"""Chart counts for their exposure with Poisson limits, :math:`\bar u \pm 3\sqrt{\bar u/n_i}`.

    Only for counts that vary no more than chance: with variance twice the mean half of all two-year charts of an
    unchanged series raise a false alarm. :func:`rate_chart` chooses.

    Parameters
    ----------
    counts, exposure
        Whole numbers, and the people, days or homes behind each.
    baseline
        How many of the first points the limits rest on; all of them if not given.

    References
    ----------
    Shewhart, W. A. (1931). *Economic Control of Quality of Manufactured Product*.

    Examples
    --------
    >>> chart = u_chart([10, 12, 9, 11, 8, 10, 12, 9, 10, 9], exposure=2)
    >>> round(chart.centre, 2), round(float(chart.upper[0]), 3)
    (5.0, 9.743)
    """
    values, shares, centre, sigma, phi = _rates(counts, exposure, baseline)
    return _chart("u", values / shares, centre, sigma, phi, "it was asked for", _start(values, baseline))


def laney_chart(counts: npt.ArrayLike, *, exposure: npt.ArrayLike = 1.0, baseline: int | None = None) -> ControlChart:
    r"""Chart counts for their exposure with limits widened by how much they really vary from month to month.

    Parameters as :func:`u_chart`.

    Notes
    -----
    :math:`\bar u \pm 3 s_z\sqrt{\bar u/n_i}`, where :math:`z_i = (u_i-\bar u)/\sqrt{\bar u/n_i}` and :math:`s_z` is the
    mean absolute difference of neighbouring :math:`z` over 1.128.

    References
    ----------
    Laney, D. B. (2002). Improved control charts for attributes. *Quality Engineering* 14(4), 531-537.

    Examples
    --------
    >>> chart = laney_chart([10, 30, 12, 33, 9, 28, 11, 31, 10, 29])
    >>> bool(chart.upper[0] > u_chart([10, 30, 12, 33, 9, 28, 11, 31, 10, 29]).upper[0])
    True
    """
    values, shares, centre, sigma, phi = _rates(counts, exposure, baseline)
    widened = _laney(values, shares, centre, sigma, _start(values, baseline))
    return _chart("Laney u'", values / shares, centre, widened, phi, "it was asked for", _start(values, baseline))


def rate_chart(counts: npt.ArrayLike, *, exposure: npt.ArrayLike = 1.0, baseline: int | None = None) -> ControlChart:
    """Chart counts by the chart their dispersion allows: Laney's unless they vary no more than chance.

    Parameters as :func:`u_chart`. ``reason`` in the answer says what was chosen and why.

    Examples
    --------
    >>> rate_chart([2, 30, 4, 25, 3, 28, 1, 27, 2, 30]).kind
    "Laney u'"
    """
    values, shares, centre, sigma, phi = _rates(counts, exposure, baseline)
    start = _start(values, baseline)
    if phi.is_known and phi.phi <= 1:
        return _chart("u", values / shares, centre, sigma, phi, "the counts vary no more than chance", start)
    widened = _laney(values, shares, centre, sigma, start)
    return _chart("Laney u'", values / shares, centre, widened, phi, "the counts may vary more than chance", start)


def _start(values: npt.NDArray[np.int64], baseline: int | None) -> int:
    return len(values) if baseline is None else min(baseline, len(values))


def _rates(
    counts: npt.ArrayLike, exposure: npt.ArrayLike, baseline: int | None
) -> tuple[npt.NDArray[np.int64], Floats, float, Floats, Dispersion]:
    values = counts_of(counts, dimensions=1)
    shares = exposure_of(exposure, values)
    start = _start(values, baseline)
    centre = float(values[:start].sum() / shares[:start].sum()) if start else 0.0
    phi = dispersion(values[:start], exposure=shares[:start])
    return values, shares, centre, np.sqrt(centre / shares), phi


def _laney(values: npt.NDArray[np.int64], shares: Floats, centre: float, sigma: Floats, start: int) -> Floats:
    """Sigma times the spread of neighbouring z-scores, never under the Poisson one (a limit is never made tighter)."""
    if start < 2 or centre == 0:
        return sigma
    z = (values[:start] / shares[:start] - centre) / sigma[:start]
    spread = float(np.abs(np.diff(z)).mean() / MOVING_RANGE_TO_SIGMA)
    widened: Floats = sigma * max(1.0, spread)
    return widened


def _chart(
    kind: Literal["XmR", "u", "Laney u'"],
    values: Floats,
    centre: float,
    sigma: Floats,
    phi: Dispersion,
    reason: str,
    start: int,
    mean_range: float = float("nan"),
) -> ControlChart:
    missing = "" if start >= FEWEST_POINTS else f"{start} periods are too few for limits; {FEWEST_POINTS} are needed"
    signals = () if missing else find_signals(values, centre, sigma)
    lower = centre - 3 * sigma
    return ControlChart(
        kind=kind,
        values=sealed(values),
        centre=centre,
        lower=sealed(lower if kind == "XmR" else np.maximum(0, lower)),
        upper=sealed(centre + 3 * sigma),
        sigma=sealed(sigma),
        signals=signals,
        range_limit=RANGE_LIMIT * mean_range,
        phi=phi,
        reason=reason,
        missing=missing,
    )


def find_signals(values: npt.ArrayLike, centre: float, sigma: npt.ArrayLike) -> tuple[Signal, ...]:
    """Every place where one of the four rules fires, in order of time.

    The rules are NHS England's: a point outside three sigma; seven in a row on one side of the centre; seven in a row
    rising or falling; two of three in a row beyond two sigma on the same side.

    Examples
    --------
    >>> find_signals([0, 0, 9, 0, 0, 0, 0, 0, 0, 0], centre=0, sigma=1)
    (Signal(rule='outside the limits', first=2, last=2, high=True),)
    """
    points = np.asarray(values, dtype=np.float64)
    spread = np.broadcast_to(np.asarray(sigma, dtype=np.float64), points.shape)
    away, step = points - centre, np.diff(points)
    rules: Sequence[tuple[RuleName, Callable[[int], list[tuple[int, int]]]]] = (
        ("outside the limits", lambda side: _runs(side * away > 3 * spread + 1e-12, 1)),
        ("seven on one side", lambda side: _runs(side * away > 0, RUN_LENGTH)),
        ("seven rising or falling", lambda side: [(a, b + 1) for a, b in _runs(side * step > 0, RUN_LENGTH - 1)]),
        ("two of three near a limit", lambda side: _two_of_three(side * away > 2 * spread + 1e-12)),
    )
    found = [
        Signal(rule, first, last, side > 0) for rule, where in rules for side in (1, -1) for first, last in where(side)
    ]
    return tuple(sorted(found, key=lambda signal: (signal.first, signal.last, signal.rule)))


def _runs(is_so: Booleans, shortest: int) -> list[tuple[int, int]]:
    """First and last position of each unbroken run at least so long."""
    edges = np.diff(np.r_[0, is_so.astype(np.int8), 0])
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1) - 1
    return [(int(a), int(b)) for a, b in zip(starts, ends, strict=True) if b - a + 1 >= shortest]


def _two_of_three(is_so: Booleans) -> list[tuple[int, int]]:
    """Stretches in which two of three neighbours are so, joined where they overlap."""
    stretches: list[tuple[int, int]] = []
    places = np.flatnonzero(is_so)
    for first, second in pairwise(places.tolist()):
        if second - first > 2:
            continue
        if stretches and stretches[-1][1] >= first:
            stretches[-1] = (stretches[-1][0], second)
        else:
            stretches.append((first, second))
    return stretches
