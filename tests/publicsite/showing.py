"""A story let onto the public page by the hands it takes, and a way to report that is cleared."""

from __future__ import annotations

from datetime import date
from typing import Any

from frankpledge.delivery.changes.showing import show_to_public
from frankpledge.delivery.models import KINDS
from frankpledge.records.changes.records import add_record, move_record
from tests.examples import EXAMPLES
from tests.people import NOW, Cast
from tests.records.typed import as_role, lead


def published(cast: Cast, **more: Any) -> Any:
    """Written by a contributor, cleared by the chair, published; not on the public page."""
    kind = KINDS["communications"]
    values = {**EXAMPLES[kind.slug].values, **lead(cast), **more}
    row = add_record(kind=kind, values=values, by=as_role(cast, "contributor"), now=NOW)
    row = step(row, "clear", cast, "chair")
    return step(row, "publish", cast, "contributor", values={"published_on": date(2026, 11, 9)})


def shown(cast: Cast, **more: Any) -> Any:
    row = published(cast, **more)
    return show_to_public(record=row, version=row.version, by=as_role(cast, "manager"), now=NOW)


def cleared(cast: Cast, **more: Any) -> Any:
    """A way to report hate crime on its public page."""
    kind = KINDS["hate-crime"]
    values = {**EXAMPLES[kind.slug].values, **lead(cast), **more}
    row = add_record(kind=kind, values=values, by=as_role(cast, "contributor"), now=NOW)
    return step(row, "clear", cast, "chair")


def step(row: Any, move: str, cast: Cast, role: str, **more: Any) -> Any:
    return move_record(record=row, move=move, version=row.version, by=as_role(cast, role), now=NOW, **more)
