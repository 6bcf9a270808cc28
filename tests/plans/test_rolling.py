"""What holds when a plan is carried into the next year: each line keeps its ref, and no ref is ever another line's."""

from __future__ import annotations

from datetime import date

import pytest

from frankpledge.partners.changes.people import add_correspondent
from frankpledge.partners.refusals import Refused
from frankpledge.plans.changes.amendments import approve_amendment
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.plans.changes.objectives import ObjectiveWords, add_objective, edit_objective, remove_objective
from frankpledge.plans.changes.owners import set_owner
from frankpledge.plans.changes.rolling import Carry, Decision, Fate, next_words, roll_over
from frankpledge.plans.changes.steps import Mark, MilestoneWords, add_milestone, mark_milestone
from frankpledge.plans.changes.updates import write_update
from frankpledge.plans.models import Action, Milestone, Objective, Plan, QuarterUpdate
from frankpledge.plans.queries.accountability import Sign, accountability_of, count_too
from frankpledge.plans.queries.comparison import compare_versions, usual_side, version_of
from frankpledge.plans.queries.documents import plan_document
from frankpledge.plans.queries.lineage import lines_of
from tests.people import NOW, Cast
from tests.plans.living import TODAY, adopt, adopted, machine, proposed, who
from tests.plans.sowing import objective, sow


def carried(there: Cast, plan: Plan, **fates: Decision) -> Plan:
    """Next year's plan; ``fates`` by ref, with an underscore for the dot: ``o1_1=Decision(...)``."""
    refs = {f"o{row.ref.replace('.', '_')}": row.pk for row in Objective.objects.filter(section__plan=plan)}
    decisions = {refs[name]: decision for name, decision in fates.items()}
    return roll_over(plan=plan, words=next_words(plan), decisions=decisions, by=machine(there), now=NOW)


def test_a_line_goes_on_under_its_ref_with_its_actions_and_leads_and_none_of_its_updates(east: Cast) -> None:
    plan = adopted(east)
    old = objective(plan, "1.1")
    write_update(objective=old, quarter="Q1", text="Begun", version=0, by=who(east["manager"], east), now=NOW)

    new = carried(east, plan)

    row = objective(new, "1.1")
    assert (row.lineage, row.previous, row.standing) == (old.lineage, old, "continued")
    assert [(a.text, a.parent.text if a.parent else "") for a in Action.objects.filter(objective=row)] == [
        (a.text, a.parent.text if a.parent else "") for a in Action.objects.filter(objective=old)
    ]
    assert row.parties.get(capacity="lead").agency == east.council
    assert not QuarterUpdate.objects.filter(objective__section__plan=new).exists()
    assert (new.state, new.previous, new.starts_on) == ("draft", plan, date(2027, 4, 1))


def test_a_retired_line_says_why_and_its_ref_is_never_used_again(east: Cast) -> None:
    plan = adopted(east)
    with pytest.raises(PlanRefused, match="why"):
        carried(east, plan, o1_1=Decision(Fate.RETIRED, " "))

    new = carried(east, plan, o1_1=Decision(Fate.RETIRED, "Done"))

    assert new.retirements.get().reason == "Done"
    section = new.sections.get(number="1")
    with pytest.raises(PlanRefused, match="never used again"):
        add_objective(section=section, ref="1.1", words=ObjectiveWords("New"), by=machine(east), now=NOW)
    made = add_objective(section=section, ref="1.2", words=ObjectiveWords("New"), by=machine(east), now=NOW)
    assert made.standing == "new"


def test_a_ref_taken_away_one_year_is_refused_in_every_other(east: Cast) -> None:
    plan = sow(east)
    remove_objective(objective=objective(plan, "2.2"), version=1, by=machine(east), now=NOW)
    new = carried(east, adopt(plan, machine(east)))

    with pytest.raises(PlanRefused, match="taken away"):
        add_objective(
            section=new.sections.get(number="2"), ref="2.2", words=ObjectiveWords("X"), by=machine(east), now=NOW
        )


def test_a_line_that_goes_on_as_it_was_and_is_rewritten_is_modified(east: Cast) -> None:
    row = objective(carried(east, adopted(east)), "2.1")

    edit_objective(objective=row, words=ObjectiveWords("Other words"), version=1, by=machine(east), now=NOW)

    assert objective(row.section.plan, "2.1").standing == "modified"


def test_owners_and_milestones_still_to_do_go_along_as_chosen(east: Cast) -> None:
    plan, by = adopted(east), machine(east)
    row = objective(plan, "1.1")
    set_owner(objective=row, owner=east["contributor"], deputy=east["manager"], version=1, by=by, now=NOW)
    for text in ("Done", "Open"):
        made = add_milestone(objective=row, words=MilestoneWords(text, date(2026, 6, 30)), by=by, now=NOW)
        if text == "Done":
            mark_milestone(
                milestone=made, mark=Mark.DONE, on=date(2026, 6, 1), note="", version=1, by=by, now=NOW, today=TODAY
            )

    new = roll_over(
        plan=plan, words=next_words(plan), decisions={}, carry=frozenset({Carry.MILESTONES}), by=by, now=NOW
    )

    assert objective(new, "1.1").owner is None
    assert [each.text for each in Milestone.objects.filter(objective__section__plan=new)] == ["Open"]


