"""The lists of strategies, assessments, findings and matrices: one query each for the page and for its files."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from frankpledge.partners.models import Partnership
from frankpledge.plans.models import Plan
from frankpledge.strategy.models import Assessment, Finding, Matrix, MatrixVersion, Strategy
from frankpledge.strategy.queries.chain import plans_of


@dataclass(frozen=True, slots=True)
class StrategyListed:
    """A strategy in the list."""

    strategy: Strategy
    priority_count: int
    plans: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class MatrixListed:
    """A matrix in the list, with its newest version."""

    matrix: Matrix
    newest: MatrixVersion
    version_count: int


def strategies_listed(partnership: Partnership) -> list[StrategyListed]:
    """The newest first."""
    rows = Strategy.objects.within(partnership).annotate(priority_count=Count("priorities"))
    found = []
    for row in rows:
        row.partnership = partnership
        found.append(StrategyListed(row, row.priority_count, plans_of(row)))
    return found


def assessments_listed(partnership: Partnership) -> QuerySet[Assessment]:
    """The newest first."""
    return Assessment.objects.within(partnership)


def findings_listed(assessment: Assessment) -> QuerySet[Finding]:
    """Every finding by its number, with what it rests on and what was drawn from it: four queries."""
    rows = Finding.objects.filter(assessment=assessment)
    return rows.prefetch_related("evidence", "problems", "priorities")


def matrices_listed(partnership: Partnership) -> list[MatrixListed]:
    """By name; one that has no version yet is left out. Two queries."""
    rows = Matrix.objects.within(partnership).prefetch_related("versions")
    listed = ((row, list(row.versions.all())) for row in rows)
    return [MatrixListed(row, versions[0], len(versions)) for row, versions in listed if versions]
