"""What holds of a plan's life: draft, consulted, adopted, closed, with no way around any of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frankpledge.audit.models import Entry
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.plans.changes.editions import fingerprint
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.plans.changes.life import (
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
from frankpledge.plans.models import Edition, Plan, PlanMove
from frankpledge.plans.queries.life import PLAN_STEPS, missing_from
from tests.people import NOW, Cast
from tests.plans.living import CONSULTED, adopt, adopted, machine, proposed, undone, who
from tests.plans.sowing import sow

STEPS: dict[str, Callable[[Plan, Access], Any]] = {
    "consult": lambda plan, by: consult_on_plan(plan=plan, words=CONSULTED, by=by, now=NOW),
    "take-back": lambda plan, by: take_back_plan(plan=plan, note="Not yet", by=by, now=NOW),
    "adopt": lambda plan, by: adopt_plan(plan=plan, on=date(2026, 5, 1), confirmed=True, by=by, now=NOW),
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
        adopt_plan(plan=plan, on=date(2026, 5, 1), confirmed=False, by=by, now=NOW)
    adopt_plan(plan=plan, on=date(2026, 5, 1), confirmed=True, note="At the meeting", by=by, now=NOW)

    move = PlanMove.objects.filter(plan=plan).latest("pk")
    assert move.accepted["no-owner"] == 1
    assert move.accepted["no-indicator"] == 4
    assert {each.code: each.count for each in missing_from(plan)} == move.accepted
    assert Entry.objects.get(event="plan.adopted").after["missing"] == move.accepted


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
