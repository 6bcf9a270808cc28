"""Every objective of the example plan is called for by the words of at least one kind."""

from __future__ import annotations

from frankpledge.delivery.models import KINDS
from frankpledge.delivery.suggesting import hits
from frankpledge.plandocs.checking import check
from frankpledge.plans.demonstration import EXAMPLE, example

OBJECTIVES = 37


def test_each_of_the_example_plans_objectives_has_a_kind_that_records_it() -> None:
    plan = check(example().read_bytes(), EXAMPLE, seconds=60).plan
    objectives = [each for section in plan.sections for each in section.objectives]
    without = {
        each.ref: each.objective
        for each in objectives
        if not any(
            hits(kind.words, " ".join([each.objective, *(action.text for action in each.actions)])) for kind in KINDS
        )
    }

    assert len(objectives) == OBJECTIVES
    assert without == {}
