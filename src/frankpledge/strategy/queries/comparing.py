"""The ranks of an assessment's problems under several versions of matrices, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from frankpledge.strategy.models import Assessment, MatrixVersion, Problem
from frankpledge.strategy.queries.ranking import Place, RankList, rank_list


@dataclass(frozen=True, slots=True)
class Column:
    """One version: the ranks under it, and whether any points were given under another version of its matrix."""

    listed: RankList
    is_own: bool  # the one the assessment ranks by
    is_borrowed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One problem under each version, with how far it moves from its own."""

    problem: Problem
    cells: tuple[tuple[Place, int | None], ...]  # the shift: above nothing is up the list


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every version that can say anything of these problems."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def compared(assessment: Assessment) -> Comparison:
    """Ranks under the assessment's own version first, then under others that its scores fit."""
    rows = MatrixVersion.objects.within(assessment.partnership)
    versions = rows.select_related("matrix").order_by("matrix", "-number")
    columns = []
    for version in sorted(versions, key=lambda each: each.pk != assessment.matrix_id):
        listed = rank_list(assessment, version, borrow=True)
        if listed.scored:
            borrowed = any(sheet.row.matrix_id != version.pk for place in listed.scored for sheet in place.sheets)
            columns.append(Column(listed, version.pk == assessment.matrix_id, borrowed))
    return Comparison(tuple(columns), tuple(_rows(columns)))


def _rows(columns: list[Column]) -> list[Row]:
    if not columns:
        return []
    first = columns[0].listed
    rows = []
    for place in first.places:
        cells = []
        for column in columns:
            there = column.listed.place_of(place.problem)
            cells.append((there, place.rank - there.rank if place.rank and there.rank else None))
        rows.append(Row(place.problem, tuple(cells)))
    return rows
