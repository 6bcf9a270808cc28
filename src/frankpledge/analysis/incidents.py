"""Where and when offences happened, checked once, so that no method runs on positions or times that cannot bear it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from frankpledge.analysis.arrays import Integers, sealed

Moments = npt.NDArray[np.datetime64]

EASTING_END, NORTHING_END = 700_000, 1_300_000  # metres: the British National Grid's own extent
LONGEST_DEGREE = 180  # no land of the National Grid lies within 180 m of its false origin, south-west of Scilly
SNAP_POINTS_SAY = (
    "These positions are snap points: the publisher moves each offence to one of about 750,000 map points, each "
    "standing for eight or more addresses, and gives the month only."
)


class Positions(Enum):
    """What a position is: where it happened, or a point the publisher moved it to."""

    REAL = "real positions"
    SNAPPED = "snap points"


class UnsuitableData(ValueError):
    """The data cannot bear the method. ``reason`` says why in plain words, ``instead`` what can be done with it."""

    def __init__(self, reason: str, instead: str) -> None:
        self.reason, self.instead = reason, instead
        super().__init__(f"{reason} {instead}")


@dataclass(frozen=True, eq=False)
class Incidents:
    """Offences by place and, where known, by time. Made by :func:`incidents_of`, which checks them.

    ``easting`` and ``northing`` are whole metres of the British National Grid (EPSG:27700). ``from_at`` and ``to_at``
    bound when each happened, to the second; ``NaT`` where not known. All arrays are copies nobody can write to.
    """

    easting: Integers
    northing: Integers
    positions: Positions
    from_at: Moments | None = None
    to_at: Moments | None = None

    def __len__(self) -> int:
        return len(self.easting)

    def days(self) -> Integers:
        """Whole days since 1 January 1970 of the earliest moment each can have happened.

        Raises
        ------
        UnsuitableData
            No times were given, or some are missing.
        """
        if self.from_at is None:
            raise UnsuitableData("These incidents carry no dates.", "Give from_at, the earliest moment of each.")
        missing = int(np.isnat(self.from_at).sum())
        if missing:
            raise UnsuitableData(f"{missing:,} of {len(self):,} incidents have no date.", "Leave them out and say so.")
        return self.from_at.astype("datetime64[D]").astype(np.int64)

    def only(self, chosen: npt.NDArray[np.bool_] | Integers) -> Incidents:
        """These incidents where ``chosen`` (a mask, or places in order), and no others."""
        return Incidents(
            easting=sealed(self.easting[chosen]),
            northing=sealed(self.northing[chosen]),
            positions=self.positions,
            from_at=None if self.from_at is None else sealed(self.from_at[chosen]),
            to_at=None if self.to_at is None else sealed(self.to_at[chosen]),
        )

    def require_real_positions(self, method: str) -> None:
        """Refuse ``method`` on snap points, saying what to do instead.

        Raises
        ------
        UnsuitableData
            The positions are snap points.
        """
        if self.positions is Positions.SNAPPED:
            raise UnsuitableData(
                f"{method} is refused. {SNAP_POINTS_SAY} The result would show the publisher's map, not crime.",
                "Count by area instead (LSOA, ward or district: rates, funnel, concentration, Gi* of areas), or use a "
                "police extract with real positions and times.",
            )


def incidents_of(
    easting: npt.ArrayLike,
    northing: npt.ArrayLike,
    *,
    positions: Positions,
    from_at: npt.ArrayLike | None = None,
    to_at: npt.ArrayLike | None = None,
) -> Incidents:
    """Check positions and times, and hold them as every place method takes them.

    Parameters
    ----------
    easting, northing
        Metres of the British National Grid, one of each for an offence. Fractions are rounded to the nearest metre:
        every later comparison is of whole numbers, so that it is the same on every machine.
    positions
        ``Positions.REAL`` or ``Positions.SNAPPED`` (data.police.uk). There is no default: it decides what is allowed.
    from_at, to_at
        Dates or moments (anything NumPy reads as ``datetime64``), without time zone; ``NaT`` where not known.

    Returns
    -------
    Incidents

    Raises
    ------
    UnsuitableData
        Positions look like longitude and latitude, lie outside the grid, or are missing.
    ValueError
        Lengths differ.

    Notes
    -----
    A position with both numbers within 180 of nought is taken for degrees (or for the empty 0, 0): in metres that
    is open sea. Degrees are refused because a degree of longitude is not a degree of latitude, so that every distance
    and every cell would be wrong.

    Examples
    --------
    >>> incidents_of([532_100, 532_460], [213_050, 213_075], positions=Positions.REAL).easting.tolist()
    [532100, 532460]
    >>> incidents_of([-0.078], [51.796], positions=Positions.REAL)
    Traceback (most recent call last):
    ...
    frankpledge.analysis.incidents.UnsuitableData: 1 of 1 positions look like longitude and latitude. ...
    """
    east, north = np.array(easting, dtype=np.float64), np.array(northing, dtype=np.float64)
    if east.ndim != 1 or east.shape != north.shape:
        raise ValueError(f"{east.shape} eastings but {north.shape} northings: give one of each for an offence")
    _refuse_bad_positions(east, north)
    return Incidents(
        easting=sealed(np.rint(east).astype(np.int64)),
        northing=sealed(np.rint(north).astype(np.int64)),
        positions=Positions(positions),
        from_at=_moments(from_at, len(east), "from_at"),
        to_at=_moments(to_at, len(east), "to_at"),
    )


def _refuse_bad_positions(east: npt.NDArray[np.float64], north: npt.NDArray[np.float64]) -> None:
    total = f"{len(east):,} positions"
    missing = int((~np.isfinite(east) | ~np.isfinite(north)).sum())
    if missing:
        raise UnsuitableData(f"{missing:,} of {total} are missing.", "Leave them out, and say how many beside the map.")
    degrees = int(((np.abs(east) <= LONGEST_DEGREE) & (np.abs(north) <= LONGEST_DEGREE)).sum())
    if degrees:
        raise UnsuitableData(
            f"{degrees:,} of {total} look like longitude and latitude.",
            "Change them to metres of the British National Grid (EPSG:27700) first.",
        )
    outside = int(((east < 0) | (east >= EASTING_END) | (north < 0) | (north >= NORTHING_END)).sum())
    if outside:
        raise UnsuitableData(
            f"{outside:,} of {total} lie outside the British National Grid.",
            "Look whether eastings and northings were swapped, or are in another unit.",
        )


def _moments(values: npt.ArrayLike | None, length: int, name: str) -> Moments | None:
    if values is None:
        return None
    moments = np.array(values, dtype="datetime64[s]")
    if moments.shape != (length,):
        raise ValueError(f"{moments.shape} values of {name} but {length} positions")
    return sealed(moments)
