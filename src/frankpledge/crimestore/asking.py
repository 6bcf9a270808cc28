"""Answer a question: choose the source, place the areas, run the statement, and say what to doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from frankpledge.crimestore.answers import Answer, Caution, LoadedFile, Provenance, Rows
from frankpledge.crimestore.catalogue import Catalogue, Part
from frankpledge.crimestore.cautions import cautions_for
from frankpledge.crimestore.definitions.choosing import Candidates, version_for
from frankpledge.crimestore.definitions.model import Definition
from frankpledge.crimestore.engines import Engine, Tables
from frankpledge.crimestore.folder import Folder
from frankpledge.crimestore.places.denominators import rated
from frankpledge.crimestore.places.resolving import Area, find_area
from frankpledge.crimestore.places.tables import Places
from frankpledge.crimestore.places.validity import cautions_within, date_cautions, dated
from frankpledge.crimestore.placing import PlacedTables, place_tables
from frankpledge.crimestore.questions import ONLY, Question, Statement
from frankpledge.crimestore.refusals import NeedsExtract, QuestionRefused, SnapPoints, VintagesMixed
from frankpledge.crimestore.sources import SOURCES
from frankpledge.crimestore.vintages import mixed


@dataclass(frozen=True)
class Chosen:
    """The source that will answer, and the parts it is read from."""

    source: str
    parts: tuple[Part, ...]


def ask(
    question: Question, definition: Definition, folder: Folder, catalogue: Catalogue, places: Places, engine: Engine
) -> Answer:
    """The answer with its provenance and cautions.

    Raises NeedsExtract where the loaded sources cannot measure the definition, VintagesMixed where LSOAs of two years
    would be joined, SnapPoints where a drawn area is asked of anonymised points, QuestionRefused otherwise.
    """
    chosen = choose(question, definition, catalogue)
    areas = tuple(dated(places, find_area(places, wanted)) for wanted in question.areas)
    _check_groups(question, chosen)
    _check_vintages(question, chosen.parts)
    source, measure = SOURCES[chosen.source], definition.measure(chosen.source)
    if measure is None:
        raise AssertionError("a source that measures the definition was chosen")
    crimes = tuple(folder.root / part.read_path for part in chosen.parts)
    by_points = is_by_points(areas, chosen)
    small = place_tables(question, areas, chosen.source, crimes, places, measure, by_points=by_points)
    statement = Statement(question, definition, measure, source.count, by_points)
    tables = Tables(crimes, small.tables)
    found = engine.ask(tables, statement.rows)
    rows, lost = _rows(question, found)
    excluded = _excluded(engine, tables, statement)
    if "lsoa" in question.by and not areas:
        unlocated, lost = lost, 0  # those without an LSOA are the ones without a location
    else:
        unlocated = _unlocated(engine, tables, statement)
    crossed = mixed(part.vintage for part in chosen.parts)
    cautions = [one for area in areas for one in area.cautions if crossed or one.code != "boundary-change"]
    cautions += _about_places(question, areas, chosen, places, rows)
    cautions += cautions_for(
        question, definition, chosen.source, chosen.parts, catalogue, unlocated=unlocated, lost=lost
    )
    answer = Answer(
        by=question.by,
        measure=question.measure,
        rows=rows,
        provenance=provenance(chosen, definition, small, engine.name, statement.text, catalogue),
        cautions=tuple(dict.fromkeys(cautions)),
        excluded_count=sum(excluded.values()),
        excluded=excluded,
        months=tuple(sorted({part.month for part in chosen.parts})),
    )
    if question.measure != "rate":
        return answer
    return rated(answer, question, areas, places, rural_only=measure.is_rural)


def choose(question: Question, definition: Definition, catalogue: Catalogue) -> Chosen:
    """The source that can measure it and has most of the months; NeedsExtract says what is missing where none can."""
    reasons: list[str] = []
    best: Chosen | None = None
    wanted = [question.source] if question.source else definition.sources
    for name in wanted:
        measure = definition.measure(name)
        if measure is None:
            reasons.append(definition.without.get(name, f"{name} cannot measure it."))
            continue
        parts = _parts(question, name, catalogue)
        says = set(SOURCES[name].says)
        lacking = {need for part in parts for need in measure.needs - says - set(part.fields)}
        able = tuple(part for part in parts if measure.needs <= says | set(part.fields))
        if lacking:
            reasons.append(f"A loaded {name} does not say {', '.join(sorted(lacking))}.")
        if parts and len(able) == len(parts) and (best is None or len(able) > len(best.parts)):
            best = Chosen(name, able)
    if best is not None:
        return best
    return _nothing(question, definition, catalogue, reasons)


def applying(question: Question, found: Candidates, catalogue: Catalogue) -> tuple[Definition, tuple[Caution, ...]]:
    """The version that answers, and what must be said of it; DefinitionOutOfDate where none held in all the months."""
    wanted = [question.source] if question.source else found.newest.sources
    months = _months(question, [part for source in wanted for part in _parts(question, source, catalogue)])
    asked = {month for month in (question.from_month, question.to_month) if month}
    return version_for(found, sorted({*months, *asked}) if months else [])


def _months(question: Question, parts: Sequence[Part]) -> list[str]:
    """The loaded months that were asked for, oldest first."""
    first, last = question.from_month or "", question.to_month or "9999-12"
    return sorted({part.month for part in parts if first <= part.month <= last})


def _parts(question: Question, source: str, catalogue: Catalogue) -> list[Part]:
    first, last = question.from_month, question.to_month
    if SOURCES[source].part_month != "month":  # a record of a month may lie in the file of the month before
        first, last = (_shifted(first, -1) if first else None), (_shifted(last, 1) if last else None)
    if source == "recorded" and first:
        first = _shifted(first, -2)  # a quarter that has begun
    return catalogue.parts(source, forces=question.forces, from_month=first, to_month=last)


def _shifted(month: str, by: int) -> str:
    count = int(month[:4]) * 12 + int(month[5:7]) - 1 + by
    return f"{count // 12}-{count % 12 + 1:02d}"


def _nothing(question: Question, definition: Definition, catalogue: Catalogue, reasons: list[str]) -> Chosen:
    title = definition.title
    if reasons or ("street" not in definition.sources and definition.id):
        loaded = {part.source for part in catalogue.parts()}
        reasons += [why for source, why in definition.without.items() if source in loaded and why not in reasons]
        can = ", ".join(SOURCES[source].title for source in definition.sources)
        raise NeedsExtract(
            f"{title} needs a police extract. {' '.join(reasons)}".strip(),
            f"It can be measured by: {can}. Load one with: frankpledge crimes import FILE --mapping MAPPING.",
        )
    raise QuestionRefused(
        "No file is loaded for that source, force and period.", "See what there is with: frankpledge crimes files."
    )


def _check_groups(question: Question, chosen: Chosen) -> None:
    for group in (*question.by, *question.where):
        if chosen.source not in ONLY.get(group, (chosen.source,)):
            raise QuestionRefused(
                f"{SOURCES[chosen.source].title} does not say the {group}.", "Leave that grouping out."
            )
    if "area" in question.by and not question.areas:
        raise QuestionRefused("Grouped by area, but no area was named.", "Name areas, or group by district or ward.")
    if chosen.source in ("recorded", "stop-search") and {"lsoa", "ward", "msoa", "district"} & set(question.by):
        raise QuestionRefused(f"{SOURCES[chosen.source].title} has no LSOAs.", "Group by csp, force or area.")


def _check_vintages(question: Question, parts: Sequence[Part]) -> None:
    if "lsoa" in question.by and question.vintages == "refuse" and mixed(part.vintage for part in parts):
        older = sorted({part.month for part in parts if part.vintage == "2011"})
        newer = sorted({part.month for part in parts if part.vintage == "2021"})
        raise VintagesMixed(
            f"{older[0]} to {older[-1]} carry the LSOAs of 2011, {newer[0]} to {newer[-1]} those of 2021.",
            "Ask for one of them, or choose vintages: “printed” keeps each month's own codes apart, “bridge” takes the "
            "areas that changed together.",
        )


def is_by_points(areas: Sequence[Area], chosen: Chosen) -> bool:
    """Whether areas are told by outline: drawn ones must be, others where the records have places but no LSOA."""
    drawn = [area for area in areas if area.kind == "drawn"]
    if drawn and SOURCES[chosen.source].positions != "real":
        raise SnapPoints(
            f"{drawn[0].name} is a drawn area, and the points of {SOURCES[chosen.source].title} are anonymised: each "
            "stands for at least eight addresses, so which side of a line a crime lies on is not known.",
            "Ask by LSOA or ward, or load a police extract.",
        )
    placed = all("place" in part.fields for part in chosen.parts)
    if drawn and (not placed or len(drawn) < len(areas)):
        raise QuestionRefused("Drawn areas need records with positions, and are asked by themselves.")
    return bool(areas) and placed and (bool(drawn) or not any("lsoa" in part.fields for part in chosen.parts))


def _rows(question: Question, found: list[tuple[Any, ...]]) -> tuple[Rows, int]:
    """Rows as the engine put them in order, and how many records no area could be found for."""
    lost = 0
    for number, group in enumerate(question.by):
        if group in ("ward", "msoa", "district", "lsoa"):
            lost += sum(int(row[-1]) for row in found if row[number] is None)
            found = [row for row in found if row[number] is not None]
    if not question.by:
        found = [(int(found[0][0] or 0),)]
    return Rows((*question.by, "count"), found), lost


def _excluded(engine: Engine, tables: Tables, statement: Statement) -> dict[str, int]:
    if not statement.measure.exclude:
        return {}
    counts = engine.ask(tables, statement.excluded)[0]
    return {clause.label: int(count or 0) for clause, count in zip(statement.measure.exclude, counts, strict=True)}


def _unlocated(engine: Engine, tables: Tables, statement: Statement) -> int:
    """How many such records have no place, and so can be in no area's figure."""
    question = statement.question
    if not question.is_placed or (statement.measure.source == "recorded" and not question.areas):
        return 0
    return int(engine.ask(Tables(tables.crimes, tables.small), statement.unlocated)[0][0] or 0)


