"""What holds when a plan's shape is changed: who may, what is refused, and what the audit keeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.plans.changes.holding import GoneMeanwhile, PlanRefused
from frankpledge.plans.changes.objectives import ObjectiveWords, add_objective, edit_objective, remove_objective
from frankpledge.plans.changes.plans import PlanWords, edit_plan, start_plan
from frankpledge.plans.changes.sections import (
    SectionWords,
    Way,
    add_section,
    edit_section,
    move_objective,
    move_section,
    remove_section,
)
from frankpledge.plans.models import Objective, Plan, PlanFinding, Section
from frankpledge.plans.queries.structure import next_ref, next_section_number, outline
from tests.people import NOW, Cast
from tests.plans.sowing import objective, sow

Knows = Callable[[User, Cast], Access]
WORDS = PlanWords("Community Safety Action Plan", "2026-2027", date(2026, 4, 1))


def refs(plan: Plan) -> list[list[str]]:
    return [[line.ref for line in part.lines] for part in outline(plan)]


def test_an_empty_plan_is_started_under_the_name_of_its_year(east: Cast, access: Knows) -> None:
    plan = start_plan(words=WORDS, by=access(east["manager"], east), now=NOW)

    assert plan.slug == "2026-2027"
    assert plan.changed_by == east["manager"].audit_key
    assert Entry.objects.filter(event="plan.started", subject=str(plan.pk)).count() == 1


def test_two_plans_of_one_year_get_two_addresses_but_never_one_title(east: Cast, access: Knows) -> None:
    by = access(east["manager"], east)
    start_plan(words=WORDS, by=by, now=NOW)

    second = start_plan(words=PlanWords("Amended plan", "2026-2027", date(2026, 4, 1)), by=by, now=NOW)

    assert second.slug == "2026-2027-2"
    with pytest.raises(PlanRefused, match="already a plan"):
        start_plan(words=WORDS, by=by, now=NOW)


@pytest.mark.parametrize("period", ["add", "import", "Imports"])
def test_a_plan_never_takes_the_place_of_a_page(east: Cast, access: Knows, period: str) -> None:
    words = PlanWords("Odd plan", period, date(2026, 4, 1))

    plan = start_plan(words=words, by=access(east["manager"], east), now=NOW)

    assert plan.slug == f"{period.lower()}-2"


@pytest.mark.parametrize(
    "role", ["administrator", "chair", "lead_officer", "contributor", "analyst", "scrutiny", "auditor"]
)
def test_only_the_manager_changes_the_shape_of_the_plan(east: Cast, access: Knows, role: str) -> None:
    plan = sow(east)
    section = plan.sections.get(number="1")
    by = access(east[role], east)
    tries: list[Callable[[], object]] = [
        lambda: start_plan(words=WORDS, by=by, now=NOW),
        lambda: edit_plan(plan=plan, words=WORDS, version=1, by=by, now=NOW),
        lambda: add_section(plan=plan, words=SectionWords("4", "More"), by=by, now=NOW),
        lambda: edit_section(section=section, words=SectionWords("1", "More"), version=1, by=by, now=NOW),
        lambda: move_section(section=section, way=Way.DOWN, by=by, now=NOW),
        lambda: remove_section(section=section, version=1, by=by, now=NOW),
        lambda: add_objective(section=section, ref="1.9", words=ObjectiveWords("More"), by=by, now=NOW),
        lambda: move_objective(objective=objective(plan, "1.1"), way=Way.DOWN, by=by, now=NOW),
        lambda: remove_objective(objective=objective(plan, "1.1"), version=1, by=by, now=NOW),
    ]
    before = Entry.objects.count()

    for attempt in tries:
        with pytest.raises(NotAllowed):
            attempt()

    assert Entry.objects.count() == before


def test_the_manager_next_door_changes_nothing_here(east: Cast, west: Cast, access: Knows) -> None:
    plan = sow(east)
    by = access(west["manager"], west)

    with pytest.raises(NotAllowed):
        edit_plan(plan=plan, words=WORDS, version=1, by=by, now=NOW)
    with pytest.raises(NotAllowed):
        edit_objective(objective=objective(plan, "1.1"), words=ObjectiveWords("Theirs"), version=1, by=by, now=NOW)

    assert objective(plan, "1.1").text.startswith("Tell people")


def test_a_section_is_added_at_the_end_with_the_next_number(east: Cast, access: Knows) -> None:
    plan = sow(east)
    number = next_section_number(plan)

    add_section(plan=plan, words=SectionWords(number, "Rural crime"), by=access(east["manager"], east), now=NOW)

    assert number == "4"
    assert [section.title for section in plan.sections.all()][-1] == "Rural crime"


def test_two_sections_never_have_one_number(east: Cast, access: Knows) -> None:
    plan = sow(east)
    by = access(east["manager"], east)

    with pytest.raises(PlanRefused, match="already a section 2") as refused:
        edit_section(section=plan.sections.get(number="1"), words=SectionWords("2", "Fear"), version=1, by=by, now=NOW)

    assert refused.value.field == "number"
    with pytest.raises(PlanRefused):
        add_section(plan=plan, words=SectionWords("2", "Again"), by=by, now=NOW)


def test_sections_and_objectives_move_one_place_and_stop_at_the_ends(east: Cast, access: Knows) -> None:
    plan = sow(east, objectives=3)
    by = access(east["manager"], east)

    move_section(section=plan.sections.get(number="3"), way=Way.UP, by=by, now=NOW)
    move_objective(objective=objective(plan, "1.1"), way=Way.DOWN, by=by, now=NOW)

    assert refs(plan) == [["1.2", "1.1", "1.3"], ["3.1"], ["2.1", "2.2"]]
    assert not move_section(section=plan.sections.get(number="1"), way=Way.UP, by=by, now=NOW)
    assert not move_objective(objective=objective(plan, "1.2"), way=Way.UP, by=by, now=NOW)


def test_an_objective_at_its_sections_edge_moves_into_the_next_and_keeps_its_ref(east: Cast, access: Knows) -> None:
    plan = sow(east)
    by = access(east["manager"], east)

    move_objective(objective=objective(plan, "2.1"), way=Way.UP, by=by, now=NOW)
    move_objective(objective=objective(plan, "2.2"), way=Way.DOWN, by=by, now=NOW)

    assert refs(plan) == [["1.1", "2.1"], [], ["2.2", "3.1"]]


def test_a_section_with_objectives_is_not_taken_away(east: Cast, access: Knows) -> None:
    plan = sow(east)
    by = access(east["manager"], east)

    with pytest.raises(PlanRefused, match="objectives away first"):
        remove_section(section=plan.sections.get(number="1"), version=1, by=by, now=NOW)

    assert plan.sections.count() == 3


def test_an_empty_section_is_taken_away_and_the_audit_keeps_its_words(east: Cast, access: Knows) -> None:
    plan = sow(east)
    by = access(east["manager"], east)
    section = add_section(plan=plan, words=SectionWords("4", "A mistake"), by=by, now=NOW)

    remove_section(section=section, version=1, by=by, now=NOW)

    assert not Section.objects.filter(pk=section.pk).exists()
    assert Entry.objects.get(event="section.removed").before["title"] == "A mistake"  # type: ignore[index]


def test_an_objective_taken_away_stays_in_the_audit_without_its_officers(east: Cast, access: Knows) -> None:
    plan = sow(east)

    remove_objective(objective=objective(plan, "1.1"), version=1, by=access(east["manager"], east), now=NOW)

    kept = Entry.objects.get(event="objective.removed").before
    assert kept is not None
    assert kept["actions"][0]["text"] == "Refer people to"
    assert "Canaryofficer" not in str(kept)
    assert not Objective.objects.filter(section__plan=plan, ref="1.1").exists()


def test_a_ref_is_never_used_again(east: Cast, access: Knows) -> None:
    plan = sow(east, objectives=2)
    by = access(east["manager"], east)
    section = plan.sections.get(number="1")
    remove_objective(objective=objective(plan, "1.2"), version=1, by=by, now=NOW)
    plan.refresh_from_db()

    assert next_ref(plan, section) == "1.3"
    with pytest.raises(PlanRefused, match="old papers"):
        add_objective(section=section, ref="1.2", words=ObjectiveWords("Another"), by=by, now=NOW)
    with pytest.raises(PlanRefused, match="already an objective"):
        add_objective(section=section, ref="1.1", words=ObjectiveWords("Another"), by=by, now=NOW)


def test_a_new_objective_has_blank_leads_and_is_found_to_lack_them(east: Cast, access: Knows) -> None:
    plan = sow(east)
    section = plan.sections.get(number="1")

    added = add_objective(
        section=section, ref="1.2", words=ObjectiveWords("Reduce fear"), by=access(east["manager"], east), now=NOW
    )

    codes = set(PlanFinding.objects.filter(objective=added).values_list("code", flat=True))
    assert {"no-target", "no-indicator", "no-owner", "no-group", "no-action"} <= codes


def test_a_change_to_a_thing_edited_meanwhile_is_held_back(east: Cast, access: Knows) -> None:
    plan = sow(east)
    by = access(east["manager"], east)
    seen = objective(plan, "1.1")
    edit_objective(objective=seen, words=ObjectiveWords("First"), version=1, by=by, now=NOW)

    with pytest.raises(EditedMeanwhile) as met:
        edit_objective(objective=seen, words=ObjectiveWords("Second"), version=1, by=by, now=NOW)

    assert met.value.current.text == "First"
    assert objective(plan, "1.1").text == "First"


def test_a_change_to_a_thing_taken_away_meanwhile_is_held_back(east: Cast, access: Knows) -> None:
    plan = sow(east)
    by = access(east["manager"], east)
    seen = objective(plan, "1.1")
    remove_objective(objective=seen, version=1, by=by, now=NOW)

    with pytest.raises(GoneMeanwhile):
        edit_objective(objective=seen, words=ObjectiveWords("Late"), version=1, by=by, now=NOW)


def test_mending_what_was_found_takes_the_finding_away(east: Cast, access: Knows) -> None:
    plan = sow(east)
    row = objective(plan, "1.1")
    assert PlanFinding.objects.filter(objective=row, code="no-target").exists()

    edit_objective(
        objective=row,
        words=ObjectiveWords(row.text, target="Two meetings by March", indicator="Meetings held"),
        version=1,
        by=access(east["manager"], east),
        now=NOW,
    )

    assert not PlanFinding.objects.filter(objective=row, code__in=["no-target", "no-indicator"]).exists()
    plan.refresh_from_db()
    assert plan.changed_by == east["manager"].audit_key


def test_a_change_writes_down_only_what_changed(east: Cast, access: Knows) -> None:
    plan = sow(east)
    row = objective(plan, "2.1")

    edit_objective(
        objective=row,
        words=ObjectiveWords(row.text, target="20%"),
        version=1,
        by=access(east["manager"], east),
        now=NOW,
    )

    entry = Entry.objects.get(event="objective.changed")
    assert (entry.before, entry.after) == ({"target": "18%"}, {"target": "20%"})


def test_a_change_whose_audit_cannot_be_written_does_not_happen(
    east: Cast, access: Knows, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = sow(east)

    def broken(*_: object, **__: object) -> None:
        raise OSError("the audit is full")

    monkeypatch.setattr("frankpledge.plans.changes.objectives.log", broken)
    with pytest.raises(OSError, match="full"):
        edit_objective(
            objective=objective(plan, "1.1"),
            words=ObjectiveWords("Changed"),
            version=1,
            by=access(east["manager"], east),
            now=NOW,
        )

    assert objective(plan, "1.1").text.startswith("Tell people")
