"""Keeps a reading in the database between its preview and the decision: the dataclasses as plain JSON, and back."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import GenericAlias
from typing import Any, get_args, get_origin, get_type_hints

from frankpledge.plandocs.model import PlanDocument, Reading


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """The whole reading, with nothing that a database cannot keep."""
    plain: dict[str, Any] = to_plain(reading)
    return plain


def reading_from_json(plain: dict[str, Any]) -> Reading:
    reading: Reading = from_plain(Reading, plain)
    return reading


def storable(document: PlanDocument) -> PlanDocument:
    """The same plan without the signs no database keeps as text."""
    clean: PlanDocument = from_plain(PlanDocument, to_plain(document))
    return clean


def to_plain(value: Any) -> Any:
    """Dataclasses as dictionaries, tuples as lists; NUL and halves of letters, which PostgreSQL refuses, left out."""
    if isinstance(value, str):
        return str(value).replace("\x00", "").encode("utf-8", "ignore").decode()
    if is_dataclass(value):
        return {each.name: to_plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, dict):
        return {to_plain(key): to_plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_plain(each) for each in value]
    return value


def from_plain(kind: Any, value: Any) -> Any:
    """The value of that type which ``to_plain`` made plain; a field that is missing takes its default."""
    if is_dataclass(kind) and isinstance(kind, type):
        return kind(**{name: from_plain(inner, value[name]) for name, inner in _fields(kind) if name in value})
    if get_origin(kind) is tuple:
        return _tuple(kind, value)
    if isinstance(kind, type) and not isinstance(kind, GenericAlias) and issubclass(kind, StrEnum):
        return kind(value)
    return value


@cache
def _fields(kind: type) -> tuple[tuple[str, Any], ...]:
    return tuple(get_type_hints(kind).items())


def _tuple(kind: Any, value: list[Any]) -> tuple[Any, ...]:
    inner = get_args(kind)
    if len(inner) == 2 and inner[1] is Ellipsis:
        return tuple(from_plain(inner[0], each) for each in value)
    return tuple(from_plain(each, part) for each, part in zip(inner, value, strict=True))
