"""Reminders: to the owner, the deputy, the chair; each step once; none to whoever has answered. The clock's work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module

import pytest
from click.testing import CliRunner
from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.jobs.running import start
from frankpledge.jobs.testing import run_due
from frankpledge.partners.models import GroupMembership
from frankpledge.plans.changes.updates import submit_update, write_update
from frankpledge.post.models import Letter
from frankpledge.quarters.changes.links import link_for
from frankpledge.quarters.changes.reminding import remind_due
from frankpledge.quarters.changes.rounds import close_round, plan_round
from frankpledge.quarters.models import QuarterRound, Reminder
from frankpledge.quarters.queries.answering import requests_of
from tests.people import Cast
from tests.quarters.opening import (
    by_command,
    letters_to,
    link_of,
    objective,
    opened,
    own,
    plan_with_owners,
    words,
)

DUE = 14


@pytest.fixture
def remind(east: Cast) -> Callable[[QuarterRound, int], int]:
    """``remind(round, days)``: the letters written so many days after the due day."""

    def go(round_: QuarterRound, days: int) -> int:
        assert round_.opened_at is not None
        return remind_due(round_=round_, by=by_command(east), now=round_.opened_at + timedelta(days=DUE + days))

    return go


def answer(round_: QuarterRound, ref: str, cast: Cast) -> None:
    by, now = by_command(cast), timezone.now()
    row = objective(round_.plan, ref)
    write_update(objective=row, quarter="Q1", text="Done", version=0, by=by, now=now)
    submit_update(objective=row, quarter="Q1", version=1, by=by, now=now)


def reminded(*people: User) -> list[int]:
    return [len(letters_to(person, "reminder")) for person in people]


def test_each_step_reminds_whom_it_names_and_once(east: Cast, remind: Callable[[QuarterRound, int], int]) -> None:
    plan = plan_with_owners(east)
    GroupMembership.objects.create(group=east.jag, user=east["analyst"], position="chair", starts_on="2008-04-01")
    round_ = opened(east, plan)
    owner, deputy, chair = east["contributor"], east["lead_officer"], east["chair"]

    assert remind(round_, -8) == 0
    for days, expected in ((-7, [1, 0, 0]), (1, [2, 0, 0]), (4, [2, 1, 0]), (8, [2, 1, 1])):
        remind(round_, days)
        remind(round_, days)  # never twice for one step
        assert reminded(owner, deputy, chair) == expected, days


def test_nobody_who_has_submitted_is_reminded(east: Cast, remind: Callable[[QuarterRound, int], int]) -> None:
    round_ = opened(east)
    answer(round_, "1.1", east)

    remind(round_, 1)

    assert reminded(east["contributor"], east["other_contributor"]) == [0, 1]


def test_steps_that_came_while_nobody_reminded_are_one_letter(
    east: Cast, remind: Callable[[QuarterRound, int], int]
) -> None:
    round_ = opened(east)

    remind(round_, 3)  # both of the owner's steps at once

    assert reminded(east["contributor"]) == [1]
    assert Reminder.objects.filter(request__objective__ref="1.1").count() == 2


def test_a_reminder_says_how_late_it_is_and_has_a_link_that_works(
    east: Cast, remind: Callable[[QuarterRound, int], int]
) -> None:
    round_ = opened(east)

    remind(round_, 4)

    letter = letters_to(east["lead_officer"], "reminder")[0]
    assert "4 days late" in Letter.objects.get(email=east["lead_officer"].email).subject
    assert "named to stand in" in letter
    token = link_of(east["lead_officer"], "reminder").split("/")[2]
    link = link_for(token, now=timezone.now())
    assert link is not None
    assert [each.objective.ref for each in requests_of(link)] == ["1.1"]


def test_a_closed_quarter_reminds_nobody_by_itself(east: Cast, remind: Callable[[QuarterRound, int], int]) -> None:
    round_ = opened(east)
    close_round(round_=round_, by=by_command(east), now=timezone.now())

    assert remind(round_, 1) == 0


def test_the_clock_opens_reminds_and_closes(east: Cast, django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
    plan = plan_with_owners(east)
    ago = timezone.now() - timedelta(days=40)
    plan_round(plan=plan, quarter="Q1", words=words(timezone.localdate(ago)), by=by_command(east), now=ago)

    for name in ("quarters.open_due", "quarters.open_due"):
        _do(name)
    assert QuarterRound.objects.get().state == QuarterRound.State.OPEN
    assert Letter.objects.filter(template="quarters/asked").count() == 2
    _do("quarters.remind")
    _do("quarters.close_due")
    assert QuarterRound.objects.get().state == QuarterRound.State.CLOSED


def _do(name: str) -> None:
    start(name, by="command:test", title=name)
    run_due(now=datetime.now(tz=timezone.get_current_timezone()) + timedelta(seconds=1))


def test_the_terminal_opens_reminds_and_closes(east: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from frankpledge.cli import main

    plan = plan_with_owners(east)
    own(plan, "3.1", east["analyst"])
    monkeypatch.setattr(import_module("frankpledge.cli.updates"), "need_database", lambda: None)
    quarter = f"{plan.starts_on.year}-Q1"
    ask = ["--partnership", "east", "--quarter", quarter]

    said = CliRunner().invoke(main, ["updates", "open", *ask, "--json"])
    assert said.exit_code == 0, said.output
    assert '"asked": 3' in said.output
    assert CliRunner().invoke(main, ["updates", "remind", *ask]).exit_code == 0
    assert CliRunner().invoke(main, ["updates", "close", *ask]).exit_code == 0
    assert QuarterRound.objects.get().state == QuarterRound.State.CLOSED
    assert CliRunner().invoke(main, ["updates", "open", *ask]).exit_code == 1
    assert CliRunner().invoke(main, ["updates", "open", "--partnership", "east", "--quarter", "soon"]).exit_code == 1
