"""What a changed document changes, and what accepting some, all or none of it makes."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.plandocs.differences import Change, apply, differences, meaning
from frankpledge.plandocs.model import Objective, PlanDocument, Section
from tests.plandocs.made_up import PLAN


def plan_of(*sections: Section) -> PlanDocument:
    return PlanDocument("Plan", "2024", sections=sections)


LOCKS = Objective("1.1", "Fit locks to every house in the estate")
LAMPS = Objective("1.2", "Mend the lamps along the river path")
TALKS = Objective("1.3", "Talk with young people about knives")
BEFORE = plan_of(Section("1", "Places", objectives=(LOCKS, LAMPS, TALKS)))


def shown(old: PlanDocument, new: PlanDocument) -> list[tuple[str, str, str]]:
    return [(one.kind.value, one.ref, one.field) for one in differences(old, new)]


@settings(deadline=None, max_examples=120)
@given(PLAN, PLAN)
def test_accepting_everything_makes_the_new_plan(old: PlanDocument, new: PlanDocument) -> None:
    made = apply(old, differences(old, new))

    assert meaning(made).sections == meaning(new).sections
    assert (made.title, made.period, made.preamble) == (new.title, new.period, new.preamble)


@settings(deadline=None, max_examples=50)
@given(PLAN, PLAN)
def test_accepting_nothing_leaves_the_old_plan(old: PlanDocument, new: PlanDocument) -> None:
    differences(old, new)

    assert apply(old, ()) == old


@settings(deadline=None, max_examples=50)
@given(PLAN)
def test_a_plan_does_not_differ_from_itself(plan: PlanDocument) -> None:
    assert differences(plan, plan) == ()


@settings(deadline=None, max_examples=80)
@given(PLAN, PLAN, st.randoms(use_true_random=False))
def test_accepting_some_never_fails_and_loses_no_objective_not_removed(
    old: PlanDocument, new: PlanDocument, chance: random.Random
) -> None:
    found = [one for one in differences(old, new) if chance.random() < 0.5]

    made = apply(old, found)

    added = sum(one.kind is Change.ADDED and not one.field for one in found)
    removed = sum(one.kind is Change.REMOVED and not one.field for one in found)
    assert _count(made) == _count(old) + added - removed


def _count(plan: PlanDocument) -> int:
    return sum(len(section.objectives) for section in plan.sections)


@settings(deadline=None, max_examples=50)
@given(PLAN, PLAN)
def test_every_difference_has_a_key_of_its_own(old: PlanDocument, new: PlanDocument) -> None:
    keys = [one.key for one in differences(old, new)]

    assert len(keys) == len(set(keys))


def test_a_row_put_in_at_the_top_changes_refs_and_not_wording() -> None:
    new = Objective("1.1", "Count the empty shops")
    moved_down = tuple(replace(one, ref=f"1.{number}") for number, one in enumerate((LOCKS, LAMPS, TALKS), 2))

    found = shown(BEFORE, plan_of(Section("1", "Places", objectives=(new, *moved_down))))

    assert found == [
        ("added", "1.1", ""),
        ("changed", "1.1", "ref"),
        ("changed", "1.2", "ref"),
        ("changed", "1.3", "ref"),
    ]


def test_a_reworded_objective_is_the_same_objective() -> None:
    reworded = replace(LAMPS, objective="Mend all the lamps along the river path by May")

    found = shown(BEFORE, plan_of(Section("1", "Places", objectives=(LOCKS, reworded, TALKS))))

    assert found == [("changed", "1.2", "objective")]


def test_an_update_typed_into_the_document_is_one_difference_with_its_quarter() -> None:
    updated = replace(LOCKS, updates={"Q2": "Forty fitted"})

    (found,) = differences(BEFORE, plan_of(Section("1", "Places", objectives=(updated, LAMPS, TALKS))))

    assert (found.field, found.before, found.after) == ("Q2", "", "Forty fitted")


def test_one_objective_moved_up_is_one_difference() -> None:
    assert shown(BEFORE, plan_of(Section("1", "Places", objectives=(TALKS, LOCKS, LAMPS)))) == [("moved", "1.3", "")]


def test_where_a_row_stands_in_the_file_is_no_difference() -> None:
    elsewhere = replace(LOCKS, place="table 9", verbatim="Fit  locks")

    assert shown(BEFORE, plan_of(Section("1", "Places", objectives=(elsewhere, LAMPS, TALKS)))) == []


def test_an_objective_in_a_new_section_brings_the_section_with_it() -> None:
    new = plan_of(Section("1", "Places", objectives=(LOCKS, LAMPS)), Section("2", "People", objectives=(TALKS,)))
    only_the_objective = [one for one in differences(BEFORE, new) if one.ref == "1.3"]

    made = apply(BEFORE, only_the_objective)

    assert [section.title for section in made.sections] == ["Places", "People"]
