"""Rows become what a changed document says, and lose neither their numbers nor their history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.partners.access import Access
from frankpledge.plandocs.differences import apply, meaning
from frankpledge.plandocs.model import Action, Objective, PlanDocument
from frankpledge.plans.importing import create_plan, directory_of
from frankpledge.plans.importing.comparing import compare
from frankpledge.plans.importing.reconciling import Reconciler
from frankpledge.plans.models import Action as ActionRow
from frankpledge.plans.models import Objective as ObjectiveRow
from frankpledge.plans.models import Plan, QuarterUpdate
from frankpledge.plans.queries.documents import plan_document
from tests.people import NOW, Cast
from tests.plans.documents import named, plan_documents, small_plan

AccessFor = Callable[[User, Cast], Access]


@pytest.fixture
def manager(east: Cast, access: AccessFor) -> Access:
    return access(east["manager"], east)


@pytest.fixture
def plan(manager: Access) -> Plan:
    return create_plan(document=small_plan(), partnership=manager.partnership, by=manager, now=NOW)


def becomes(plan: Plan, after: PlanDocument, by: Access) -> None:
    comparison = compare(plan, after)
    target = apply(comparison.before, [one.difference for one in comparison.shown])
    Reconciler(plan, directory_of(by.partnership), by, NOW).change(comparison.before, target)


def with_objective(document: PlanDocument, which: str, **changes: object) -> PlanDocument:
    """The document with one objective changed."""
    sections = tuple(
        replace(
            section,
            objectives=tuple(
                replace(each, **changes) if each.ref == which else each  # type: ignore[arg-type]
                for each in section.objectives
            ),
        )
        for section in document.sections
    )
    return replace(document, sections=sections)


def row(ref: str) -> ObjectiveRow:
    return ObjectiveRow.objects.get(ref=ref)


def test_the_same_document_changes_nothing(plan: Plan, manager: Access) -> None:
    before = Entry.objects.count()

    becomes(plan, plan_document(plan), manager)

    assert Entry.objects.count() == before
    assert set(ObjectiveRow.objects.values_list("version", flat=True)) == {1}


def test_a_changed_target_keeps_the_objectives_row(plan: Plan, manager: Access) -> None:
    number = row("1.1").pk

    becomes(plan, with_objective(plan_document(plan), "1.1", target="Three meetings"), manager)

    assert (row("1.1").pk, row("1.1").target, row("1.1").version) == (number, "Three meetings", 2)
    assert row("1.2").version == 1
    entry = Entry.objects.get(event="objective.changed")
    assert (entry.before, entry.after) == ({"target": "Two meetings"}, {"target": "Three meetings"})


def test_a_changed_update_is_a_new_version_of_its_cell(plan: Plan, manager: Access) -> None:
    becomes(plan, with_objective(plan_document(plan), "1.1", updates={"Q1": "Both held", "Q2": "Posters up"}), manager)

    first = QuarterUpdate.objects.get(quarter="Q1")
    assert [version.text for version in first.versions.all()] == ["Both held", "One meeting held"]
    assert QuarterUpdate.objects.get(quarter="Q2").version == 1


def test_an_update_that_goes_keeps_its_history(plan: Plan, manager: Access) -> None:
    becomes(plan, with_objective(plan_document(plan), "1.1", updates={}), manager)

    cell = QuarterUpdate.objects.get()
    assert (cell.text, cell.version) == ("", 2)
    assert cell.versions.filter(text="One meeting held").exists()


def test_an_action_whose_words_stay_keeps_its_row(plan: Plan, manager: Access) -> None:
    posters = ActionRow.objects.get(text="Put up posters").pk

    becomes(
        plan,
        with_objective(plan_document(plan), "1.1", actions=(Action("Write to schools"), Action("Put up posters"))),
        manager,
    )

    assert [(action.text, action.pk == posters) for action in row("1.1").actions.all()] == [
        ("Write to schools", False),
        ("Put up posters", True),
    ]


def test_changed_leads_are_resolved_again(east: Cast, plan: Plan, manager: Access) -> None:
    becomes(plan, with_objective(plan_document(plan), "1.2", leads=(named("Police"),)), manager)

    assert row("1.2").parties.get(capacity="lead").agency == east.police


def test_an_objective_moved_to_another_section_keeps_its_row(plan: Plan, manager: Access) -> None:
    document, number = plan_document(plan), row("1.2").pk
    first, second = document.sections
    moved = first.objectives[1]

    becomes(
        plan,
        replace(
            document,
            sections=(
                replace(first, objectives=first.objectives[:1]),
                replace(second, objectives=(moved, *second.objectives)),
            ),
        ),
        manager,
    )

    assert (row("1.2").pk, row("1.2").section.number, row("1.2").position) == (number, "2", 0)
    assert row("1.2").version == 1


def test_an_objective_with_a_new_ref_and_the_same_words_keeps_its_row(plan: Plan, manager: Access) -> None:
    number = row("1.2").pk

    becomes(plan, with_objective(plan_document(plan), "1.2", ref="1.7"), manager)

    assert row("1.7").pk == number


def test_a_removed_objective_leaves_its_words_in_the_audit_and_its_ref_unused(plan: Plan, manager: Access) -> None:
    document = plan_document(plan)
    first, second = document.sections

    becomes(plan, replace(document, sections=(replace(first, objectives=first.objectives[1:]), second)), manager)

    assert not ObjectiveRow.objects.filter(ref="1.1").exists()
    entry = Entry.objects.get(event="objective.removed")
    assert entry.before is not None
    assert entry.before["updates"] == {"Q1": "One meeting held"}
    plan.refresh_from_db()
    assert plan.retired_refs == ["1.1"]


def test_the_audit_of_a_removed_objective_forgets_the_officers_it_named(plan: Plan, manager: Access) -> None:
    document = plan_document(plan)

    becomes(plan, replace(document, sections=document.sections[:1]), manager)

    assert "A Person" not in str(Entry.objects.get(event="objective.removed").before)


def test_a_new_objective_and_a_new_section_are_added_in_their_places(plan: Plan, manager: Access) -> None:
    document = plan_document(plan)
    added = replace(document.sections[1], number="1a", title="NEW", objectives=(Objective("1a.1", "Do this too"),))

    becomes(plan, replace(document, sections=(document.sections[0], added, document.sections[1])), manager)

    assert [section.number for section in plan.sections.all()] == ["1", "1a", "2"]
    assert row("1a.1").section.title == "NEW"


@settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(before=plan_documents, after=plan_documents)
def test_any_plan_can_become_any_other(before: PlanDocument, after: PlanDocument, manager: Access) -> None:
    with transaction.atomic():
        plan = create_plan(document=before, partnership=manager.partnership, by=manager, now=NOW)

        becomes(plan, after, manager)

        plan.refresh_from_db()
        assert meaning(plan_document(plan)) == meaning(after)
        transaction.set_rollback(True)
