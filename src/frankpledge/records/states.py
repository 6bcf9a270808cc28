"""What a record may become, from what, and what must be known first: a table that can be read, printed and tested."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class NoSuchMove(Exception):
    """The step cannot be taken from where the record stands. The words are for the person."""


@dataclass(frozen=True, slots=True)
class Move:
    """One step. ``requires`` names the fields that must be filled in by then; the step's own page asks for them."""

    name: str  # in addresses and in the audit: never changed once in use
    label: str  # what its button says
    of: tuple[str, ...]
    to: str
    requires: tuple[str, ...] = ()
    asks_reason: bool = False
    by_another: bool = False  # nobody who wrote the record may take it: two pairs of eyes
    offers: tuple[str, ...] = ()  # fields its page shows too, which may be left empty
    by_clearer: bool = False  # only whoever may clear takes it, their own record too

    @property
    def is_clearing(self) -> bool:
        """Whether it takes the permission to clear, not only to write."""
        return self.by_another or self.by_clearer

    @property
    def asks(self) -> tuple[str, ...]:
        """The fields its page asks for. Whoever passes another's words does not change them in the same step."""
        return () if self.by_another else (*self.requires, *self.offers)


@dataclass(frozen=True, slots=True)
class StateMachine:
    """The states of one kind of record, with their words, and the steps between them."""

    labels: Mapping[str, str]
    initial: str
    moves: tuple[Move, ...]
    colours: Mapping[str, str] = field(default_factory=dict)  # green, amber, red, blue; none where nothing is said
    void: frozenset[str] = frozenset()  # records in these states count for nothing
    besides: Mapping[str, str] = field(default_factory=dict)  # words of steps that a kind's own changes take
    reopens: Mapping[str, str] = field(default_factory=dict)  # an edit in this state takes the record to that one

    def __post_init__(self) -> None:
        names = [move.name for move in self.moves]
        if len(set(names)) != len(names):
            raise ValueError(f"Two moves have one name: {names}")
        used = {self.initial, *self.void, *self.colours, *self.reopens, *self.reopens.values()}
        used |= {state for move in self.moves for state in (*move.of, move.to)}
        if unknown := used - set(self.labels):
            raise ValueError(f"States without words: {sorted(unknown)}")
        if lost := set(self.labels) - self._reached():
            raise ValueError(f"States nothing leads to: {sorted(lost)}")

    def from_state(self, state: str) -> tuple[Move, ...]:
        """The steps that may be taken from there, in the order they are declared."""
        return tuple(move for move in self.moves if state in move.of)

    def take(self, state: str, name: str) -> Move:
        """The step of that name, or ``NoSuchMove`` saying why not."""
        move = next((each for each in self.moves if each.name == name), None)
        if move is None:
            raise NoSuchMove("There is no such step.")
        if state not in move.of:
            at = " or ".join(f"“{self.labels[each]}”" for each in move.of)
            raise NoSuchMove(f"“{move.label}” can be done only from {at}. This is now “{self.labels[state]}”.")
        return move

    def counted(self) -> tuple[str, ...]:
        """The states in which a record counts as something done or under way."""
        return tuple(state for state in self.labels if state not in self.void)

    def _reached(self) -> set[str]:
        reached, before = {self.initial}, set[str]()
        while reached != before:
            before = set(reached)
            reached |= {move.to for move in self.moves if reached.intersection(move.of)}
        return reached
