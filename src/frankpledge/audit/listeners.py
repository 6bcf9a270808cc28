"""Rooms that wish to know what has just been written into the audit, in the same transaction.

A room adds itself when Django starts: ``listeners.add("api", tell)``. ``tell(entries, partnership)`` must be quick and
write only what stands or falls with the change: it queues work, it does none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from frankpledge.audit.models import Entry

Listener = Callable[[Sequence[Entry], Any], None]
_listeners: dict[str, Listener] = {}


def add(name: str, listener: Listener) -> None:
    """Let a room hear. The same name again replaces."""
    _listeners[name] = listener


def tell(entries: Sequence[Entry], partnership: Any) -> None:
    """Tell every room of these entries."""
    for listener in _listeners.values():
        listener(entries, partnership)
