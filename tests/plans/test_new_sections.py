"""One amendment may add a section together with its objectives: all of it is approved at once, or none of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from frankpledge.accounts.models import User
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.plandocs.model import PartyKind
from frankpledge.plans.changes.actions import ActionWords, set_actions
from frankpledge.plans.changes.amendments import (
    add_to_new,
    add_to_new_section,
    approve_amendment,
    make_or_collect,
    propose_amendment,
    refuse_amendment,
    take_step_out,
)
from frankpledge.plans.changes.applying import AmendmentMisfits, rehearse
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.plans.changes.leads import Lead, set_leads
from frankpledge.plans.changes.objectives import ObjectiveWords, add_objective, remove_objective
from frankpledge.plans.changes.sections import SectionWords, add_section
from frankpledge.plans.models import Amendment, Edition, Plan, Section
from frankpledge.plans.queries.documents import plan_document
from tests.people import NOW, Cast
from tests.plans.living import adopted, who
from tests.plans.sowing import objective

SignedIn = Callable[[User], Client]
NOBODY = Lead(PartyKind.BLANK)


def with_section(plan: Plan, by: Access, number: str = "4") -> Amendment:
    made = make_or_collect(add_section, plan=plan, by=by, now=NOW, words=SectionWords(number, "Rural crime"))
    assert isinstance(made, Amendment)
    return made


def with_objective(draft: Amendment, by: Access, ref: str = "4.1", step: int = 1) -> Amendment:
    return add_to_new_section(
        amendment=draft, step=step, ref=ref, words=ObjectiveWords(f"Fewer hares coursed, {ref}"), by=by, now=NOW
    )


def whole(plan: Plan, cast: Cast, by: Access) -> Amendment:
    """A proposed section with two objectives, of which the first says what it does and who leads it."""
    draft = with_objective(with_section(plan, by), by)
    draft = add_to_new(draft, set_actions, actions=[ActionWords("Patrol at night")], by=by, now=NOW)
    lead = Lead(PartyKind.NAMED, agencies=(cast.police,))
    draft = add_to_new(draft, set_leads, lead=lead, group=NOBODY, people=(), by=by, now=NOW)
    draft = with_objective(draft, by, "4.2")
    return propose_amendment(amendment=draft, reason="The board asked", version=draft.version, by=by, now=NOW)


def test_a_new_section_comes_with_its_objectives_their_actions_and_leads_in_one_edition(east: Cast) -> None:
    plan, board = adopted(east), who(east["board"], east)
    waiting = whole(plan, east, who(east["manager"], east))
    rehearsed = rehearse(amendment=waiting, by=board, now=NOW)

    approve_amendment(amendment=waiting, version=waiting.version, by=board, now=NOW)

    section = Section.objects.get(plan=plan, number="4")
    assert [row.ref for row in section.objectives.order_by("position")] == ["4.1", "4.2"]
    first = objective(plan, "4.1")
    assert [action.text for action in first.actions.all()] == ["Patrol at night"]
    assert first.parties.get(capacity="lead").agency == east.police
    assert plan_document(Plan.objects.get(pk=plan.pk)) == rehearsed.after
    assert Edition.objects.filter(plan=plan).count() == 2


def test_a_refusal_leaves_neither_the_section_nor_its_objectives(east: Cast) -> None:
    plan, board = adopted(east), who(east["board"], east)
    before = plan_document(plan)
    waiting = whole(plan, east, who(east["manager"], east))

    refuse_amendment(amendment=waiting, note="Not this year", version=waiting.version, by=board, now=NOW)

    assert plan_document(Plan.objects.get(pk=plan.pk)) == before
    assert not Section.objects.filter(plan=plan, number="4").exists()


def test_where_the_section_no_longer_fits_none_of_its_objectives_is_added(east: Cast) -> None:
    plan, board = adopted(east), who(east["board"], east)
    waiting = whole(plan, east, who(east["manager"], east))
    Section.objects.create(plan=plan, number="4", title="Somebody was quicker", position=9)

    with pytest.raises(AmendmentMisfits) as refusal:
        approve_amendment(amendment=waiting, version=waiting.version, by=board, now=NOW)

    assert {misfit.step for misfit in refusal.value.misfits} == {step["id"] for step in waiting.steps}
    assert not plan.sections.filter(objectives__ref__startswith="4.").exists()


@pytest.mark.parametrize("ref", ["1.1", "4.1"])
def test_a_ref_is_given_once_in_the_plan_and_in_the_draft(east: Cast, ref: str) -> None:
    plan, manager = adopted(east), who(east["manager"], east)
    draft = with_objective(with_section(plan, manager), manager)

    with pytest.raises(PlanRefused) as refusal:
        with_objective(draft, manager, ref)

    assert refusal.value.field == "ref"
    draft.refresh_from_db()
    assert len(draft.steps) == 2


def test_the_ref_of_an_objective_that_was_taken_away_is_never_given_again(east: Cast) -> None:
    plan, manager, board = adopted(east), who(east["manager"], east), who(east["board"], east)
    row = objective(plan, "2.2")
    gone = make_or_collect(remove_objective, plan=plan, by=manager, now=NOW, objective=row, version=row.version)
    gone = propose_amendment(amendment=gone, reason="Done", version=gone.version, by=manager, now=NOW)
    approve_amendment(amendment=gone, version=gone.version, by=board, now=NOW)
    section = Section.objects.get(plan=plan, number="2")
    draft = with_section(plan, manager)

    with pytest.raises(PlanRefused, match="old papers"):
        with_objective(draft, manager, "2.2")
    with pytest.raises(PlanRefused, match="old papers"):
        make_or_collect(
            add_objective, plan=plan, by=manager, now=NOW, section=section, ref="2.2", words=ObjectiveWords("Again")
        )


def test_taking_the_section_out_takes_out_all_that_hangs_on_it_and_nothing_else(east: Cast) -> None:
    plan, manager = adopted(east), who(east["manager"], east)
    draft = with_objective(with_section(plan, manager), manager)
    draft = add_to_new(draft, set_actions, actions=[ActionWords("Patrol")], by=manager, now=NOW)
    draft = with_section(plan, manager, "5")
    last = draft.steps[-1]
    draft = with_objective(draft, manager, "5.1", last["id"])

    left = take_step_out(amendment=draft, step=1, version=draft.version, by=manager, now=NOW)

    assert [(step["change"], step["of"]) for step in left.steps] == [
        ("add_section", {"plan": plan.pk}),
        ("add_objective", {"step": last["id"]}),
    ]


def test_nothing_is_added_to_a_step_that_adds_no_section_or_is_somebody_elses(east: Cast) -> None:
    plan, manager = adopted(east), who(east["manager"], east)
    draft = with_objective(with_section(plan, manager), manager)

    for step in (2, 9):
        with pytest.raises(PlanRefused, match="taken out"):
            with_objective(draft, manager, "4.2", step)
    with pytest.raises(NotAllowed):
        with_objective(draft, who(east["lead_officer"], east), "4.2")
    with pytest.raises(PlanRefused, match="somebody else"):
        with_objective(draft, replace(manager, actor=east["board"], user_id=east["board"].pk), "4.2")


def test_the_pages_lead_from_a_new_section_to_its_objectives_and_to_approval(east: Cast, signed_in: SignedIn) -> None:
    plan, manager, board = adopted(east), signed_in(east["manager"]), signed_in(east["board"])
    there = "/p/east/plans/2026-2027/"
    manager.post(f"{there}sections/add/", {"number": "4", "title": "Rural crime"})
    draft = Amendment.objects.get()
    add = f"{draft.get_absolute_url()}sections/1/objectives/add/"
    assert f'href="{add}"' in manager.get(draft.get_absolute_url()).content.decode()
    form = manager.get(add)
    assert form.context["form"]["ref"].value() == "4.1"
    assert manager.get(f"{there}sections/add/").context["form"]["number"].value() == "5"

    said = {
        "ref": "4.1",
        "text": "Fewer hares coursed",
        "actions": "Patrol\nTell farmers",
        "agencies": [east.police.pk],
    }
    answer = manager.post(add, said)

    assert answer.url == draft.get_absolute_url()
    shown = " ".join(manager.get(answer.url).content.decode().split())
    assert "Add objective 4.1 to the new section 4" in shown
    assert "Change objective 4.1: its actions" in shown
    assert "Tell farmers" in shown
    assert manager.get(add).context["form"]["ref"].value() == "4.2"
    again = manager.post(add, said)
    assert (again.status_code, "adds an objective 4.1 already" in again.content.decode()) == (422, True)
    draft.refresh_from_db()
    manager.post(f"{answer.url}propose/", {"reason": "The board asked", "version": draft.version})
    draft.refresh_from_db()
    board.post(f"{answer.url}decide/", {"decision": "approve", "note": "", "version": draft.version})
    assert objective(plan, "4.1").section.title == "Rural crime"
    assert manager.get(add).status_code == 404


def test_a_ref_that_a_draft_gives_is_not_offered_again_in_a_section_there_is(east: Cast, signed_in: SignedIn) -> None:
    plan, manager = adopted(east), signed_in(east["manager"])
    section = Section.objects.get(plan=plan, number="2")
    add = f"/p/east/plans/2026-2027/sections/{section.pk}/objectives/add/"

    manager.post(add, {"ref": "2.3", "text": "Fewer bicycles stolen"})

    assert manager.get(add).context["form"]["ref"].value() == "2.4"
