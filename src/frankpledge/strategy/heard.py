"""Where rooms that hear what people say offer it to an assessment, to be brought in among its views.

A room above says in its ``AppConfig.ready``::

    heard.add(Source("public-meetings", "Public meetings", views=said_at_meetings))

``views(assessment)`` answers with what was heard in the assessment's year. ``key`` is always the same for the same
view, so that it is brought in once; what was brought in is the assessment's own from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from frankpledge.strategy.models import Assessment, View, ViewTheme


@dataclass(frozen=True, slots=True)
class Heard:
    """One view: where and when, of how many people, and its theme where somebody coded it. Never who said it."""

    key: str
    heard_at: str
    heard_on: date
    words: str
    people_count: int
    theme: ViewTheme | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One room that hears."""

    slug: str
    name: str
    views: Callable[[Assessment], Iterable[Heard]]


_sources: dict[str, Source] = {}


def add(source: Source) -> None:
    """Offer a source; the same slug again replaces it."""
    _sources[source.slug] = source


def not_yet_here(assessment: Assessment) -> list[tuple[Source, list[Heard]]]:
    """What each source has that the assessment has not, by the sources' names."""
    rows = View.objects.filter(assessment=assessment).exclude(brought_from="")
    here = set(rows.values_list("brought_from", flat=True))
    found = [
        (source, [each for each in source.views(assessment) if each.key not in here])
        for source in sorted(_sources.values(), key=lambda source: source.name)
    ]
    return [(source, views) for source, views in found if views]
