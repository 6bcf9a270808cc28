"""How time is taken, and what a result is."""

from __future__ import annotations

import gc
import resource
import statistics
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One line of ``bench/results.json``. A ratio at or below the goal holds."""

    name: str
    ratio: float
    goal: float
    against: str
    detail: str

    @property
    def holds(self) -> bool:
        return self.ratio <= self.goal

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "ratio": round(self.ratio, 3),
            "goal": self.goal,
            "holds": self.holds,
            "against": self.against,
            "detail": self.detail,
        }


def processor_seconds() -> float:
    """What this process and the ones it has waited for have used so far: other people's load does not count."""
    mine, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + children.ru_utime + children.ru_stime


def once(work: Callable[[], object]) -> float:
    """Processor seconds for one go, with the collector kept out of it."""
    gc.collect()
    gc.disable()
    try:
        begin = processor_seconds()
        work()
        return processor_seconds() - begin
    finally:
        gc.enable()


def interleaved(left: Callable[[], object], right: Callable[[], object], *, rounds: int) -> tuple[float, float]:
    """Median processor seconds of each, taken in turns so that a busy machine is as unkind to both."""
    left(), right()
    pairs = [(once(left), once(right)) for _ in range(rounds)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def per_unit_growth(times: dict[int, float]) -> float:
    """Time for each unit at the largest size over that at the middle one: 1.0 is linear, and fixed costs drop out."""
    small, large = sorted(times)[-2:]
    return (times[large] / large) / (times[small] / small)


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms"
