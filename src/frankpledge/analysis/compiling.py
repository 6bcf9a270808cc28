"""The few loops no library has: compiled once for a machine, run on the threads asked for, each with a NumPy twin."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Literal, ParamSpec, TypeAlias, TypeVar

import numba

Backend: TypeAlias = Literal["compiled", "numpy"]
BACKENDS: tuple[Backend, ...] = ("compiled", "numpy")

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
Piece = TypeVar("Piece")


def compiled(loop: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Compile a loop at its first call and keep the machine code beside the source, or in the user's cache.

    The loop lets go of Python's lock, so that plain threads run it side by side. We do not use Numba's own parallel
    loops: their default threading layer ends the process when two web requests meet in it. Where nothing can be
    written, the loop is compiled anew in each process.
    """
    try:
        ready: Callable[Given, Answer] = numba.njit(cache=True, nogil=True)(loop)
    except RuntimeError:  # Numba found no place it may write to
        ready = numba.njit(nogil=True)(loop)
    return ready


def is_compiled(backend: Backend) -> bool:
    """Whether the compiled loops are asked for; any other word than the two we know is refused."""
    if backend not in BACKENDS:
        raise ValueError(f"backend must be one of {', '.join(BACKENDS)}, not {backend!r}")
    return backend == "compiled"


def on_threads(work: Callable[[Piece], Answer], pieces: Iterable[Piece], threads: int) -> list[Answer]:
    """``work`` on each piece, answers in the order of the pieces, so that no sum depends on which thread was first."""
    if threads < 1:
        raise ValueError(f"threads must be at least 1, not {threads}")
    if threads == 1:
        return [work(piece) for piece in pieces]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, pieces))
