"""Matrices taken over from those shipped, and changed by making another version: a version itself never changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access
from frankpledge.partners.models import Partnership
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import GoneMeanwhile
from frankpledge.strategy.changes.holding import StrategyRefused, add_row
from frankpledge.strategy.models import Matrix, MatrixVersion
from frankpledge.strategy.scoring.matrix import MatrixRefused, body_of, matrix_from
from frankpledge.strategy.scoring.shipped import shipped_as
from frankpledge.strategy.sealing import sealed


@transaction.atomic
def adopt_matrix(*, slug: str, name: str = "", by: Access, now: datetime) -> MatrixVersion:
    """Take a copy of a shipped matrix as the partnership's own: its version 1."""
    by.demand(Permission.STRATEGY_EDIT)
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)
    source = shipped_as(slug)
    if source is None:
        raise StrategyRefused("There is no such matrix. Choose one of those listed.")
    called = name or source.matrix.name
    if Matrix.objects.within(by.partnership).filter(name=called).exists():
        raise StrategyRefused(f"There is already a matrix called “{called}”. Give this one another name.", "name")
    matrix = add_row(
        Matrix(partnership=by.partnership, name=called, origin=slug, created_at=now),
        "matrix.adopted", by=by, now=now, said={"name": called, "origin": slug},
    )  # fmt: skip
    return _version(matrix, 1, {**source.body, "name": called}, "As it was shipped", by, now)


@transaction.atomic
def revise_matrix(
    *, matrix: Matrix, body: Mapping[str, Any], why: str, version: int, by: Access, now: datetime
) -> MatrixVersion:
    """Another version. What was scored under earlier ones stays as it was, and so do their ranks."""
    by.demand(Permission.STRATEGY_EDIT)
    row = Matrix.objects.within(by.partnership).select_for_update().filter(pk=matrix.pk).first()
    if row is None:
        raise GoneMeanwhile
    if row.version != version:
        raise EditedMeanwhile(row)
    last = row.versions.first()
    try:
        whole = body_of(matrix_from(body))
    except MatrixRefused as refusal:
        raise StrategyRefused(str(refusal)) from refusal
    if last is not None and last.sha256 == sealed(whole):
        return last
    row.version += 1
    row.save(update_fields=["version"])
    return _version(row, row.version, whole, why, by, now)


def _version(
    matrix: Matrix, number: int, body: Mapping[str, Any], why: str, by: Access, now: datetime
) -> MatrixVersion:
    whole = body_of(matrix_from(body))
    made = MatrixVersion.objects.create(
        matrix=matrix, number=number, body=whole, sha256=sealed(whole), why=why, made_at=now, made_by=by.audit_key
    )
    log("matrix.version_made", made, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after={"matrix": matrix.name, "number": number, "sha256": made.sha256, "why": why})  # fmt: skip
    return made
