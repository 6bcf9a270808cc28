"""A quarter's update as it can be drafted: rooms say their sentences, each with the records it rests on.

A room adds itself in its ``AppConfig.ready``: ``drafting.add("activity", order=10, write=sentences)``. It is asked of
many objectives at once, and answers in a number of queries that does not grow with them. What a person typed is never
overwritten: only a sentence that stands as it was drafted gives way to a newer one of the same key.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from frankpledge.plans.models import Plan
from frankpledge.quarters.evidence import Record


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be drafted: a quarter of these objectives, as seen on ``on``."""

    plan: Plan
    quarter: str
    objectives: frozenset[int]
    first: date
    last: date
    on: date

    @property
    def until(self) -> date:
        """The last day of the quarter that has come."""
        return min(self.last, self.on)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a draft, with what it can be opened to."""

    key: str  # what it speaks of, the same in every draft: "activity:events"
    words: str
    records: tuple[Record, ...] = ()
    is_gap: bool = False  # it says that nothing is known

    def stands_in(self, text: str) -> bool:
        """Whether the text says it word for word.

        >>> Sentence("k", "4 events, all held.").stands_in("We held 14 events, all held.")
        False
        >>> Sentence("k", "4 events, all held.").stands_in("As planned: 4 events, all held. More to come.")
        True
        """
        return _found(self.words).search(text) is not None


@dataclass(frozen=True, slots=True)
class News:
    """A sentence that is not what it was when the draft was made."""

    before: str  # blank: nothing was drafted of it
    now: str  # blank: there is nothing more to say of it
    records: tuple[Record, ...]  # those the draft did not have


Write = Callable[[Wanted], Mapping[int, Iterable[Sentence]]]
_rooms: dict[str, tuple[int, Write]] = {}


def add(slug: str, *, order: int, write: Write) -> None:
    """Let a room say its sentences; the lowest order first. The same slug again replaces."""
    _rooms[slug] = (order, write)


def sentences_of(wanted: Wanted) -> dict[int, tuple[Sentence, ...]]:
    """What every room says now of each objective that was asked about."""
    found: dict[int, list[Sentence]] = defaultdict(list)
    for _order, write in sorted(_rooms.values(), key=lambda room: room[0]):
        for objective, sentences in write(wanted).items():
            found[objective] += sentences
    return {objective: tuple(found[objective]) for objective in wanted.objectives}


def text_of(sentences: Iterable[Sentence]) -> str:
    """The draft as it is put before its owner: a sentence on a line."""
    return "\n".join(each.words for each in sentences)


def news_since(before: Iterable[Sentence], now: Iterable[Sentence]) -> tuple[News, ...]:
    """What is not as it was drafted: other words, more records, a sentence there was not, one there is no more."""
    then, today = {each.key: each for each in before}, {each.key: each for each in now}
    found = []
    for key, each in today.items():
        had = then.get(key)
        known = {record.url for record in had.records} if had else set()
        fresh = tuple(record for record in each.records if record.url not in known)
        if had is None or had.words != each.words or fresh:
            found.append(News(had.words if had else "", each.words, fresh))
    return (*found, *(News(each.words, "", ()) for key, each in then.items() if key not in today))


def brought_up_to_date(text: str, before: Iterable[Sentence], now: Iterable[Sentence]) -> str:
    """The text with what is new in it. A drafted sentence that still stands is exchanged; what a person wrote stays.

    >>> old, new = Sentence("a", "3 events."), Sentence("a", "4 events.")
    >>> brought_up_to_date("Well: 3 events. All good.", [old], [new])
    'Well: 4 events. All good.'
    >>> brought_up_to_date("Three lovely events.", [old], [new])
    'Three lovely events.\\n4 events.'
    >>> brought_up_to_date("Nothing to say.", [old], [old])
    'Nothing to say.'
    """
    then, today = {each.key: each for each in before}, {each.key: each for each in now}
    for key, had in then.items():
        following = today[key].words if key in today else ""
        if had.words != following and had.stands_in(text):
            text = _found(had.words).sub(lambda _, words=following: words, text, count=1)  # type: ignore[misc]  # bound
    for key, each in today.items():
        is_left_out = key in then and then[key].words == each.words  # its owner took it away, and nothing is new in it
        if not is_left_out and not each.stands_in(text):
            text = f"{text.rstrip()}\n{each.words}"
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _found(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
