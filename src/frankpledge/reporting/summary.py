"""The quarter in the sentences a councillor reads in two minutes, and what the figures cannot say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from frankpledge.measures.rating import Rag
from frankpledge.plans.queries.money import Money
from frankpledge.plans.queries.steps import StepState
from frankpledge.quarters.queries.pictures import QuarterPicture
from frankpledge.reporting.exceptions import has_not_come, nobody_answers

_ORDER = (Rag.ON_TRACK, Rag.CLOSE, Rag.OFF_TRACK, Rag.TOO_LITTLE, Rag.NOT_RATED, Rag.WATCHED)


def sentences(seen: QuarterPicture, money: Money) -> Iterator[str]:
    """Updates, figures, milestones and money: one sentence each, each of which can be counted again."""
    yield from _updates(seen)
    yield _figures(seen)
    yield from _milestones(seen)
    if money.lines:
        yield f"{pounds(money.total.paid)} is paid of {pounds(money.total.allocated)} allocated."


def _updates(seen: QuarterPicture) -> Iterator[str]:
    said = sum(bool(row.approved_text.strip()) for row in seen.rows)
    has = "has" if said == 1 else "have"
    yield f"{said} of the plan's {many(len(seen.rows), 'objective')} {has} an approved update."
    missing = sum(has_not_come(row) for row in seen.rows)
    came = len(seen.late) - missing
    parts = [f"{many(missing, 'update')} {'has' if missing == 1 else 'have'} not come"] if missing else []
    parts += [f"{came} came late" if missing else f"{many(came, 'update')} came late"] if came else []
    if parts:
        yield f"{' and '.join(parts)}."
    unowned = sum(nobody_answers(row) for row in seen.rows)
    if unowned:
        yield f"Nobody answers for {many(unowned, 'objective')}."


def _figures(seen: QuarterPicture) -> str:
    counted = Counter(rating.stands for row in seen.rows for rating in row.ratings)
    without = sum(not row.ratings for row in seen.rows)
    if not counted:
        return "No objective has an indicator, so nothing here is rated."
    parts = [f"{counted[rag]} {rag.word[0].lower()}{rag.word[1:]}" for rag in _ORDER if counted[rag]]
    tail = f" {many(without, 'objective')} {'has' if without == 1 else 'have'} no indicator." if without else ""
    return f"Of {many(sum(counted.values()), 'indicator')}, {listed(parts)}.{tail}"


def _milestones(seen: QuarterPicture) -> Iterator[str]:
    steps = [step for row in seen.rows for step in row.milestones]
    if not steps:
        return
    states = Counter(step.state(seen.today) for step in steps)
    done = states[StepState.DONE] + states[StepState.DONE_LATE]
    late = states[StepState.LATE]
    tail = f"; {late} {'is' if late == 1 else 'are'} late." if late else "."
    yield f"{done} of {many(len(steps), 'milestone')} due or done by now {'is' if done == 1 else 'are'} done{tail}"


def limits(seen: QuarterPicture) -> Iterator[str]:
    """What a reader should not conclude from this report."""
    yield "“Not rated” means that no target or no value was set. It is neither good nor bad news."
    if any(rating.shown_interval for row in seen.rows for rating in row.ratings):
        yield "Where a range follows a figure, chance alone could give any figure within it 19 times in 20."
    if any(row.is_being_corrected for row in seen.rows):
        yield "Some updates are being corrected: the words last published are shown."
    if seen.round is None:
        yield "No updates were asked for in this quarter."


def many(count: int, noun: str) -> str:
    """A number with its noun.

    >>> many(1, "update"), many(3, "update")
    ('1 update', '3 updates')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def listed(parts: list[str]) -> str:
    """Parts as a sentence lists them.

    >>> listed(["2 on track", "1 close", "3 not rated"])
    '2 on track, 1 close and 3 not rated'
    """
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def pounds(amount: object) -> str:
    """Pounds with thousands and pence.

    >>> pounds("12500.00")
    '£12,500.00'
    """
    return f"£{float(str(amount)):,.2f}"
