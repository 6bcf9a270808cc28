"""What the counting modules accept: whole numbers that are really counts, copied and never changed."""

from __future__ import annotations

from typing import TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Integers: TypeAlias = npt.NDArray[np.int64]
Booleans: TypeAlias = npt.NDArray[np.bool_]
Months: TypeAlias = npt.NDArray[np.datetime64]
Kind = TypeVar("Kind", bound=np.generic)


def counts_of(values: npt.ArrayLike, name: str = "counts", *, dimensions: int | None = None) -> Integers:
    """Whole numbers, none below nought, as a new array; anything else is refused by name.

    >>> counts_of([3, 1, 4]).tolist()
    [3, 1, 4]
    >>> counts_of([3.5])
    Traceback (most recent call last):
    ...
    ValueError: counts must be whole numbers
    """
    given = np.asarray(values)
    if given.dtype.kind not in "iufb":
        raise ValueError(f"{name} must be whole numbers")
    if dimensions is not None and given.ndim != dimensions:
        raise ValueError(f"{name} must have {dimensions} dimension(s), not {given.ndim}")
    if given.dtype.kind == "f" and not bool(np.all(np.isfinite(given) & (given == np.floor(given)))):
        raise ValueError(f"{name} must be whole numbers")
    whole = given.astype(np.int64)
    if whole.size and int(whole.min()) < 0:
        raise ValueError(f"{name} must not be below nought")
    return whole


def exposure_of(values: npt.ArrayLike, like: npt.NDArray[np.generic], name: str = "exposure") -> Floats:
    """Positive exposures (people, days, homes), one for each count; a single number serves for all.

    >>> exposure_of(2, counts_of([1, 5])).tolist()
    [2.0, 2.0]
    """
    given = np.asarray(values, dtype=np.float64)
    if given.ndim and given.shape != like.shape:
        raise ValueError(f"{name} has shape {given.shape} but the counts have {like.shape}")
    if not bool(np.all(np.isfinite(given) & (given > 0))):
        raise ValueError(f"{name} must be above nought")
    return np.broadcast_to(given, like.shape).astype(np.float64)


def sealed(values: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
    """The same numbers in an array nobody can write to, for a result that says frozen and means it."""
    copy = np.array(values)
    copy.flags.writeable = False
    return copy


def confidence_of(confidence: float) -> float:
    """A confidence level strictly between a half and one."""
    if not 0.5 < confidence < 1:
        raise ValueError(f"confidence must be between 0.5 and 1, not {confidence}")
    return float(confidence)
