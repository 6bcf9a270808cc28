"""What holds of a plan's life: draft, consulted, adopted, closed, with no way around any of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.plans.changes.actions import ActionWords, set_actions
from frankpledge.plans.changes.editions import fingerprint
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.plans.changes.life import (
    ActionRequired,
    CommentWords,
    ConsultationWords,
    StillMissing,
    adopt_plan,
    close_plan,
    consult_on_plan,
    edit_comment,
    note_copy_sent,
    record_comment,
    take_back_plan,
)
from frankpledge.plans.changes.objectives import ObjectiveWords, edit_objective
from frankpledge.plans.models import Edition, Plan, PlanMove
from frankpledge.plans.queries.life import PLAN_STEPS, missing_from
from tests.people import NOW, Cast
from tests.plans.living import CONSULTED, adopt, adopted, machine, proposed, undone, who
from tests.plans.sowing import objective, sow

BECAUSE = "It was adopted so in 2008"
STEPS: dict[str, Callable[[Plan, Access], Any]] = {
    "consult": lambda plan, by: consult_on_plan(plan=plan, words=CONSULTED, by=by, now=NOW),
    "take-back": lambda plan, by: take_back_plan(plan=plan, note="Not yet", by=by, now=NOW),
    "adopt": lambda plan, by: adopt_plan(
        plan=plan, on=date(2026, 5, 1), confirmed=True, because=BECAUSE, by=by, now=NOW
    ),
    "close": lambda plan, by: close_plan(plan=plan, on=date(2027, 3, 31), by=by, now=NOW),
}


@given(taken=st.lists(st.sampled_from(sorted(STEPS)), max_size=9))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_order_of_steps_leads_anywhere_but_along_the_declared_path(east: Cast, taken: list[str]) -> None:
    with undone():
        plan = sow(east)
        by, state = machine(east), "draft"
        for slug in taken:
            step = next((each for each in PLAN_STEPS if each.slug == slug and each.before == state), None)
            if step is None:
                with pytest.raises(PlanRefused):
                    STEPS[slug](plan, by)
            else:
                STEPS[slug](plan, by)
                state = step.after
            plan.refresh_from_db()
            assert plan.state == state
        moves = list(PlanMove.objects.filter(plan=plan).order_by("pk").values_list("before", "after"))
        assert all(after == before for (_, after), (before, _) in pairwise(moves))
        made = sum(after in {"adopted", "closed"} for _, after in moves)
        assert Edition.objects.filter(plan=plan).count() == made


def test_nothing_leads_back_from_adoption_and_nothing_out_of_closing() -> None:
    assert {step.after for step in PLAN_STEPS if step.before == "adopted"} == {"closed"}
    assert not [step for step in PLAN_STEPS if step.before == "closed"]
    assert {step.before for step in PLAN_STEPS if step.after == "adopted"} == {"consulted"}


def test_a_plan_is_adopted_knowing_what_is_missing_from_it(east: Cast) -> None:
    plan, by = sow(east), machine(east)
    consult_on_plan(plan=plan, words=CONSULTED, by=by, now=NOW)

    with pytest.raises(StillMissing):
        adopt_plan(plan=plan, on=date(2026, 5, 1), confirmed=False, because=BECAUSE, by=by, now=NOW)
    adopt_plan(plan=plan, on=date(2026, 5, 1), confirmed=True, because=BECAUSE, note="At the meeting", by=by, now=NOW)

    move = PlanMove.objects.filter(plan=plan).latest("pk")
    assert move.accepted["no-owner"] == 1
    assert move.accepted["no-indicator"] == 4
    assert {each.code: each.count for each in missing_from(plan)} == move.accepted
    assert Entry.objects.get(event="plan.adopted").after["missing"] == move.accepted


def test_an_objective_without_an_action_stops_adoption_until_there_is_one_or_a_reason(east: Cast) -> None:
    plan, by = sow(east), machine(east)
    consult_on_plan(plan=plan, words=CONSULTED, by=by, now=NOW)

    def adopted_because(because: str) -> Plan:
        return adopt_plan(plan=plan, on=date(2026, 5, 1), confirmed=True, because=because, by=by, now=NOW)

    with pytest.raises(
        ActionRequired, match=r"Action required before approval: 2\.1, 2\.2, 3\.1 have no action"
    ) as why:
        adopted_because(" ")
    assert why.value.field == "because"
    acts(plan, by, "2.1", "2.2")
    with pytest.raises(ActionRequired, match=r"3\.1 has no action"):
        adopted_because("")
    plan.refresh_from_db()
    assert plan.state == "consulted"
    assert adopted_because("  The group meets first in June ").state == "adopted"
    assert PlanMove.objects.filter(plan=plan).latest("pk").because == "The group meets first in June"
    assert Entry.objects.get(event="plan.adopted").after["because"] == "The group meets first in June"


def test_a_plan_of_which_every_objective_has_an_action_needs_no_reason_and_keeps_none(east: Cast) -> None:
    plan, by = sow(east), machine(east)
    consult_on_plan(plan=plan, words=CONSULTED, by=by, now=NOW)
    acts(plan, by, "2.1", "2.2", "3.1")

    adopt_plan(plan=plan, on=date(2026, 5, 1), confirmed=True, because="Whatever", by=by, now=NOW)

    assert PlanMove.objects.filter(plan=plan).latest("pk").because == ""


def test_the_page_of_adoption_leads_to_the_actions_that_are_missing_and_the_plans_life_says_why(
    east: Cast, signed_in: Callable[[User], Client]
) -> None:
    plan, by = sow(east), machine(east)
    consult_on_plan(plan=plan, words=CONSULTED, by=by, now=NOW)
    client, there = signed_in(east["manager"]), reverse("plan-adopt", args=["east", plan.slug])
    idle = objective(plan, "2.1").pk
    mend = f'href="{reverse("action-edit", args=["east", plan.slug, idle])}#actions"'

    assert mend in client.get(there).content.decode()
    board = signed_in(east["board"]).get(there).content.decode()
    assert mend not in board  # the board adopts, and writes no actions
    assert reverse("objective-detail", args=["east", plan.slug, idle]) in board
    sent = {"on-day": "1", "on-month": "5", "on-year": "2026", "confirmed": "on", "note": ""}
    refused = client.post(there, sent)
    assert refused.status_code == 422
    assert "Action required before approval: write what will be done" in refused.content.decode()
    assert client.post(there, {**sent, "because": "It is the plan of 2008"}).status_code == 302
    assert "It is the plan of 2008" in client.get(reverse("plan-life", args=["east", plan.slug])).content.decode()


def test_words_that_are_put_right_leave_the_documents_own_beside_them(
    east: Cast, signed_in: Callable[[User], Client]
) -> None:
    plan, by = sow(east), machine(east)
    row = objective(plan, "1.1")
    written = row.verbatim
    edit_objective(objective=row, words=ObjectiveWords("Tell everybody"), version=row.version, by=by, now=NOW)

    row = objective(plan, "1.1")
    assert (row.text, row.verbatim) == ("Tell everybody", written)
    page = signed_in(east["scrutiny"]).get(reverse("objective-detail", args=["east", plan.slug, row.pk]))
    assert written in page.content.decode()


def acts(plan: Plan, by: Access, *refs: str) -> None:
    for ref in refs:
        row = objective(plan, ref)
        said = [ActionWords("Do something")]
        set_actions(objective=row, actions=said, version=row.version, by=by, now=NOW)


def test_adoption_and_closing_each_keep_an_edition_that_answers_to_its_fingerprint(east: Cast) -> None:
    plan = adopted(east)
    close_plan(plan=plan, on=date(2027, 3, 31), by=machine(east), now=NOW)

    editions = list(Edition.objects.filter(plan=plan).order_by("number"))

    assert [(each.number, each.why) for each in editions] == [(1, "Adopted"), (2, "Closed")]
    assert all(fingerprint(each.document) == each.sha256 for each in editions)
    assert editions[0].document["sections"][0]["objectives"][0]["ref"] == "1.1"


def test_an_edition_is_never_written_again(east: Cast) -> None:
    adopted(east)
    edition = Edition.objects.get()

    with pytest.raises(TypeError):
        edition.save()


def test_the_database_itself_refuses_to_change_or_delete_an_edition(east: Cast) -> None:
    adopted(east)

    everything: Any = Edition.objects.all()
    for attempt in (lambda: everything.update(why="Nothing"), lambda: everything._raw_delete("default")):
        with pytest.raises(DatabaseError, match="edition of a plan is written once"), transaction.atomic():
            attempt()
    assert [each.why for each in everything.all()] == ["Adopted"]


def test_a_plan_does_not_close_over_an_amendment_that_waits(east: Cast) -> None:
    plan = adopted(east)
    proposed(plan, who(east["manager"], east))

    with pytest.raises(PlanRefused, match="amendments"):
        close_plan(plan=plan, on=date(2027, 3, 31), by=machine(east), now=NOW)


def test_what_is_said_of_a_draft_is_kept_with_what_became_of_it(east: Cast) -> None:
    plan, by = sow(east), who(east["manager"], east)
    consult_on_plan(plan=plan, words=CONSULTED, by=by, now=NOW)
    consultation = plan.consultations.get()
    said = CommentWords(date(2026, 5, 2), "Ware residents", "More lights")

    comment = record_comment(consultation=consultation, words=said, by=by, now=NOW)
    answered = CommentWords(date(2026, 5, 2), "Ware residents", "More lights", "Passed to the county")
    edit_comment(comment=comment, words=answered, version=1, by=by, now=NOW)

    comment.refresh_from_db()
    assert (comment.answer, comment.version) == ("Passed to the county", 2)
    assert Entry.objects.get(event="comment.recorded").after["text"] == "[personal data]"


def test_a_consultation_ends_after_it_begins(east: Cast) -> None:
    with pytest.raises(PlanRefused):
        consult_on_plan(
            plan=sow(east), words=ConsultationWords(date(2026, 4, 2), date(2026, 4, 1)), by=machine(east), now=NOW
        )


def test_a_copy_is_sent_once_there_is_something_to_send(east: Cast) -> None:
    plan, by = sow(east), machine(east)
    with pytest.raises(PlanRefused):
        note_copy_sent(plan=plan, on=date(2026, 5, 2), by=by, now=NOW)

    adopt(plan, by)

    assert note_copy_sent(plan=plan, on=date(2026, 5, 2), by=by, now=NOW).sent_to_policing_body_on == date(2026, 5, 2)


@pytest.mark.parametrize("role", ["chair", "lead_officer", "contributor", "administrator", "analyst", "scrutiny"])
def test_a_plan_is_moved_by_its_manager_or_the_board(east: Cast, role: str) -> None:
    with pytest.raises(NotAllowed):
        consult_on_plan(plan=sow(east), words=CONSULTED, by=who(east[role], east), now=NOW)
