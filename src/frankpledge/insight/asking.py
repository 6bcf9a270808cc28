"""Answers kept until the store changes: the one way in which a page asks anything that takes time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from frankpledge import __version__
from frankpledge.crimestore import Store
from frankpledge.insight.changes.keeping import keep_answer
from frankpledge.insight.models import KeptAnswer
from frankpledge.insight.store import open_store, state_of
from frankpledge.partners.models import Partnership

TEXT = "text"  # kept as it was written: PostgreSQL would put an answer's names in another order
Work = Callable[[Store, Mapping[str, Any]], dict[str, Any]]


def kept(
    partnership: Partnership, name: str, asked: Mapping[str, Any], work: Work, *, now: datetime, version: int = 1
) -> dict[str, Any]:
    """What ``work`` makes of the store and of what was asked: worked out now, or as it was kept.

    ``asked`` and the answer are plain JSON. ``version`` goes up when ``work`` itself changes. An answer is kept under
    the state of the store it was made from, so a new month, a new boundary or a new definition is never answered with
    an old figure. The same question therefore gives the same number wherever it is asked.
    """
    with open_store(partnership) as store:
        state = state_of(store)
        key = key_of(name, asked, state, version)
        there = KeptAnswer.objects.within(partnership).filter(key=key).first()
        if there is not None:
            return _read(there.answer[TEXT])
        text = json.dumps(work(store, asked))
    keep_answer(
        partnership=partnership, name=name, key=key, state=state, asked=dict(asked), answer={TEXT: text}, now=now
    )
    return _read(text)


def _read(text: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(text)
    return answer


def key_of(name: str, asked: Mapping[str, Any], state: str, version: int) -> str:
    """The name under which an answer is kept."""
    said = json.dumps([TEXT, name, version, __version__, state, asked], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()
