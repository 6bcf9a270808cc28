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
    cells: tuple[tuple[Place, str], ...]  # "up 2", "down 1", or "" where it stays or there is nothing to compare


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
            cells.append((there, moved(place.rank, there.rank)))
        rows.append(Row(place.problem, tuple(cells)))
    return rows


def moved(before: int | None, after: int | None) -> str:
    """How far a rank moved, in words.

    >>> moved(3, 1), moved(1, 2), moved(2, 2), moved(None, 1)
    ('up 2', 'down 1', '', '')
    """
    if before is None or after is None or before == after:
        return ""
    return f"up {before - after}" if before > after else f"down {after - before}"
