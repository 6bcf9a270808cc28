"""What a kind of record says for it to be evaluated, and for its tables to be added up."""

from __future__ import annotations

from typing import ClassVar

from frankpledge.delivery.evaluating import Question


class Evaluated:
    """A kind whose effect is measured. Its figures are live until it is settled, and then as they were kept."""

    state: str
    settled: ClassVar[frozenset[str]] = frozenset()  # states in which the figures stand as they were kept
    lacks: ClassVar[str] = ""  # what to fill in where nothing can be asked yet

    @property
    def is_evaluated(self) -> bool:
        """Whether anything is ever asked of this one: of some kinds only certain records are."""
        return True

    def questions(self) -> tuple[Question, ...]:
        """What there is to ask of it now; nothing while a part of it is not known."""
        return ()

    @property
    def short_reason(self) -> str:
        """Why its period before is shorter than is usual, where somebody had to say so: shown beside each figure."""
        return ""

    @property
    def is_settled(self) -> bool:
        return self.state in self.settled


class Tallied:
    """A kind whose tables add up to figures of their own."""

    def tally(self) -> list[tuple[str, str]]:
        """Each figure's name and the figure, with what it is out of; nothing while the tables are empty."""
        return []
