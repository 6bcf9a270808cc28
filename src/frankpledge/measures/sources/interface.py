"""What a source of values is: the one small interface through which any room may feed an indicator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from frankpledge.core.forms import GovukForm
from frankpledge.measures.periods import Period
from frankpledge.measures.reading import Reading

if TYPE_CHECKING:
    from frankpledge.measures.models import Indicator
    from frankpledge.partners.models import Partnership


class SourceForm(GovukForm):
    """The questions a source asks once, when an indicator begins to use it. Answers are kept as JSON.

    ``indicator`` is the indicator as it stands (its ``plan`` and ``objective`` say what choices make sense).
    """

    def __init__(self, *args: object, indicator: Indicator, **kwargs: object) -> None:
        self.indicator = indicator
        super().__init__(*args, **kwargs)

    def has_more_to_ask(self) -> bool:
        """Whether an answer just sent brings questions that were not on the page: it is then shown with them."""
        return False

    def told(self) -> dict[str, Any]:
        """What was answered, as the indicator keeps it."""
        return {name: self.cleaned_data[name] for name in self.base_fields}


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


@runtime_checkable
class TellsItsRule(Protocol):
    """A source that can say what it was told in better words than the names of its questions."""

    def in_words(self, parameters: Mapping[str, Any], partnership: Partnership) -> str:
        """The answers it was given, for people."""
