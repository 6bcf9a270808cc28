"""A point process in which each offence may set off others near it: fitted on the few pairs close enough to matter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from frankpledge.analysis.arrays import Floats, Integers, sealed
from frankpledge.analysis.compiling import Backend
from frankpledge.analysis.grids import Grid
from frankpledge.analysis.incidents import Incidents
from frankpledge.analysis.kernels import kernel_density
from frankpledge.analysis.pairs import near_pairs

EVEN_SHARE = 0.05  # of the background, spread evenly, so that an offence far from any other is still possible
SETTLED = 1e-6
FEWEST_EVENTS = 200
NOTHING_SET_OFF = 1e-9  # events
SLOWEST_DECAY, FASTEST_DECAY = 1e-5, 86_400.0  # for each day: 270 years, or a second, on average
SMALLEST_SPREAD = 1.0  # metres: positions are whole metres


@dataclass(frozen=True, eq=False)
class SelfExcitingFit:
    """Made by :func:`fit_self_exciting`.

    Each offence sets off ``productivity`` others on average, ``spread_metres`` (the standard deviation along either
    axis) away and ``1 / decay`` days later.
    ``background_share`` is the chance that each event used was set off by none before it.
    """

    events: Incidents
    background_share: Floats
    productivity: float
    decay: float
    spread_metres: float
    bandwidth_metres: float
    area_km2: float
    window_days: float
    until_day: float
    iterations: int
    pair_count: int
    cautions: tuple[str, ...]

    def predict(self, grid: Grid, *, at_day: float, days: float = 1.0) -> Floats:
        """Expected offences in each cell from ``at_day`` over so many days, offences set off within them left out.

        Raises
        ------
        ValueError
            ``at_day`` lies before the end of the window, or ``days`` is not above nought.
        """
        if at_day < self.until_day or days <= 0:
            raise ValueError("predict from the end of the window on, for a time above nought")
        smooth = kernel_density(
            self.events, grid=grid, bandwidth_metres=self.bandwidth_metres, weights=self.background_share
        ).per_km2
        even = self.background_share.sum() / self.area_km2
        background = ((1 - EVEN_SHARE) * smooth + EVEN_SHARE * even) * days / self.window_days
        moment = np.asarray(self.events.from_at).astype(np.int64) / 86_400
        fade = np.exp(-self.decay * (at_day - moment)) * (1 - np.exp(-self.decay * days)) * self.productivity
        near = kernel_density(
            self.events, grid=grid, bandwidth_metres=self.spread_metres, kernel="gaussian", weights=fade
        ).per_km2
        expected: Floats = (background + near) * grid.cell_km2
        return expected

    def in_words(self) -> str:
        """For the page."""
        words = (
            f"Each offence is followed by {self.productivity:.2f} more on average, {self.spread_metres:,.0f} m away "
            f"or so and {1 / self.decay:,.1f} days later. That describes a pattern; it does not say why."
        )
        return " ".join([words, *self.cautions])


def fit_self_exciting(
    incidents: Incidents,
    *,
    from_day: float,
    until_day: float,
    area_km2: float,
    bandwidth_metres: float = 500.0,
    reach_metres: int = 500,
    reach_days: float = 120.0,
    iterations: int = 100,
    start: tuple[float, float, float] = (0.3, 0.1, 100.0),
    backend: Backend = "compiled",
) -> SelfExcitingFit:
    r"""Fit a self-exciting point process in continuous space and time by expectation and maximisation.

    Parameters
    ----------
    incidents
        Real positions; ``from_at`` to the second is the time.
    from_day, until_day
        The window observed, days since 1 January 1970; incidents outside it are left out.
    area_km2
        Of the place observed.
    bandwidth_metres
        Quartic kernel of the background; held fixed, so that background and aftershocks cannot trade places.
    reach_metres, reach_days
        Farther pairs are taken not to set each other off: this is what keeps memory small.
    iterations
        At most; it stops when every parameter has settled to a part in a million.
    start
        Productivity, decay (for each day) and spread (metres) to begin from.
    backend
        For finding pairs.

    Returns
    -------
    SelfExcitingFit

    Raises
    ------
    UnsuitableData
        Snap points (which make exact repeats that never happened), or dates missing.
    ValueError
        Fewer than two events in the window, or a window, area or bandwidth not above nought.

    Notes
    -----
    .. math:: \lambda(x, t) = \mu(x) + \sum_{t_i < t} \theta\,\omega e^{-\omega(t - t_i)}
        \frac{e^{-|x - x_i|^2 / 2\sigma^2}}{2\pi\sigma^2}

    The background is a leave-one-out kernel density of the events weighted by their chance of being background,
    nineteen parts to one part spread evenly. Expectation shares each event among the background and the pairs;
    maximisation sets :math:`\theta` to what was set off over :math:`\sum(1 - e^{-\omega(T - t_i)})`,
    :math:`\omega` to its inverse mean delay and :math:`\sigma^2` to half its mean squared distance. Events at the same
    moment do not set each other off. Time and memory follow the number of near pairs, not the square of the events.

    References
    ----------
    Mohler, G. O., Short, M. B., Brantingham, P. J., Schoenberg, F. P. and Tita, G. E. (2011). Self-exciting point
    process modeling of crime. *JASA* 106, 100-108. Rosser, G. and Cheng, T. (2019). *Applied Spatial Analysis and
    Policy* 12, 5-24.

    Examples
    --------
    >>> from frankpledge.analysis.incidents import Positions, incidents_of
    >>> rng = np.random.default_rng(1)
    >>> first = rng.uniform(0, 5_000, (60, 2))
    >>> place = np.concatenate([first, first + rng.normal(0, 30, first.shape)]) + [530_000, 210_000]
    >>> day = rng.uniform(0, 360, 60)
    >>> when = np.concatenate([day, day + rng.exponential(4, 60)]) * 86_400
    >>> there = incidents_of(*place.T, positions=Positions.REAL, from_at=when.astype("datetime64[s]"))
    >>> fit = fit_self_exciting(there, from_day=0, until_day=400, area_km2=25.0)
    >>> 0.3 < fit.productivity < 0.6, 20 < fit.spread_metres < 40
    (True, True)
    """
    incidents.require_real_positions("A self-exciting process")
    incidents.days()
    if min(until_day - from_day, area_km2, bandwidth_metres, reach_metres) <= 0:
        raise ValueError("the window, area, bandwidth and reach must be above nought")
    moment = np.asarray(incidents.from_at).astype(np.int64) / 86_400
    held = (moment >= from_day) & (moment <= until_day)
    events, when = incidents.only(held), moment[held]
    if len(events) < 2:
        raise ValueError(f"{len(events)} events in the window are too few to fit")
    early, late, delay, square = _pairs_in_time(events, when, reach_metres, reach_days, backend)
    one, other, smooth = _background_pairs(events, bandwidth_metres, backend)
    window = float(until_day - from_day)
    even = 1.0 / (area_km2 * 1e6)
    share = np.full(len(when), 1 - min(start[0], 0.9))
    values, made = np.array(start), 0
    for made in range(1, iterations + 1):  # noqa: B007  # how many rounds it took is reported
        theta, omega, sigma = values
        base = np.bincount(one, share[other] * smooth, minlength=len(when))
        base += np.bincount(other, share[one] * smooth, minlength=len(when))
        base = ((1 - EVEN_SHARE) * base + EVEN_SHARE * share.sum() * even) / window
        pull = theta * omega * np.exp(-omega * delay - square / (2 * sigma**2)) / (2 * np.pi * sigma**2)
        total = base + np.bincount(late, pull, minlength=len(when))
        chance = pull / total[late]
        share = base / total
        settled = _maximised(chance, delay, square, until_day - when, values)
        is_settled = bool(np.all(np.abs(settled - values) <= SETTLED * np.abs(values)))
        values = settled
        if is_settled:
            break
    return SelfExcitingFit(
        events, sealed(share), float(values[0]), float(values[1]), float(values[2]), float(bandwidth_metres),
        float(area_km2), window, float(until_day), made, len(early), _cautions(len(when), len(early)),
    )  # fmt: skip


def _maximised(chance: Floats, delay: Floats, square: Floats, left: Floats, values: Floats) -> Floats:
    """Parameters that fit the shares best; as they were where nothing was set off."""
    set_off = float(chance.sum())
    if set_off < NOTHING_SET_OFF:
        return np.array([0.0, values[1], values[2]])
    gone = np.exp(-values[1] * left)
    omega = set_off / (float((chance * delay).sum()) + values[0] * float((left * gone).sum()))
    omega = min(max(omega, SLOWEST_DECAY), FASTEST_DECAY)
    sigma = max(np.sqrt(float((chance * square).sum()) / (2 * set_off)), SMALLEST_SPREAD)
    return np.array([set_off / float((1 - gone).sum()), omega, sigma])


def _pairs_in_time(
    events: Incidents, when: Floats, reach_metres: int, reach_days: float, backend: Backend
) -> tuple[Integers, Integers, Floats, Floats]:
    """Earlier and later event of each near pair, days between and square of metres between."""
    found = near_pairs(
        events.easting, events.northing, np.array([0, reach_metres]), metric="euclidean", backend=backend
    )
    left, right = found.order[found.left], found.order[found.right]
    early, late = np.where(when[left] <= when[right], left, right), np.where(when[left] <= when[right], right, left)
    delay = when[late] - when[early]
    kept = (delay > 0) & (delay <= reach_days)
    early, late, delay = early[kept], late[kept], delay[kept]
    square = (events.easting[early] - events.easting[late]) ** 2 + (events.northing[early] - events.northing[late]) ** 2
    return early, late, delay, square.astype(np.float64)


def _background_pairs(events: Incidents, bandwidth: float, backend: Backend) -> tuple[Integers, Integers, Floats]:
    """Every pair within the bandwidth and the quartic kernel between them, for each square metre."""
    edges = np.array([0, int(np.ceil(bandwidth))])
    found = near_pairs(events.easting, events.northing, edges, metric="euclidean", backend=backend)
    one, other = found.order[found.left], found.order[found.right]
    square = (events.easting[one] - events.easting[other]) ** 2 + (events.northing[one] - events.northing[other]) ** 2
    smooth = 3 / (np.pi * bandwidth**2) * np.maximum(1 - square / bandwidth**2, 0.0) ** 2
    return one, other, smooth


def _cautions(events: int, pairs: int) -> tuple[str, ...]:
    said = []
    if events < FEWEST_EVENTS:
        said.append(f"Only {events} events: the fit is loose.")
    if pairs < events:
        said.append(f"Only {pairs} pairs are near enough in space and time to set each other off.")
    return tuple(said)
