"""Keeps a reading in the database between its preview and the decision, with nothing in it that no database keeps."""

from __future__ import annotations

from typing import Any

from frankpledge.plandocs.as_json import from_json, reading_from_json, to_json
from frankpledge.plandocs.model import PlanDocument, Reading

__all__ = ["reading_from_json", "reading_to_json", "storable"]


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """The whole reading. ``reading_from_json`` is its way back."""
    plain: dict[str, Any] = clean(to_json(reading))
    return plain


def storable(document: PlanDocument) -> PlanDocument:
    """The same plan without the signs no database keeps as text."""
    return from_json(reading_to_json(Reading(document)))


def clean(value: Any) -> Any:
    """Plain values without NUL and halves of letters, which PostgreSQL refuses.

    >>> clean({"a": ["b\\x00c"]})
    {'a': ['bc']}
    """
    if isinstance(value, str):
        return str(value).replace("\x00", "").encode("utf-8", "ignore").decode()
    if isinstance(value, dict):
        return {clean(key): clean(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(each) for each in value]
    return value
