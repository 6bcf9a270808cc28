"""Everything about the loaded files that the reader of an answer must know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from frankpledge.crimestore.answers import Caution
from frankpledge.crimestore.catalogue import Catalogue, Part
from frankpledge.crimestore.deciding import repeats_of
from frankpledge.crimestore.definitions.model import Definition
from frankpledge.crimestore.gaps import suspicions
from frankpledge.crimestore.questions import Question
from frankpledge.crimestore.vintages import mixed

OUTSIDERS = ("street", "outcomes")  # files that are not clipped to their force


def cautions_for(
    question: Question,
    definition: Definition,
    source: str,
    parts: Sequence[Part],
    catalogue: Catalogue,
    *,
    unlocated: int,
    lost: int,
) -> list[Caution]:
    """In the order in which they matter to a reader."""
    found = [one for one in suspicions(catalogue.parts(source, forces=question.forces)) if _concerns(one, parts)]
    found += _breaks(definition, source, parts)
    found += _forces(question, source, parts)
    if unlocated:
        found.append(
            Caution("unlocated", f"{unlocated:,} such records of these months have no location and are in no area.")
        )
    if lost:
        found.append(
            Caution(
                "not-joined",
                f"{lost:,} records are not in the rows: no area is known for their LSOA, or they have none.",
            )
        )
    if question.is_placed and mixed(part.vintage for part in parts):
        found.append(Caution("vintages", "Some months carry the LSOAs of 2011, others those of 2021."))
    found += _repeats(parts, catalogue)
    rejects = {part.file_sha256: part.reject_count for part in parts}
    if sum(rejects.values()):
        found.append(
            Caution("rejects", f"{sum(rejects.values()):,} lines of the files could not be read and are not counted.")
        )
    measure = definition.measure(source)
    if measure and measure.note:
        found.append(Caution("partly-measured", measure.note))
    return found


def _concerns(caution: Caution, parts: Sequence[Part]) -> bool:
    """Whether a suspicion is about a month or a force of this answer."""
    if caution.code == "missing-months":
        first, last = min(part.month for part in parts), max(part.month for part in parts)
        months = [word.strip(",.") for word in caution.words.split() if word[:1] == "2" and "-" in word]
        return any(first <= month <= last for month in months)
    return any(f"{part.force} {part.month} " in caution.words for part in parts)


def _breaks(definition: Definition, source: str, parts: Sequence[Part]) -> list[Caution]:
    first, last = min(part.month for part in parts), max(part.month for part in parts)
    return [
        Caution("break", f"From {one.month}: {one.says}")
        for one in definition.breaks
        if first < one.month <= last and (not one.sources or source in one.sources)
    ]


def _forces(question: Question, source: str, parts: Sequence[Part]) -> list[Caution]:
    """Files hold records of neighbouring forces' areas: an area's figure is whole only from all forces' files."""
    if source not in OUTSIDERS or not question.is_placed or question.forces:
        return []
    forces: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        forces[part.month].add(part.force)
    sets = {frozenset(here) for here in forces.values()}
    found = []
    if len(sets) > 1:
        found.append(
            Caution(
                "forces-differ",
                "Not every month is loaded for the same forces; some of a change may be files that are not here.",
            )
        )
    if any(len(here) == 1 for here in sets):
        only = sorted({next(iter(here)) for here in sets if len(here) == 1})
        found.append(
            Caution(
                "one-force",
                f"For some months only {', '.join(only)} is loaded; others may hold records of the area too.",
            )
        )
    return found


def _repeats(parts: Sequence[Part], catalogue: Catalogue) -> list[Caution]:
    months = {(part.source, part.force, part.month) for part in parts}
    here = [one for one in repeats_of(catalogue) if (one.source, one.force, one.month) in months]
    see = "See: frankpledge crimes repeats."
    found = []
    waiting = {one.crime_id for one in here if one.is_waiting}
    if waiting:
        words = f"{len(waiting):,} crime numbers come more than once in these months; every copy is counted."
        found.append(Caution("repeated-ids", f"{words} {see}"))
    decided = [one.decision for one in here if one.decision and not one.is_waiting]
    if decided:
        gone = sum(decision.left_out_count for decision in decided)
        words = f"{gone:,} rows are not counted, by a person's decision on {len(decided):,} repeated crime numbers."
        found.append(Caution("decided-ids", f"{words} {see}"))
    outdated = [one for one in here if one.decision and not one.decision.fits]
    if outdated:
        words = (
            f"{len(outdated):,} decisions on repeated crime numbers no longer fit: their copies changed when the month "
        )
        found.append(Caution("decision-outdated", f"{words}was loaded again. Every copy is counted. {see}"))
    return found