def _about_places(
    question: Question, areas: Sequence[Area], chosen: Chosen, places: Places, rows: Rows
) -> list[Caution]:
    """What the dates of the areas leave to be said."""
    months = _months(question, chosen.parts)
    found = date_cautions(places, areas, months)
    if question.within:
        found += cautions_within(places, question.within, sorted(set(rows.column(question.within))), months)
    return found


def provenance(
    chosen: Chosen,
    definition: Definition,
    small: PlacedTables | None,
    engine: str,
    statement: str,
    catalogue: Catalogue,
) -> Provenance:
    """The files behind an answer."""
    files = tuple(
        LoadedFile(
            part.file_name, part.file_sha256, part.source, part.force, part.month, part.row_count, part.reject_count,
            part.licence, part.loaded_at, part.loaded_by,
            date.fromisoformat(part.released_on) if part.released_on else None,
        )
        for part in chosen.parts
    )  # fmt: skip
    newest = max((part.loaded_at for part in chosen.parts), default=None)
    editions = small.editions if small else ()
    months = {(part.source, part.force, part.month) for part in chosen.parts}
    decisions = tuple(one for one in catalogue.decisions() if one.fits and (one.source, one.force, one.month) in months)
    return Provenance(
        chosen.source, files, definition.id, definition.version, newest, editions, engine, statement, decisions
    )
