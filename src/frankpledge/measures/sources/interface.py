"""What a source of values is: the one small interface through which any room may feed an indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from frankpledge.core.forms import GovukForm
from frankpledge.measures.periods import Period
from frankpledge.measures.reading import Reading

if TYPE_CHECKING:
    from frankpledge.measures.models import Indicator


class SourceForm(GovukForm):
    """The questions a source asks once, when an indicator begins to use it. Answers are kept as JSON.

    ``indicator`` is the indicator as it stands (its ``plan`` and ``objective`` say what choices make sense).
    """

    def __init__(self, *args: object, indicator: Indicator, **kwargs: object) -> None:
        self.indicator = indicator
        super().__init__(*args, **kwargs)


class NoQuestions(SourceForm):
    """A source that needs to be told nothing."""


class Source(Protocol):
    """Something that can answer "what was the value in that period?" and name the records behind its answer."""

    slug: str  # kept in the database: never changed once in use
    name: str
    description: str  # one sentence: what is counted, and what is not
    unit: str  # a ``models.Unit``
    looks_back: bool  # False: it knows only the present, so a quarter that is over is not asked for again
    is_by_chance: bool  # False: it counts every step there is, so no interval is drawn round it

    @property
    def form(self) -> type[SourceForm]:
        """What it asks when an indicator begins to use it; ``NoQuestions`` where it asks nothing."""

    def value(self, indicator: Indicator, period: Period) -> Reading:
        """The reading for that period. Reads ``indicator.parameters``; writes nothing; asks no clock."""
