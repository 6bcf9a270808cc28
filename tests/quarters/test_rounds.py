"""What holds of a quarter: who is asked, once; what a letter says; what opening, closing and publishing do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.partners.models import Membership
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.plans.changes.updates import approve_update, submit_update, write_update
from frankpledge.plans.models import QuarterUpdate, UpdateState
from frankpledge.post.models import Letter
from frankpledge.quarters.changes.rounds import (
    ask_again,
    close_round,
    edit_round,
    open_round,
    plan_round,
    publish_round,
    reopen_round,
)
from frankpledge.quarters.models import AnswerLink, QuarterRound, UpdateRequest
from tests.people import Cast
from tests.quarters.opening import by_command, letters_to, objective, opened, own, plan_with_owners, words

Knows = Callable[[User, Cast], Access]


def asked(round_: QuarterRound) -> dict[str, tuple[int | None, str]]:
    rows = UpdateRequest.objects.filter(round=round_).select_related("objective")
    return {row.objective.ref: (row.asked_of_id, row.capacity) for row in rows}


def test_the_owner_is_asked_else_the_deputy_else_the_chair_else_nobody_and_that_is_kept(east: Cast) -> None:
    plan = plan_with_owners(east)
    own(plan, "1.1", None, deputy=None)  # led by Comms, whose chair is there
    own(plan, "2.2", None, deputy=east["lead_officer"])

    round_ = opened(east, plan)

    assert asked(round_) == {
        "1.1": (east["chair"].pk, "chair"),
        "2.1": (east["other_contributor"].pk, "owner"),
        "2.2": (east["lead_officer"].pk, "deputy"),
        "3.1": (None, "nobody"),
    }


def test_an_owner_who_has_left_is_not_asked(east: Cast) -> None:
    plan = plan_with_owners(east)
    Membership.objects.filter(user=east["contributor"]).update(ends_on=timezone.localdate() - timedelta(days=1))

    assert asked(opened(east, plan))["1.1"] == (east["lead_officer"].pk, "deputy")


def test_each_person_gets_one_letter_however_many_objectives_they_own(east: Cast) -> None:
    plan = plan_with_owners(east)
    for ref in ("2.1", "2.2", "3.1"):
        own(plan, ref, east["contributor"])

    opened(east, plan)

    (letter,) = letters_to(east["contributor"])
    assert all(ref in letter for ref in ("1.1", "2.1", "2.2", "3.1"))
    assert Letter.objects.filter(template="quarters/asked").count() == 1
    assert AnswerLink.objects.count() == 1


def test_the_secret_of_a_link_is_in_the_letter_alone(east: Cast) -> None:
    opened(east)

    letter = letters_to(east["contributor"])[0]
    secret = letter.split("/answer/")[1].split("/")[0]
    assert len(secret) >= 43  # 256 bits
    assert not AnswerLink.objects.filter(token_hash__contains=secret).exists()
    assert not Letter.objects.filter(body__contains=secret).exists()
    assert all(secret not in str(vars(entry)) for entry in Entry.objects.all())


def test_what_is_asked_for_is_marked_so_and_what_was_written_before_is_a_draft(east: Cast) -> None:
    plan = plan_with_owners(east)
    write_update(
        objective=objective(plan, "2.1"), quarter="Q1", text="Early words", version=0, by=by_command(east),
        now=timezone.now(),
    )  # fmt: skip

    opened(east, plan)

    states = dict(QuarterUpdate.objects.filter(quarter="Q1").values_list("objective__ref", "state"))
    assert states == {"1.1": UpdateState.REQUESTED, "2.1": UpdateState.DRAFTED}


def test_opening_twice_asks_once(east: Cast) -> None:
    plan = plan_with_owners(east)
    opened(east, plan)

    with pytest.raises(PlanRefused, match="open already"):
        opened(east, plan)

    assert Letter.objects.count() == 2


def test_only_whoever_runs_quarters_opens_one(east: Cast, access: Knows) -> None:
    plan = plan_with_owners(east)

    for role in ("chair", "lead_officer", "board", "analyst"):
        with pytest.raises(NotAllowed):
            open_round(plan=plan, quarter="Q1", words=words(), by=access(east[role], east), now=timezone.now())

    assert open_round(plan=plan, quarter="Q1", words=words(), by=access(east["manager"], east), now=timezone.now()).pk


def test_whom_nobody_could_ask_can_be_asked_once_somebody_owns_it(east: Cast) -> None:
    round_ = opened(east)
    own(round_.plan, "3.1", east["analyst"])

    assert ask_again(round_=round_, by=by_command(east), now=timezone.now()) == 1

    assert asked(round_)["3.1"] == (east["analyst"].pk, "owner")
    assert len(letters_to(east["analyst"])) == 1
    assert len(letters_to(east["contributor"])) == 1  # nobody else is asked again


def test_days_out_of_order_are_refused(east: Cast) -> None:
    plan = plan_with_owners(east)

    with pytest.raises(PlanRefused, match="cannot be due before"):
        open_round(plan=plan, quarter="Q1", words=words(days=-1), by=by_command(east), now=timezone.now())


def test_a_round_is_changed_only_as_it_was_seen(east: Cast) -> None:
    round_ = opened(east)
    edit_round(round_=round_, words=words(days=20), version=1, by=by_command(east), now=timezone.now())

    with pytest.raises(EditedMeanwhile):
        edit_round(round_=round_, words=words(days=21), version=1, by=by_command(east), now=timezone.now())


def test_a_planned_quarter_asks_nobody_until_its_day(east: Cast) -> None:
    plan = plan_with_owners(east)

    round_ = plan_round(plan=plan, quarter="Q2", words=words(), by=by_command(east), now=timezone.now())

    assert round_.state == QuarterRound.State.PLANNED
    assert Letter.objects.count() == 0
    assert UpdateRequest.objects.count() == 0


def test_publishing_takes_what_is_approved_and_leaves_the_rest(east: Cast) -> None:
    round_ = opened(east)
    by, now = by_command(east), timezone.now()
    for ref in ("1.1", "2.1"):
        update = write_update(objective=objective(round_.plan, ref), quarter="Q1", text=ref, version=0, by=by, now=now)
        submit_update(objective=update.objective, quarter="Q1", version=1, by=by, now=now)
    approve_update(objective=objective(round_.plan, "1.1"), quarter="Q1", version=1, by=by, now=now)

    with pytest.raises(PlanRefused, match="Close the quarter before"):
        publish_round(round_=round_, by=by, now=now)
    close_round(round_=round_, by=by, now=now)
    publish_round(round_=round_, by=by, now=now)
    publish_round(round_=round_, by=by, now=now)  # once is enough

    published = dict(QuarterUpdate.objects.values_list("objective__ref", "published_version"))
    assert published == {"1.1": 1, "2.1": None}
    assert Entry.objects.filter(event="quarter.published").count() == 1
    with pytest.raises(PlanRefused):
        reopen_round(round_=round_, closes_on=timezone.localdate() + timedelta(days=30), by=by, now=now)


def test_after_the_close_what_came_in_time_stays_as_it_came_but_for_whoever_approves(east: Cast, access: Knows) -> None:
    round_ = opened(east)
    mine, now = access(east["contributor"], east), timezone.now()
    row = objective(round_.plan, "1.1")
    write_update(objective=row, quarter="Q1", text="In time", version=0, by=mine, now=now)
    submit_update(objective=row, quarter="Q1", version=1, by=mine, now=now)
    close_round(round_=round_, by=by_command(east), now=now)

    with pytest.raises(PlanRefused, match="has closed"):
        write_update(objective=row, quarter="Q1", text="Afterthought", version=1, by=mine, now=now)

    manager = access(east["manager"], east)
    assert write_update(objective=row, quarter="Q1", text="Mended", version=1, by=manager, now=now).version == 2


def test_another_partnerships_round_is_out_of_reach(east: Cast, west: Cast, access: Knows) -> None:
    round_ = opened(east)

    with pytest.raises(NotAllowed):
        close_round(round_=round_, by=access(west["manager"], west), now=timezone.now())
