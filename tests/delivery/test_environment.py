"""Days from report to removal are counted against what was promised, and a day before the report is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from frankpledge.audit.models import Entry
from frankpledge.delivery.models import KINDS
from frankpledge.records.changes.records import RecordRefused, add_record, edit_record, move_record
from tests.examples import EXAMPLES
from tests.people import NOW, Cast
from tests.records.typed import as_role, lead

pytestmark = pytest.mark.django_db
KIND = KINDS["environment"]


def seen(cast: Cast, **more: Any) -> Any:
    values = {**EXAMPLES[KIND.slug].values, **lead(cast), **more}
    return add_record(kind=KIND, values=values, by=as_role(cast, "contributor"), now=NOW)


def removed(row: Any, cast: Cast, day: date, move: str = "remove") -> Any:
    by = as_role(cast, "contributor")
    return move_record(
        record=row, move=move, version=row.version, values={"done_on": day, "looked_on": day}, by=by, now=NOW
    )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (2, "Within target: 0 of 5 days"),
        (7, "Within target: 5 of 5 days"),
        (8, "Missed by 1: 6 days against 5"),
    ],
)
def test_removal_is_held_against_its_target(east: Cast, day: int, words: str) -> None:
    row = removed(seen(east), east, date(2026, 11, day))

    assert (row.days_taken, row.against_target) == (day - 2, words)


def test_without_a_target_or_a_removal_nothing_is_said_of_it(east: Cast) -> None:
    row, by = seen(east), as_role(east, "contributor")
    row = edit_record(record=row, values={"target_days": None}, version=1, by=by, now=NOW)
    assert removed(row, east, date(2026, 11, 3)).against_target == ""
    assert seen(east).against_target == ""
    assert removed(seen(east), east, date(2026, 11, 3), move="miss").days_taken == ""


def test_nothing_is_removed_before_it_was_reported(east: Cast) -> None:
    with pytest.raises(RecordRefused, match="before the day it was reported") as refusal:
        removed(seen(east), east, date(2026, 11, 1))
    assert refusal.value.field == "done_on"


def test_only_graffiti_has_a_surface_and_a_tag(east: Cast) -> None:
    with pytest.raises(RecordRefused, match="Only graffiti has a surface"):
        seen(east, sort="litter", tag="")
    assert seen(east, sort="litter", tag="", surface="").sort == "litter"


def test_what_a_step_changes_by_its_kinds_own_rules_is_in_the_audit_and_the_history(east: Cast) -> None:
    row = removed(seen(east), east, date(2026, 11, 3))
    by = as_role(east, "contributor")

    row = move_record(record=row, move="reopen", version=row.version, reason="It is back.", by=by, now=NOW)

    assert row.done_on is None
    entry = Entry.objects.filter(event="record.moved").order_by("-sequence")[0]
    assert (entry.before["done_on"], entry.after["done_on"]) == ("2026-11-03", None)
    assert "done_on" in row.events.order_by("-pk")[0].fields
