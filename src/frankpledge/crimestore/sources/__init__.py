"""One module for each kind of file the store reads; this list is all there are."""

from __future__ import annotations

from frankpledge.crimestore.sources import extract, outcomes, recorded, stop_search, street
from frankpledge.crimestore.sources.source import Source

SOURCES: dict[str, Source] = {
    source.name: source
    for source in (street.STREET, outcomes.OUTCOMES, stop_search.STOP_SEARCH, recorded.RECORDED, extract.EXTRACT)
}


def recognise(header: list[str]) -> Source | None:
    """The source whose columns these are, or None; a police extract is never guessed, it has a mapping."""
    names = {name.strip().casefold() for name in header}
    for source in SOURCES.values():
        if source.marks and {mark.casefold() for mark in source.marks} <= names:
            return source
    return None
