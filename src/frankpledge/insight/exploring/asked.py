"""What a view is asked: what, where, when, and how. It is the address, so that a view can be shared and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from frankpledge.crimestore import Store
from frankpledge.insight.asking import kept
from frankpledge.insight.districts import months_loaded
from frankpledge.insight.months import months_between, shifted, span_in_words
from frankpledge.insight.queries.grounds import ward_ground
from frankpledge.partners.models import Partnership

SOURCES = {"street": "data.police.uk", "extract": "police extract", "recorded": "recorded crime tables"}
MEASURES = {"count": "How many", "rate": "How many for each 1,000 residents"}
KINDS = {"ward": "Wards", "lsoa": "Small areas (LSOAs)"}
USUAL = "recorded-crime"
A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Options:
    """What there is to choose from."""

    definitions: tuple[tuple[str, str], ...]  # id, title
    says: Mapping[str, str]  # id → the definition's rule in words
    areas: tuple[tuple[str, str], ...]  # code, name; the district first
    small: Mapping[str, str]  # LSOAs of the district by code: asked for by a link, not chosen from a list
    district: str
    months: Mapping[str, tuple[str, ...]]  # source → the months loaded, oldest first
    measured: Mapping[str, tuple[str, ...]]  # definition → the sources that can count it, loaded or not

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(source for source in SOURCES if self.months.get(source))

    def usual_source(self, definition: str) -> str:
        """The first of the loaded sources that can count it, in the order of ``SOURCES``; "" where none can."""
        return next((source for source in self.sources if source in self.measured.get(definition, ())), "")

    @property
    def every_month(self) -> tuple[str, ...]:
        return tuple(sorted({month for months in self.months.values() for month in months}))


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. ``source`` "" lets the store choose; ``before_first`` and ``before_last`` are the months compared
    with, where a view compares."""

    definition: str
    area: str
    first: str
    last: str
    source: str = ""
    measure: str = "count"
    kind: str = "ward"
    before_first: str = ""
    before_last: str = ""
    said: Mapping[str, str] = field(default_factory=dict)  # what the address itself said, and was understood

    @property
    def query(self) -> str:
        """What follows the question mark, in canonical order: only what was said."""
        return urlencode(sorted(self.said.items()))

    @property
    def months(self) -> tuple[str, ...]:
        return months_between(self.first, self.last)

    @property
    def words(self) -> str:
        return span_in_words(self.first, self.last)


def options_of(partnership: Partnership, *, now: datetime) -> Options:
    """What can be chosen with what the partnership has loaded."""
    ground = ward_ground(partnership, now=now)
    places = (ground.district, *ground.places) if ground else ()

    def work(store: Store, question: Mapping[str, Any]) -> dict[str, Any]:
        definitions = sorted(store.definitions().values(), key=lambda one: one.title)
        return {
            "definitions": [[one.id, one.title, one.says, list(one.sources)] for one in definitions],
            "months": {source: months_loaded(store, source) for source in SOURCES},
        }

    found = kept(partnership, "explore-options", {}, work, now=now, version=3)
    return Options(
        definitions=tuple((name, title) for name, title, *_ in found["definitions"]),
        says={name: says for name, _, says, _ in found["definitions"]},
        areas=tuple((place.code, place.name) for place in places),
        small=ground.every_lsoa if ground else {},
        district=places[0].code if places else "",
        months={source: tuple(months) for source, months in found["months"].items()},
        measured={name: tuple(sources) for name, *_, sources in found["definitions"]},
    )


def read_asked(
    query: Mapping[str, str],
    options: Options,
    *,
    span: int = A_YEAR,
    with_gaps: bool = False,
    needs: str = "",
) -> Asked:
    """The question that an address asks; what it does not say, or says wrongly, is the usual one.

    ``span`` is how many months are shown where the address names none: the latest that are loaded without a hole, or
    all of that time ``with_gaps``. ``needs`` is the one source that can answer at all, where there is but one. A source
    that is not named is the first that can count the definition: what anybody can check comes before what few can.
    """
    said = {name: value for name, value in _understood(query, options).items() if value}
    definition = said.get("definition", USUAL)
    source = needs or said.get("source", "") or options.usual_source(definition.partition("@")[0])
    months = options.months.get(source) or options.every_month
    first, last = _stretch(said, tuple(months or ()), span, with_gaps=with_gaps)
    before_first, before_last = said.get("before_from", ""), said.get("before_to", "")
    return Asked(
        definition=definition, area=said.get("area", options.district), first=first, last=last, source=source,
        measure=said.get("measure", "count"), kind=said.get("kind", "ward"),
        before_first=min(before_first, before_last) or before_first or before_last,
        before_last=max(before_first, before_last), said=said,
    )  # fmt: skip


def _understood(query: Mapping[str, str], options: Options) -> dict[str, str]:
    """What the address says and there is; the rest is left out."""
    every = options.every_month
    known = {name for name, _ in options.definitions}
    name = query.get("definition", "")[:60]
    allowed = {
        "area": {*dict(options.areas), *options.small}, "source": options.sources, "measure": MEASURES, "kind": KINDS,
        "from": every, "to": every, "before_from": every, "before_to": every,
    }  # fmt: skip
    said = {key: query.get(key, "") for key, there in allowed.items() if query.get(key, "") in there}
    return {**said, "definition": name if name.partition("@")[0] in known else ""}


def _stretch(said: Mapping[str, str], loaded: tuple[str, ...], span: int, *, with_gaps: bool) -> tuple[str, str]:
    """The months asked for, in order; else the latest ones that are loaded, at most ``span``."""
    last = said.get("to") or (loaded[-1] if loaded else "")
    first = said.get("from", "")
    if first and last:
        return min(first, last), max(first, last)
    if with_gaps and last:
        return min(month for month in loaded if month > shifted(last, -span)) if last in loaded else last, last
    there = set(loaded)
    first = last
    while first and shifted(first, -1) in there and len(months_between(first, last)) < span:
        first = shifted(first, -1)
    return first, last
