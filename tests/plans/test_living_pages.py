"""The pages of a plan's life: collecting a change, deciding it, comparing, and taking lists away."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.documents.changes import start_reading, store_document
from frankpledge.plandocs.model import PlanDocument, Reading
from frankpledge.plans.changes.amendments import approve_amendment, propose_amendment
from frankpledge.plans.changes.imports import apply_differences
from frankpledge.plans.changes.money import BudgetWords, add_budget_line
from frankpledge.plans.changes.owners import set_owner
from frankpledge.plans.changes.steps import MilestoneWords, add_milestone
from frankpledge.plans.importing.comparing import compare
from frankpledge.plans.importing.readings import reading_to_json
from frankpledge.plans.models import Amendment, Objective, Plan, QuarterUpdate
from frankpledge.plans.queries.accountability import accountability_of
from frankpledge.plans.queries.money import money_of
from frankpledge.plans.queries.steps import steps_of
from frankpledge.plans.queries.themes import themes_of
from tests.people import NOW, Cast
from tests.plans.living import TODAY, adopted, drafted, machine, proposed, who
from tests.plans.sowing import document, objective, sow

SignedIn = Callable[[User], Client]


def page(plan: Plan, more: str = "") -> str:
    return f"/p/{plan.partnership.slug}/plans/{plan.slug}/{more}"


def words(row: Objective, **changed: str) -> dict[str, Any]:
    said = {"text": row.text, "target": row.target, "indicator": "", "definitions": "", "timescale": "", "status": ""}
    return {**said, "version": row.version, **changed}


def test_an_edit_of_an_adopted_plan_is_collected_shown_proposed_and_approved(east: Cast, signed_in: SignedIn) -> None:
    plan = adopted(east)
    manager, board = signed_in(east["manager"]), signed_in(east["board"])
    row = objective(plan, "1.1")
    edit = page(plan, f"objectives/{row.pk}/edit/")
    assert "This plan is adopted" in manager.get(edit).content.decode()

    answer = manager.post(edit, words(row, target="Two a year"))

    draft = Amendment.objects.get()
    assert answer.url == draft.get_absolute_url()
    assert objective(plan, "1.1").target == ""
    shown = manager.get(draft.get_absolute_url()).content.decode()
    assert "Two a year" in shown
    assert "put in:" in shown
    assert "Two a year" in manager.get(edit).content.decode()  # the page goes on from what the draft says
    assert board.get(draft.get_absolute_url()).status_code == 404
    there = page(plan, f"amendments/{draft.pk}/")
    draft.refresh_from_db()
    manager.post(f"{there}propose/", {"reason": "The board asked", "version": draft.version})
    draft.refresh_from_db()
    own = manager.post(f"{there}decide/", {"decision": "approve", "note": "", "version": draft.version})
    assert own.status_code == 422
    assert "Two a year" in board.get(f"{there}decide/").content.decode()

    board.post(f"{there}decide/", {"decision": "approve", "note": "", "version": draft.version})

    assert objective(plan, "1.1").target == "Two a year"
    assert "Two a year" in board.get(there).content.decode()
    assert board.get(page(plan, "editions/2/")).status_code == 200


def test_a_new_objective_of_an_adopted_plan_is_written_whole_on_one_page(east: Cast, signed_in: SignedIn) -> None:
    plan = adopted(east)
    section = plan.sections.get(number="2")

    answer = signed_in(east["manager"]).post(
        page(plan, f"sections/{section.pk}/objectives/add/"),
        {"ref": "2.3", "text": "Fewer bicycles stolen", "actions": "Mark frames\nTell schools",
         "agencies": [east.police.pk]},
    )  # fmt: skip

    draft = Amendment.objects.get()
    assert answer.url == draft.get_absolute_url()
    assert [step["change"] for step in draft.steps] == ["add_objective", "set_actions", "set_leads"]
    shown = signed_in(east["manager"]).get(answer.url).content.decode()
    assert "Mark frames" in shown
    assert "Add objective 2.3 to section 2" in shown


def test_one_change_can_be_taken_out_of_a_draft_and_the_draft_thrown_away(east: Cast, signed_in: SignedIn) -> None:
    plan = adopted(east)
    draft = drafted(plan, who(east["manager"], east))
    manager, there = signed_in(east["manager"]), page(plan, f"amendments/{draft.pk}/")

    manager.post(f"{there}take-out/", {"step": draft.steps[0]["id"], "version": draft.version})
    draft.refresh_from_db()
    assert draft.steps == []

    manager.post(f"{there}withdraw/", {"version": draft.version})
    draft.refresh_from_db()
    assert draft.state == "withdrawn"


def test_a_closed_plans_edit_page_says_so_and_saves_nothing(east: Cast, signed_in: SignedIn) -> None:
    plan = adopted(east)
    Plan.objects.filter(pk=plan.pk).update(state="closed")
    row = objective(plan, "1.1")
    manager, edit = signed_in(east["manager"]), page(plan, f"objectives/{row.pk}/edit/")

    assert "This plan is closed" in manager.get(edit).content.decode()
    assert manager.post(edit, words(row, target="X")).status_code == 422


def newer(plan: PlanDocument) -> PlanDocument:
    first, *others = plan.sections
    (one,) = first.objectives
    return replace(
        plan, sections=(replace(first, objectives=(replace(one, target="Five", updates={"Q1": "Begun"}),)), *others)
    )


def test_a_document_writes_an_adopted_plans_quarters_and_its_words_wait(east: Cast) -> None:
    plan, by = adopted(east), who(east["manager"], east)
    said = newer(document())
    stored = store_document(partnership=east.partnership, name="plan.md", content=b"x", by=by, now=NOW)
    run = start_reading(document=stored, reading=reading_to_json(Reading(said)), mapping={}, by=by, now=NOW)
    state = compare(plan, said).state

    applied = apply_differences(plan=plan, run=run, accepted=[], all_that_add=True, state=state, by=by, now=NOW)

    assert applied.amendment is not None
    assert QuarterUpdate.objects.get(objective__ref="1.1", quarter="Q1").text == "Begun"
    assert objective(plan, "1.1").target == ""
    draft = applied.amendment
    draft = propose_amendment(amendment=draft, reason="The document", version=draft.version, by=by, now=NOW)
    approve_amendment(amendment=draft, version=draft.version, by=who(east["board"], east), now=NOW)
    assert objective(plan, "1.1").target == "Five"


def furnish(plan: Plan, there: Cast) -> None:
    by = machine(there)
    for ref in ("1.1", "2.1"):
        row = objective(plan, ref)
        add_milestone(objective=row, words=MilestoneWords(f"=Meet {ref}", date(2026, 6, 30)), by=by, now=NOW)
        fund = BudgetWords("Fund", allocated=Decimal("10.50"))
        add_budget_line(plan=plan, objective=row, words=fund, by=by, now=NOW)


@pytest.mark.parametrize("name", ["amendments", "milestones", "risks", "money", "themes", "accountability", "compare"])
def test_each_list_is_also_a_csv_that_runs_nothing_and_json(east: Cast, signed_in: SignedIn, name: str) -> None:
    plan = adopted(east)
    furnish(plan, east)
    proposed(plan, who(east["manager"], east))
    reader = signed_in(east["scrutiny"])

    shown = reader.get(page(plan, f"{name}/"))
    table = reader.get(page(plan, f"{name}.csv"))
    twin = reader.get(page(plan, f"{name}.json"))

    assert (shown.status_code, table.status_code, twin.status_code) == (200, 200, 200)
    assert len(json.loads(twin.content)["rows"]) == len(table.content.decode().splitlines()) - 1
    assert b",=Meet" not in table.content
    assert reader.get(page(plan, f"{name}.xml")).status_code == 404


def test_the_lines_across_the_years_are_a_page_and_a_file(east: Cast, signed_in: SignedIn) -> None:
    adopted(east)
    reader = signed_in(east["scrutiny"])

    assert "2.2" in reader.get("/p/east/lines/").content.decode()
    rows = json.loads(reader.get("/p/east/lines.json").content)["rows"]
    assert [row["ref"] for row in rows] == ["1.1", "2.1", "2.2", "3.1"]


def test_an_owners_name_is_shown_to_those_who_may_see_people_and_the_reading_is_kept(
    east: Cast, signed_in: SignedIn
) -> None:
    plan = adopted(east)
    row = objective(plan, "1.1")
    set_owner(objective=row, owner=east["contributor"], deputy=None, version=1, by=machine(east), now=NOW)
    there = page(plan, f"objectives/{row.pk}/")
    name = east["contributor"].name

    assert name not in signed_in(east["scrutiny"]).get(there).content.decode()
    assert not Entry.objects.filter(event="person.read", subject=str(east["contributor"].pk)).exists()
    assert name in signed_in(east["manager"]).get(there).content.decode()
    assert Entry.objects.filter(event="person.read", subject=str(east["contributor"].pk)).exists()


def test_what_other_rooms_ask_takes_as_many_queries_for_a_large_plan_as_for_a_small_one(east: Cast, west: Cast) -> None:
    counts = []
    for there, size in ((east, 1), (west, 12)):
        plan = sow(there, objectives=size)
        for row in Objective.objects.filter(section__plan=plan).select_related("section__plan"):
            add_milestone(objective=row, words=MilestoneWords("Meet", date(2026, 6, 30)), by=machine(there), now=NOW)
        with CaptureQueriesContext(connection) as seen:
            steps_of(plan)
            money_of(plan)
            accountability_of(plan, TODAY)
            themes_of(plan, TODAY)
        counts.append(len(seen))

    assert counts[0] == counts[1] <= 16
