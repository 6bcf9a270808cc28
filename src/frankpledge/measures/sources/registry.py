"""Every source there is. An app that has one adds it in its ``AppConfig.ready``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from frankpledge.measures.sources.interface import Source, TellsItsRule

if TYPE_CHECKING:
    from frankpledge.partners.models import Partnership

PERSON = "person"  # no source at all: somebody enters the value

_sources: dict[str, Source] = {}


def add(source: Source) -> None:
    """Put a source where indicators can choose it. Twice the same is one; two of the same name are refused."""
    there = _sources.get(source.slug)
    if there is not None and type(there) is not type(source):
        raise ValueError(f"There are two sources called {source.slug}: {there.name}, {source.name}.")
    if source.slug == PERSON:
        raise ValueError("“person” stands for values that people enter: a source needs another name.")
    _sources[source.slug] = source


def every() -> tuple[Source, ...]:
    """The sources, by name."""
    return tuple(sorted(_sources.values(), key=lambda source: source.name))


def find(slug: str) -> Source | None:
    """The source of that name; ``None`` for "person" and for a source whose app is no longer installed."""
    return _sources.get(slug)


def name_of(slug: str) -> str:
    """What people call it."""
    if slug == PERSON:
        return "Entered by a person"
    source = find(slug)
    return source.name if source else f"A source that is not installed here ({slug})"


def told(slug: str, parameters: Mapping[str, Any], partnership: Partnership) -> str:
    """What a source was told, in its own words, or question by question where it has none of its own."""
    source = find(slug)
    if parameters and isinstance(source, TellsItsRule):
        return source.in_words(parameters, partnership)
    return "; ".join(f"{key.replace('_', ' ')}: {each}" for key, each in parameters.items())