def test_a_plan_is_carried_over_once_and_not_while_it_is_a_draft(east: Cast) -> None:
    plan = sow(east)
    with pytest.raises(PlanRefused, match="Adopt"):
        carried(east, plan)
    adopt(plan, machine(east))
    carried(east, plan)

    with pytest.raises(PlanRefused, match="already"):
        carried(east, plan)


def test_the_lines_of_three_years_stand_side_by_side(east: Cast) -> None:
    first = adopted(east)
    second = carried(east, first, o2_2=Decision(Fate.RETIRED, "Done"), o2_1=Decision(Fate.MODIFIED))
    third = carried(east, adopt(second, machine(east)))

    found = lines_of(second)

    assert list(found.plans) == [first, second, third]
    words = {line.ref: [year.word for year in line.years] for line in found.lines}
    assert words["2.1"] == ["", "modified", "continued"]
    assert words["2.2"] == ["", "retired", ""]


def test_another_years_objectives_are_compared_by_their_lines(east: Cast) -> None:
    first = adopted(east)
    second = carried(east, first, o2_2=Decision(Fate.RETIRED, "Done"))
    row = objective(second, "2.1")
    edit_objective(objective=row, words=ObjectiveWords("Not one word as before"), version=1, by=machine(east), now=NOW)
    before, after = version_of(second, usual_side(second)), version_of(second, "now")
    assert before is not None
    assert after is not None

    found = {(row.part, row.field, row.word) for row in compare_versions(before, after).rows}

    assert ("Objective 2.1", "objective", "changed") in found
    assert ("Objective 2.2", "objective", "removed") in found
    assert not [part for part, _, word in found if word == "added"]


def test_an_edition_compared_with_the_plan_shows_what_an_amendment_changed(east: Cast) -> None:
    plan = adopted(east)
    waiting = proposed(plan, who(east["lead_officer"], east))
    approve_amendment(amendment=waiting, version=waiting.version, by=who(east["manager"], east), now=NOW)
    write_update(objective=objective(plan, "1.1"), quarter="Q1", text="Begun", version=0, by=machine(east), now=NOW)
    before, after = version_of(plan, "edition-1"), version_of(plan, "now")
    assert before is not None
    assert after is not None

    assert [row.field for row in compare_versions(before, after).rows] == ["objective"]
    assert [row.field for row in compare_versions(before, after, progress=True).rows] == ["objective", "Q1"]
    assert plan_document(plan).sections == after.document.sections


def test_nobody_everybody_and_the_quiet_are_told_apart(east: Cast) -> None:
    plan = adopted(east)
    write_update(
        objective=objective(plan, "2.1"), quarter="Q2", text="Begun", version=0, by=who(east["other_lead"], east),
        now=NOW,
    )  # fmt: skip
    write_update(objective=objective(plan, "1.1"), quarter="Q2", text="Chased", version=0, by=machine(east), now=NOW)

    found = accountability_of(plan, TODAY)

    assert [row.ref for row in found.nobody] == ["2.2"]
    assert [row.ref for row in found.collective] == ["3.1"]
    assert [row.ref for row in found.quiet] == ["1.1"]
    assert [row.ref for row in accountability_of(plan, date(2026, 6, 1)).quiet] == []


def test_a_room_above_can_count_its_own_signs_of_life(east: Cast) -> None:
    plan = adopted(east)
    row = objective(plan, "1.1")
    count_too("values", lambda plan: [Sign(row.pk, east["contributor"].audit_key, TODAY)])
    try:
        found = accountability_of(plan, TODAY)
    finally:
        count_too("values", lambda plan: [])

    assert "values" in found.counted
    assert row.pk not in {each.pk for each in found.quiet}


def test_a_contact_has_no_password_and_can_own_an_objective(east: Cast) -> None:
    manager = who(east["manager"], east)
    said = {"name": "Una Letter", "agency": east.police, "starts_on": TODAY, "by": manager, "now": NOW}
    contact = add_correspondent(email="una@police.example", **said)  # type: ignore[arg-type]
    row = objective(adopted(east), "2.1")

    set_owner(objective=row, owner=contact.user, deputy=None, version=1, by=manager, now=NOW)

    assert not contact.user.has_usable_password()
    assert contact.role_key == "contributor"
    with pytest.raises(Refused):
        add_correspondent(email="una@police.example", **said)  # type: ignore[arg-type]


def test_somebody_of_another_partnership_owns_nothing_here(east: Cast, west: Cast) -> None:
    with pytest.raises(PlanRefused):
        set_owner(
            objective=objective(sow(east), "1.1"), owner=west["manager"], deputy=None, version=1, by=machine(east),
            now=NOW,
        )  # fmt: skip
