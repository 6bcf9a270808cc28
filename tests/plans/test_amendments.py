"""What holds of amendments: one person proposes, another decides, all of it is done or none, and nothing goes round."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.plandocs.model import PartyKind
from frankpledge.plans.changes.actions import ActionWords, set_actions
from frankpledge.plans.changes.amendments import (
    add_to_new,
    approve_amendment,
    make_or_collect,
    propose_amendment,
    refuse_amendment,
    take_step_out,
    withdraw_amendment,
)
from frankpledge.plans.changes.applying import AmendmentMisfits, rehearse
from frankpledge.plans.changes.collecting import COLLECTABLE
from frankpledge.plans.changes.holding import PlanIsAdopted, PlanIsClosed, PlanRefused, amending
from frankpledge.plans.changes.leads import Lead, set_leads
from frankpledge.plans.changes.life import close_plan
from frankpledge.plans.changes.objectives import ObjectiveWords, add_objective, edit_objective, remove_objective
from frankpledge.plans.changes.owners import set_owner
from frankpledge.plans.changes.plans import PlanWords, edit_plan
from frankpledge.plans.changes.sections import (
    SectionWords,
    Way,
    add_section,
    edit_section,
    move_objective,
    move_section,
    remove_section,
)
from frankpledge.plans.changes.updates import write_update
from frankpledge.plans.models import Action, Amendment, Edition, Objective, Plan
from frankpledge.plans.queries.documents import plan_document
from frankpledge.plans.queries.life import AMENDMENT_STEPS
from tests.people import NOW, Cast
from tests.plans.living import adopted, drafted, machine, proposed, undone, who
from tests.plans.sowing import objective, sow

NOBODY = Lead(PartyKind.BLANK)


def every_change(plan: Plan) -> dict[str, dict[str, Any]]:
    """Each change of the plan's words with arguments that would be good in a draft."""
    row, section = objective(plan, "1.1"), plan.sections.get(number="1")
    words = PlanWords("Another title", plan.period, plan.starts_on)
    return {
        "edit_plan": {"f": edit_plan, "plan": plan, "words": words, "version": plan.version},
        "add_section": {"f": add_section, "plan": plan, "words": SectionWords("9", "New")},
        "edit_section": {"f": edit_section, "section": section, "words": SectionWords("1", "X"), "version": 1},
        "move_section": {"f": move_section, "section": section, "way": Way.DOWN},
        "remove_section": {"f": remove_section, "section": section, "version": 1},
        "add_objective": {"f": add_objective, "section": section, "ref": "1.9", "words": ObjectiveWords("New")},
        "edit_objective": {"f": edit_objective, "objective": row, "words": ObjectiveWords("X"), "version": 1},
        "set_actions": {"f": set_actions, "objective": row, "actions": [ActionWords("X")], "version": 1},
        "set_leads": {
            "f": set_leads, "objective": row, "lead": NOBODY, "group": NOBODY, "people": (), "version": 1,
        },
        "move_objective": {"f": move_objective, "objective": row, "way": Way.DOWN},
        "remove_objective": {"f": remove_objective, "objective": row, "version": 1},
    }  # fmt: skip


def call(said: dict[str, Any], by: Access) -> None:
    said["f"](**{name: value for name, value in said.items() if name != "f"}, by=by, now=NOW)


def collect(plan: Plan, change: str, by: Access) -> Amendment:
    said = every_change(plan)[change]
    arguments = {name: value for name, value in said.items() if name not in ("f", "plan")}
    made = make_or_collect(said["f"], plan=plan, by=by, now=NOW, **arguments)
    assert isinstance(made, Amendment)
    return made


@pytest.mark.parametrize("closed", [False, True])
def test_no_change_of_an_adopted_plans_words_is_made_directly_by_anybody(east: Cast, closed: bool) -> None:
    plan = adopted(east)
    if closed:
        close_plan(plan=plan, on=NOW.date(), by=machine(east), now=NOW)
    before, refusal = plan_document(plan), PlanIsClosed if closed else PlanIsAdopted

    for by in (who(east["manager"], east), machine(east)):
        for said in every_change(plan).values():
            with pytest.raises(refusal):
                call(said, by)

    assert plan_document(plan) == before


