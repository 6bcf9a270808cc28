"""Several definitions over the same months and areas in one reading, where asking each by itself would read each time.

The counts are those that ``Store.ask`` gives for each definition; only the work of finding the areas is shared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from frankpledge.crimestore import asking
from frankpledge.crimestore.answers import Caution, Provenance
from frankpledge.crimestore.cautions import cautions_for
from frankpledge.crimestore.definitions import Definition
from frankpledge.crimestore.definitions.choosing import candidates
from frankpledge.crimestore.definitions.model import Measure
from frankpledge.crimestore.engines import Tables
from frankpledge.crimestore.places.families import rural_lsoas
from frankpledge.crimestore.places.resolving import Area
from frankpledge.crimestore.places.validity import cautions_within, date_cautions
from frankpledge.crimestore.placing import PlacedTables, place_tables
from frankpledge.crimestore.questions import Question, Statement
from frankpledge.crimestore.refusals import QuestionRefused, StoreRefused
from frankpledge.crimestore.sources import SOURCES
from frankpledge.crimestore.store import Store
from frankpledge.crimestore.vintages import mixed

Counts = Mapping[tuple[str | None, ...], int]


@dataclass(frozen=True)
class Together:
    """What one definition counted: a number for each group, those in no area under ``None``.

    A group that is not there is nought where its month is among ``months``, and unknown otherwise.
    """

    definition: Definition
    counts: Counts
    months: tuple[str, ...]
    provenance: Provenance
    cautions: tuple[Caution, ...]


@dataclass(frozen=True)
class Measured:
    """A definition that can be counted, with how, and what must be said of its version."""

    definition: Definition
    measure: Measure
    notes: tuple[Caution, ...]
    chosen: asking.Chosen


def count_together(
    store: Store, wanted: Sequence[str], question: Question
) -> tuple[dict[str, Together], dict[str, StoreRefused]]:
    """Each definition's counts by the question's groups, and why each of the others cannot be counted.

    The question names its source and no definition. All of its groups but ``lsoa``, ``area`` and the outcomes of a
    definition's own may be used. Raises AreaUnknown or QuestionRefused where the question itself cannot be answered.
    """
    if not question.source or question.definition or question.measure != "count":
        raise QuestionRefused("Several definitions are counted from one source.", "Name the source; ask for counts.")
    able, refused = _able(store, wanted, question)
    return (_counted(store, able, question) if able else {}), refused


def _able(store: Store, wanted: Sequence[str], question: Question) -> tuple[list[Measured], dict[str, StoreRefused]]:
    versions = store.definition_versions()
    able: list[Measured] = []
    refused: dict[str, StoreRefused] = {}
    for name in wanted:
        try:
            asked = replace(question, definition=name)
            definition, notes = asking.applying(asked, candidates(name, versions), store.catalogue)
            chosen = asking.choose(asked, definition, store.catalogue)
        except StoreRefused as why:
            refused[name] = why
            continue
        measure = definition.measure(question.source)
        if measure is not None and _asks_rural(measure) and not rural_lsoas(store.places):
            refused[name] = QuestionRefused("Which LSOAs are rural is not known.", "Import the rural-urban list.")
        elif measure is not None:
            able.append(Measured(definition, measure, notes, chosen))
    return able, refused


def _asks_rural(measure: Measure) -> bool:
    return any("rural" in clause.conditions for clause in (*measure.include, *measure.exclude))


def _counted(store: Store, able: Sequence[Measured], question: Question) -> dict[str, Together]:
    chosen = able[0].chosen  # every part of the source, or the definition would not be able
    areas = tuple(store.area(name) for name in question.areas)
    crimes = tuple(store.folder.root / part.read_path for part in chosen.parts)
    by_points = asking.is_by_points(areas, chosen)
    clauses = tuple(clause for one in able for clause in (*one.measure.include, *one.measure.exclude))
    everything = Measure(question.source, clauses)  # so that every table that a clause asks for is made
    small = place_tables(question, areas, question.source, crimes, store.places, everything, by_points=by_points)
    tables = Tables(crimes, small.tables)
    found = store.engine.ask(tables, _statement(able, question, by_points=by_points))
    unlocated = [0] * len(able)
    if question.is_placed and question.source != "recorded":
        unlocated = [int(count or 0) for count in store.engine.ask(tables, _unlocated(able, question, by_points))[0]]
    shared = _shared_cautions(store, areas, question, chosen, found)
    width = len(question.by)
    answers = {}
    for place, one in enumerate(able):
        counts = {tuple(row[:width]): int(row[width + place]) for row in found if row[width + place]}
        lost = sum(number for group, number in counts.items() if None in group)
        if "lsoa" in question.by and not areas:
            lost = 0  # those without an LSOA are the ones without a location, and are told as such
        said = cautions_for(
            question, one.definition, question.source, chosen.parts, store.catalogue,
            unlocated=unlocated[place], lost=lost,
        )  # fmt: skip
        answers[one.definition.id] = Together(
            one.definition, counts, tuple(sorted({part.month for part in chosen.parts})),
            _provenance(store, one, small, question), tuple(dict.fromkeys([*one.notes, *shared, *said])),
        )  # fmt: skip
    return answers


def _shared_cautions(
    store: Store, areas: Sequence[Area], question: Question, chosen: asking.Chosen, found: list[tuple[Any, ...]]
) -> list[Caution]:
    """What must be said of the areas and months, whatever was counted."""
    months = sorted({part.month for part in chosen.parts})
    crossed = mixed(part.vintage for part in chosen.parts)
    shared = [one for area in areas for one in area.cautions if crossed or one.code != "boundary-change"]
    shared += date_cautions(store.places, areas, months)
    if question.within:
        place = question.by.index(question.within)
        codes = sorted({str(row[place]) for row in found if row[place] is not None})
        shared += cautions_within(store.places, question.within, codes, months)
    return shared


def _sums(able: Sequence[Measured], count: str) -> str:
    """A sum for each definition; each sum's test is the one that ``Statement`` counts by."""
    each = "1" if count == "COUNT(*)" else count.removeprefix("SUM(").removesuffix(")")
    return ", ".join(f"SUM(CASE WHEN {one.measure.counted} THEN {each} ELSE 0 END)" for one in able)


def _statement(able: Sequence[Measured], question: Question, *, by_points: bool) -> str:
    count = SOURCES[question.source].count
    whole = Statement(question, able[0].definition, Measure(question.source, ()), count, by_points)
    return whole.rows.replace(f"CAST({count} AS BIGINT) AS n", _sums(able, count), 1)


def _unlocated(able: Sequence[Measured], question: Question, by_points: bool) -> str:
    count = SOURCES[question.source].count
    whole = Statement(question, able[0].definition, Measure(question.source, ()), count, by_points)
    return whole.unlocated.replace(f"SELECT {count} ", f"SELECT {_sums(able, count)} ", 1)


def _provenance(store: Store, one: Measured, small: PlacedTables, question: Question) -> Provenance:
    asked = replace(question, definition=one.definition.key)
    statement = Statement(asked, one.definition, one.measure, SOURCES[question.source].count)
    return asking.provenance(one.chosen, one.definition, small, store.engine.name, statement.text, store.catalogue)
