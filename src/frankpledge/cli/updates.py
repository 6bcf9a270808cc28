"""Updates: open a quarter, remind whoever has not answered, close it: by hand what the clock does by itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from frankpledge.cli.terminal import answer, fail, messages, need_database

if TYPE_CHECKING:
    from frankpledge.partners.access import Access
    from frankpledge.plans.models import Plan
    from frankpledge.quarters.models import QuarterRound

json_option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON on standard output.")
partnership_option = click.option("--partnership", "slug", required=True, help="The partnership's short name.")
quarter_option = click.option(
    "--quarter", required=True, help="For example 2008-Q2: the plan that begins in that year."
)


@click.group()
def updates() -> None:
    """Ask for a quarter's updates, chase them, close the quarter."""


@updates.command("open")
@partnership_option
@quarter_option
@click.option(
    "--due", type=click.DateTime(["%Y-%m-%d"]), help="Answers are due by then; two weeks from today if not said."
)
@click.option(
    "--closes", type=click.DateTime(["%Y-%m-%d"]), help="Closes at the end of; two weeks after that if not said."
)
@click.option("--message", default="", help="A message of your own in the letters.")
@json_option
def open_(slug: str, quarter: str, due: datetime | None, closes: datetime | None, message: str, as_json: bool) -> None:
    """Open a quarter now: each owner gets one letter with a link that needs no log-in."""
    by, plan, number = _found(slug, quarter, "updates open")
    from django.utils import timezone

    from frankpledge.plans.changes.holding import PlanRefused
    from frankpledge.quarters.changes.rounds import RoundWords, open_round
    from frankpledge.quarters.timetable import CLOSES_AFTER, DUE_AFTER, USUAL

    now = timezone.now()
    today = timezone.localdate(now)
    due_on = due.date() if due else today + DUE_AFTER
    words = RoundWords(today, due_on, closes.date() if closes else due_on + CLOSES_AFTER, USUAL, message)
    try:
        round_ = open_round(plan=plan, quarter=number, words=words, by=by, now=now)
    except PlanRefused as refusal:
        raise fail(str(refusal)) from refusal
    _say(round_, as_json)


@updates.command()
@partnership_option
@quarter_option
@json_option
def remind(slug: str, quarter: str, as_json: bool) -> None:
    """Take every step of the quarter's reminders that has come and was not taken."""
    by, plan, number = _found(slug, quarter, "updates remind")
    from django.utils import timezone

    from frankpledge.quarters.changes.reminding import remind_due

    letters = remind_due(round_=_round(plan, number), by=by, now=timezone.now())
    if as_json:
        answer({"letters": letters})
    else:
        messages.print("Nobody needs reminding today." if not letters else f"Letters written: {letters}.")


@updates.command()
@partnership_option
@quarter_option
@json_option
def close(slug: str, quarter: str, as_json: bool) -> None:
    """Close a quarter: what comes afterwards is marked late."""
    by, plan, number = _found(slug, quarter, "updates close")
    from django.utils import timezone

    from frankpledge.plans.changes.holding import PlanRefused
    from frankpledge.quarters.changes.rounds import close_round

    try:
        round_ = close_round(round_=_round(plan, number), by=by, now=timezone.now())
    except PlanRefused as refusal:
        raise fail(str(refusal)) from refusal
    _say(round_, as_json)


def _found(slug: str, quarter: str, command: str) -> tuple[Access, Plan, str]:
    """The partnership's access for a command, the plan that begins in that year, and the quarter."""
    need_database()
    from frankpledge.partners.access import access_by_command
    from frankpledge.partners.models import Partnership
    from frankpledge.plandocs.model import QUARTERS
    from frankpledge.plans.models import Plan

    partnership = Partnership.objects.filter(slug=slug).first()
    if partnership is None:
        raise fail(f"There is no partnership '{slug}'.")
    year, _, number = quarter.partition("-")
    if number not in QUARTERS or not year.isdecimal():
        raise fail(f"'{quarter}' is no quarter. Write the year the plan begins in and Q1 to Q4, for example 2008-Q2.")
    plan = Plan.objects.within(partnership).filter(starts_on__year=int(year)).order_by("-pk").first()
    if plan is None:
        raise fail(f"{partnership} has no plan that begins in {year}.")
    plan.partnership = partnership
    return access_by_command(command, partnership), plan, number


def _round(plan: Plan, quarter: str) -> QuarterRound:
    from frankpledge.quarters.models import QuarterRound

    found = QuarterRound.objects.filter(plan=plan, quarter=quarter).first()
    if found is None:
        raise fail("This quarter has not been opened.")
    found.plan = plan
    return found


def _say(round_: QuarterRound, as_json: bool) -> None:
    """How the quarter stands now."""
    from frankpledge.quarters.queries import picture

    seen = picture(round_.plan, round_.quarter)
    said: dict[str, Any] = {
        "quarter": round_.quarter, "state": round_.state, "due_on": _day(round_.due_on),
        "closes_on": _day(round_.closes_on), "asked": sum(row.asked_of is not None for row in seen.rows),
        "answered": sum(row.is_answered for row in seen.rows), "nobody_to_ask": len(seen.cannot_be_asked),
    }  # fmt: skip
    if as_json:
        answer(said)
        return
    messages.print(f"{round_} is {round_.get_state_display().lower()}.", markup=False)
    messages.print(
        f"Asked for {said['asked']}, answered {said['answered']}, nobody to ask for {said['nobody_to_ask']}."
        f" Due by {said['due_on']}, closes at the end of {said['closes_on']}."
    )


def _day(day: date) -> str:
    return day.isoformat()