def test_an_amendment_that_is_not_approved_opens_nothing(east: Cast) -> None:
    plan = adopted(east)
    waiting = proposed(plan, who(east["lead_officer"], east))
    by = amending(waiting, by=who(east["manager"], east))

    for said in every_change(plan).values():
        with pytest.raises(PlanIsAdopted):
            call(said, by)


def test_an_amendment_approved_before_opens_nothing_again(east: Cast) -> None:
    plan = adopted(east)
    manager = who(east["manager"], east)
    done = proposed(plan, who(east["lead_officer"], east))
    done = approve_amendment(amendment=done, version=done.version, by=manager, now=NOW)

    with pytest.raises(PlanIsAdopted):
        call(every_change(plan)["add_section"], amending(done, by=manager))


def test_every_change_can_be_collected_and_leaves_the_plan_alone_until_it_is_approved(east: Cast) -> None:
    plan, manager = adopted(east), who(east["manager"], east)
    before = plan_document(plan)

    for change in every_change(plan):
        draft = collect(plan, change, manager)

    assert Amendment.objects.count() == 1
    assert [step["change"] for step in draft.steps] == list(every_change(plan))
    assert plan_document(plan) == before


@pytest.mark.parametrize("change", sorted(set(COLLECTABLE) - {"remove_section"}))
def test_an_approved_amendment_does_what_the_same_change_does_to_a_draft(east: Cast, west: Cast, change: str) -> None:
    plan, other = adopted(east), sow(west)
    call(every_change(other)[change], machine(west))
    draft = collect(plan, change, who(east["manager"], east))
    rehearsed = rehearse(amendment=draft, by=who(east["manager"], east), now=NOW)
    manager, board = who(east["manager"], east), who(east["board"], east)
    draft = propose_amendment(amendment=draft, reason="Why not", version=draft.version, by=manager, now=NOW)

    approve_amendment(amendment=draft, version=draft.version, by=board, now=NOW)

    plan, other = (Plan.objects.get(pk=each.pk) for each in (plan, other))
    assert plan_document(plan) == plan_document(other) == rehearsed.after
    edition = Edition.objects.get(amendment=draft)
    assert (edition.number, edition.why) == (2, "Amendment 1: Why not")


def test_a_rehearsal_changes_nothing(east: Cast) -> None:
    plan, manager = adopted(east), who(east["manager"], east)
    draft = drafted(plan, manager)
    before = plan_document(plan)

    rehearsal = rehearse(amendment=draft, by=manager, now=NOW)

    assert rehearsal.before == before == plan_document(plan)
    assert rehearsal.after != before
    assert Amendment.objects.get().state == "draft"


def test_nobody_decides_what_they_proposed(east: Cast) -> None:
    manager = who(east["manager"], east)
    waiting = proposed(adopted(east), manager)

    for decide in (approve_amendment, refuse_amendment):
        with pytest.raises(PlanRefused, match="Somebody else"):
            decide(amendment=waiting, note="Yes", version=waiting.version, by=manager, now=NOW)

    waiting.refresh_from_db()
    assert waiting.state == "proposed"


