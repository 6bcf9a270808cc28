"""What the board should look at first: what is off track, late, unowned or overspent, the gravest first."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.formats import date_format

from frankpledge.measures.rating import Rag
from frankpledge.plans.queries.money import Money
from frankpledge.plans.queries.steps import StepState
from frankpledge.quarters.queries.pictures import QuarterPicture, Row
from frankpledge.reporting.content import ExceptionLine, Sign


def exceptions_of(seen: QuarterPicture, money: Money) -> list[ExceptionLine]:
    """Every exception, the gravest kind first and then in the plan's order."""
    kinds = [
        *(line for row in seen.rows for line in _off_track(row)),
        *(line for row in seen.rows for line in _late_steps(row, seen)),
        *(line for row in seen.rows for line in _unanswered(row)),
        *_overspent(money),
    ]
    return sorted(kinds, key=lambda line: line.sign.tone != "red")


def _off_track(row: Row) -> Iterator[ExceptionLine]:
    for rating in row.ratings:
        if Rag.OFF_TRACK not in (rating.rag, rating.judged):
            continue
        judged = f" Judged “{rating.judged.word}”: {rating.judged_why}" if rating.judged else ""
        yield ExceptionLine(
            row.ref,
            Sign(Rag.OFF_TRACK.word, "red"),
            f"{rating.name}: {rating.why}{judged}",
            "Ask the lead what will bring it back, and by when.",
        )


def _late_steps(row: Row, seen: QuarterPicture) -> Iterator[ExceptionLine]:
    for step in row.milestones:
        if step.state(seen.today) is StepState.LATE:
            days = (seen.today - step.due_on).days
            yield ExceptionLine(
                row.ref,
                Sign("Late", "red" if days > 30 else "amber"),
                f"Milestone “{step.text}” was due by {date_format(step.due_on, 'j F Y')} and is not done.",
                "Set a new date with a reason, or give it up.",
            )


def _unanswered(row: Row) -> Iterator[ExceptionLine]:
    if nobody_answers(row):
        yield ExceptionLine(row.ref, Sign("No owner", "red"), "Nobody answers for this objective.", "Name an owner.")
    elif has_not_come(row):
        yield ExceptionLine(
            row.ref, Sign("No update", "amber"), "Its update was asked for and has not come.", "Chase the lead agency."
        )


def nobody_answers(row: Row) -> bool:
    """Whether no person, agency or group stands behind it, or nobody could be asked for its update."""
    return row.cannot_be_asked or not (row.owner_id or row.led.agency_ids or row.led.group_ids)


def has_not_come(row: Row) -> bool:
    """Whether its update was due of somebody and is still not there."""
    return row.is_late and not row.is_answered and not nobody_answers(row)


def _overspent(money: Money) -> Iterator[ExceptionLine]:
    for line in money.lines:
        for words in line.sums.warnings:
            yield ExceptionLine(line.ref, Sign("Money", "amber"), f"{line.funder}: {words.lower()}.", "Check the line.")
