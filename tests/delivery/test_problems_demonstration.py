"""The made-up year of problems can be recorded from beginning to end, whatever crime files there are."""

from __future__ import annotations

from typing import Any

import pytest

from frankpledge.delivery.demonstration import Made
from frankpledge.delivery.demonstration.problems import PROBLEMS
from frankpledge.delivery.models import KINDS, Evaluation, Problem
from frankpledge.partners.access import access_by_command
from tests.people import NOW, Cast


@pytest.mark.django_db
def test_every_made_up_record_of_problem_solving_can_be_recorded(east: Cast) -> None:
    made = Made(access_by_command("demo", east.partnership), NOW)

    rows: list[Any] = [made.record(done) for done in PROBLEMS]

    assert None not in rows
    kinds = {"problems", "taskings", "operations", "equipment", "prevention", "hand-offs"}
    assert {row.kind for row in rows} == kinds
    assert all(row.title == done.title for row, done in zip(rows, PROBLEMS, strict=True))
    tarantula = next(row for row in rows if row.title == "Operation Tarantula")
    assert tarantula.state == "closed"
    assert {one.state for one in Evaluation.objects.all()} == {"missing"}  # nothing is loaded here, and it says so
    assert Problem.objects.filter(state="closed").count() == 1
    assert set(KINDS.slugs()) >= {row.kind for row in rows}