def test_the_database_holds_proposer_and_decider_apart(east: Cast) -> None:
    waiting = proposed(adopted(east), who(east["manager"], east))

    for said in ({"decided_by": waiting.proposed_by}, {"decided_by": "command:x", "decider": east["manager"]}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Amendment.objects.filter(pk=waiting.pk).update(decided_at=NOW, **said)


def test_a_command_is_nobodys_excuse(east: Cast) -> None:
    plan = adopted(east)
    with pytest.raises(PlanRefused, match="command"):
        drafted(plan, machine(east))
    waiting = proposed(plan, who(east["manager"], east))

    with pytest.raises(PlanRefused, match="command"):
        approve_amendment(amendment=waiting, version=waiting.version, by=machine(east), now=NOW)


def test_a_refusal_gives_its_reason_and_changes_nothing(east: Cast) -> None:
    plan = adopted(east)
    before = plan_document(plan)
    waiting = proposed(plan, who(east["lead_officer"], east))
    board = who(east["board"], east)
    with pytest.raises(PlanRefused) as refusal:
        refuse_amendment(amendment=waiting, note=" ", version=waiting.version, by=board, now=NOW)
    assert refusal.value.field == "note"

    refused = refuse_amendment(amendment=waiting, note="Too soon", version=waiting.version, by=board, now=NOW)

    assert (refused.state, refused.decision_note, refused.edition) == ("refused", "Too soon", None)
    assert plan_document(plan) == before


def test_where_one_step_no_longer_fits_none_is_carried_out(east: Cast) -> None:
    plan, manager, lead = adopted(east), who(east["manager"], east), who(east["lead_officer"], east)
    board = who(east["board"], east)
    mine = collect(plan, "add_section", manager)
    mine = drafted(plan, manager)
    mine = propose_amendment(amendment=mine, reason="Mine", version=mine.version, by=manager, now=NOW)
    theirs = proposed(plan, lead, text="Tell people thrice")
    approve_amendment(amendment=theirs, version=theirs.version, by=board, now=NOW)
    before = plan_document(plan)

    with pytest.raises(AmendmentMisfits) as refusal:
        approve_amendment(amendment=mine, version=mine.version, by=board, now=NOW)

    assert [misfit.step for misfit in refusal.value.misfits] == [mine.steps[1]["id"]]
    assert plan_document(plan) == before
    assert Amendment.objects.get(pk=mine.pk).state == "proposed"


def test_what_is_changed_twice_in_one_draft_is_kept_as_it_last_read(east: Cast) -> None:
    plan, manager = adopted(east), who(east["manager"], east)
    drafted(plan, manager, text="First")
    draft = drafted(plan, manager, text="Second")

    assert [step["words"]["text"] for step in draft.steps] == ["Second"]


def test_words_actions_and_leads_of_one_objective_go_together(east: Cast) -> None:
    plan, manager = adopted(east), who(east["manager"], east)
    for change in ("edit_objective", "set_actions", "set_leads"):
        draft = collect(plan, change, manager)
    draft = propose_amendment(amendment=draft, reason="All at once", version=draft.version, by=manager, now=NOW)

    approve_amendment(amendment=draft, version=draft.version, by=who(east["board"], east), now=NOW)

    row = objective(plan, "1.1")
    assert (row.text, row.version) == ("X", 4)
    assert [action.text for action in Action.objects.filter(objective=row)] == ["X"]


def test_a_new_objective_comes_with_its_actions_and_its_lead(east: Cast) -> None:
    plan, manager = adopted(east), who(east["manager"], east)
    draft = collect(plan, "add_objective", manager)
    draft = add_to_new(draft, set_actions, actions=[ActionWords("Meet weekly")], by=manager, now=NOW)
    named = Lead(PartyKind.NAMED, agencies=(east.police,))
    draft = add_to_new(draft, set_leads, lead=named, group=NOBODY, people=(), by=manager, now=NOW)
    draft = propose_amendment(amendment=draft, reason="New", version=draft.version, by=manager, now=NOW)

    approve_amendment(amendment=draft, version=draft.version, by=who(east["board"], east), now=NOW)

    row = objective(plan, "1.9")
    assert [action.text for action in row.actions.all()] == ["Meet weekly"]
    assert row.parties.get(capacity="lead").agency == east.police


def test_taking_out_an_addition_takes_out_what_hangs_on_it(east: Cast) -> None:
    plan, manager = adopted(east), who(east["manager"], east)
    draft = collect(plan, "add_objective", manager)
    draft = add_to_new(draft, set_actions, actions=[ActionWords("Meet weekly")], by=manager, now=NOW)

    draft = take_step_out(amendment=draft, step=draft.steps[0]["id"], version=draft.version, by=manager, now=NOW)

    assert draft.steps == []


def test_words_seen_before_somebody_elses_amendment_are_not_collected_unseen(east: Cast) -> None:
    plan, board = adopted(east), who(east["board"], east)
    row = objective(plan, "1.1")
    theirs = proposed(plan, who(east["lead_officer"], east))
    approve_amendment(amendment=theirs, version=theirs.version, by=board, now=NOW)

    with pytest.raises(EditedMeanwhile):
        make_or_collect(
            edit_objective, plan=plan, by=who(east["manager"], east), now=NOW, objective=row,
            words=ObjectiveWords("Mine"), version=row.version,
        )  # fmt: skip


def test_a_lead_officer_proposes_for_what_their_agency_leads_and_for_nothing_else(east: Cast) -> None:
    plan = adopted(east)
    lead = who(east["lead_officer"], east)
    assert proposed(plan, lead).state == "proposed"

    with pytest.raises(NotAllowed):
        drafted(plan, lead, ref="2.1")
    with pytest.raises(NotAllowed):
        collect(plan, "add_section", lead)


@pytest.mark.parametrize("role", ["chair", "lead_officer", "contributor", "analyst", "administrator", "scrutiny"])
def test_an_amendment_is_decided_by_a_manager_or_the_board(east: Cast, role: str) -> None:
    waiting = proposed(adopted(east), who(east["manager"], east))

    with pytest.raises(NotAllowed):
        approve_amendment(amendment=waiting, version=waiting.version, by=who(east[role], east), now=NOW)


def test_what_is_not_the_plans_words_stays_free(east: Cast) -> None:
    plan = adopted(east)
    row = objective(plan, "1.1")

    write_update(objective=row, quarter="Q1", text="Begun", version=0, by=who(east["contributor"], east), now=NOW)
    set_owner(objective=row, owner=east["contributor"], deputy=None, version=1, by=who(east["manager"], east), now=NOW)

    assert Objective.objects.get(pk=row.pk).owner == east["contributor"]


def test_an_empty_or_reasonless_amendment_is_not_proposed(east: Cast) -> None:
    plan, manager = adopted(east), who(east["manager"], east)
    draft = drafted(plan, manager)
    with pytest.raises(PlanRefused) as refusal:
        propose_amendment(amendment=draft, reason=" ", version=draft.version, by=manager, now=NOW)
    assert refusal.value.field == "reason"

    draft = take_step_out(amendment=draft, step=draft.steps[0]["id"], version=draft.version, by=manager, now=NOW)
    with pytest.raises(PlanRefused, match="no change"):
        propose_amendment(amendment=draft, reason="Why", version=draft.version, by=manager, now=NOW)


MOVES: dict[str, Callable[[Amendment, Access, Access], Any]] = {
    "propose": lambda row, mine, _: propose_amendment(amendment=row, reason="R", version=row.version, by=mine, now=NOW),
    "withdraw": lambda row, mine, _: withdraw_amendment(amendment=row, version=row.version, by=mine, now=NOW),
    "approve": lambda row, _, board: approve_amendment(amendment=row, version=row.version, by=board, now=NOW),
    "refuse": lambda row, _, board: refuse_amendment(amendment=row, note="N", version=row.version, by=board, now=NOW),
}


@given(taken=st.lists(st.sampled_from(sorted(MOVES)), max_size=6))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_order_of_moves_leads_an_amendment_off_its_path(east: Cast, taken: list[str]) -> None:
    with undone():
        plan = adopted(east)
        mine, board = who(east["manager"], east), who(east["board"], east)
        row, state = drafted(plan, mine), "draft"
        for slug in taken:
            step = next((each for each in AMENDMENT_STEPS if each.slug == slug and each.before == state), None)
            row.refresh_from_db()
            if step is None:
                with pytest.raises(PlanRefused):
                    MOVES[slug](row, mine, board)
            else:
                MOVES[slug](row, mine, board)
                state = step.after
            row.refresh_from_db()
            assert row.state == state
        assert (objective(plan, "1.1").text == "Tell people twice") is (state == "approved")
        assert (row.edition is not None) is (state == "approved")
