"""Walks the audit's seals and names the first row that is not as it was written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from frankpledge.audit.models import Entry, Head
from frankpledge.audit.seals import Sealed, head_seal, seal, sealing_key

FIRST_SEAL = "0" * 64
_COLUMNS = (
    "sequence", "at", "actor", "partnership", "operation", "event", "subject_type", "subject", "purpose", "before",
    "after", "request", "previous_seal", "seal",
)  # fmt: skip


class DamageKind(StrEnum):
    """What was done to the audit."""

    ALTERED = "altered"  # a row's content, or a row written without the key
    MISSING = "missing"  # a row between others is gone
    REORDERED = "reordered"  # rows stand in another order than they were written
    TRUNCATED = "truncated"  # the newest rows are gone
    REWRITTEN = "rewritten"  # sealed with the key, but not the row that was written
    END_REWRITTEN = "end_rewritten"  # the note of where the chain ends does not belong to it


_SAID = {
    DamageKind.ALTERED: "Row {} is not as it was written, or was put in later without the key.",
    DamageKind.MISSING: "Row {} is missing.",
    DamageKind.REORDERED: "Row {} stands where another row was written.",
    DamageKind.TRUNCATED: "The audit ends too early: row {} and what came after it are gone.",
    DamageKind.REWRITTEN: "Row {} was sealed with this installation's key, but is not the row that was written there.",
    DamageKind.END_REWRITTEN: "The note of where the audit ends (row {}) does not belong to its last row.",
}


class Checkpoint(NamedTuple):
    """How far the audit had come, to be kept outside the database: what is cut off or rewritten before it shows."""

    sequence: int
    seal: str


_START = Checkpoint(0, FIRST_SEAL)


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """What the walk found: how many rows hold, and the first thing wrong, if anything is."""

    count: int
    last: Checkpoint = _START  # the last row that holds
    damage: DamageKind | None = None
    sequence: int = 0  # where the damage is

    @property
    def whole(self) -> bool:
        return self.damage is None

    def __str__(self) -> str:
        if self.damage is not None:
            return f"{_SAID[self.damage].format(self.sequence)} The {self.count} rows before it hold."
        return f"All {self.count} rows hold."


class SealedRow(Sealed, Protocol):
    """A row with its own seal, as the database gives it."""

    seal: str


def verify(
    rows: Iterable[SealedRow], *, head: Head | None = None, checkpoints: Iterable[Checkpoint] = ()
) -> VerifyResult:
    """Walk the rows, oldest first. ``head`` shows a chain cut short too, ``checkpoints`` one written anew."""
    return _walk(iter(rows), None if head is None else _end_of(head), dict(checkpoints))


def verify_all(
    *, checkpoints: Iterable[Checkpoint] = (), progress: Callable[[int], None] | None = None
) -> VerifyResult:
    """Walk the whole audit as it is in the database; ``progress`` is told the number of rows now and then."""
    before = Head.objects.filter(pk=1).first()
    result = _walk(_rows(progress), None, dict(checkpoints))
    if not result.whole:
        return result
    # Rows may be written while we walk: the end must lie between where the head was and where it is.
    after = Head.objects.filter(pk=1).first()
    return _end(result, before, after)


def checkpoint() -> Checkpoint:
    """How far the audit has come. Keep it where whoever owns the database cannot reach it."""
    head = Head.objects.filter(pk=1).first()
    return Checkpoint(head.sequence, head.seal) if head else _START


def _rows(progress: Callable[[int], None] | None) -> Iterator[SealedRow]:
    rows = Entry.objects.order_by("sequence").values_list(*_COLUMNS, named=True)
    for number, row in enumerate(rows.iterator(chunk_size=5000), start=1):
        if progress is not None and number % 5000 == 0:
            progress(number)
        yield row  # a named tuple of the same columns: cheaper than making model instances


def _walk(rows: Iterator[SealedRow], end: tuple[Checkpoint, bool] | None, points: dict[int, str]) -> VerifyResult:
    key, last = sealing_key(), _START
    for row in rows:
        if row.sequence != last.sequence + 1 or row.previous_seal != last.seal or seal(row, key) != row.seal:
            return _damaged(last, _diagnose(row, last, rows, key))
        if points and points.pop(row.sequence, row.seal) != row.seal:
            return _damaged(last, DamageKind.REWRITTEN)
        last = Checkpoint(row.sequence, row.seal)
    if any(sequence > last.sequence for sequence in points):
        return _damaged(last, DamageKind.TRUNCATED)
    result = VerifyResult(last.sequence, last)
    return result if end is None else _against(result, *end)


def _damaged(last: Checkpoint, damage: DamageKind) -> VerifyResult:
    return VerifyResult(last.sequence, last, damage, last.sequence + 1)


def _diagnose(row: SealedRow, last: Checkpoint, rest: Iterator[SealedRow], key: bytes) -> DamageKind:
    due = last.sequence + 1
    if row.sequence != due:
        return DamageKind.MISSING if row.sequence > due else DamageKind.REORDERED
    if seal(row, key) == row.seal:
        return DamageKind.REWRITTEN
    # A row moved here from further on still says which seal it was written after: look for that row. If the two changed
    # places with each other, that row now carries the number this one was written with.
    for other in rest:
        if other.seal == row.previous_seal:
            was = (other.sequence + 1, other.sequence)
            moved = any(seal(_renumbered(row, sequence), key) == row.seal for sequence in was)
            return DamageKind.REORDERED if moved else DamageKind.ALTERED
    return DamageKind.ALTERED


def _renumbered(row: SealedRow, sequence: int) -> Entry:
    values = {name: getattr(row, name) for name in _COLUMNS}
    return Entry(**{**values, "sequence": sequence})


def _end_of(head: Head) -> tuple[Checkpoint, bool]:
    genuine = head.keyed == head_seal(head.sequence, head.seal, sealing_key())
    return Checkpoint(head.sequence, head.seal), genuine


def _against(result: VerifyResult, end: Checkpoint, is_genuine: bool) -> VerifyResult:
    if result.last.sequence < end.sequence:
        return _damaged(result.last, DamageKind.TRUNCATED)
    if end != result.last or not is_genuine:
        return VerifyResult(result.count, result.last, DamageKind.END_REWRITTEN, end.sequence)
    return result


def _end(result: VerifyResult, before: Head | None, after: Head | None) -> VerifyResult:
    if after is None or after.sequence == 0:
        return VerifyResult(result.count, result.last, DamageKind.END_REWRITTEN) if result.count else result
    if (before.sequence if before else 0) <= result.last.sequence < after.sequence:
        return result  # the head has moved on since, with rows written while we walked
    return _against(result, *_end_of(after))
