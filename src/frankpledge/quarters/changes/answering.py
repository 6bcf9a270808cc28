"""What whoever holds a letter's link may do: write, submit and take back what was asked of them, and nothing else."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from frankpledge.partners.access import Access
from frankpledge.plans.changes.holding import PlanRefused, hold_plan
from frankpledge.plans.changes.updates import submit_held, take_back_held, write_held
from frankpledge.plans.models import Objective, Plan, QuarterUpdate, UpdateState
from frankpledge.plans.queries.update_states import state_of
from frankpledge.quarters.changes.links import LinkIsOver, hand_of, is_working
from frankpledge.quarters.models import AnswerLink
from frankpledge.quarters.queries.answering import requests_of

SETTLED = (UpdateState.APPROVED, UpdateState.PUBLISHED)


class NotTheirs(PlanRefused):
    """The link's person was not asked for this."""

    def __init__(self) -> None:
        super().__init__("This was not asked of you.")


@transaction.atomic
def answer(*, link: AnswerLink, objective: int, text: str, version: int, now: datetime) -> QuarterUpdate:
    """The cell now reads so. ``EditedMeanwhile`` where it reads otherwise than the page showed, unless the new words
    begin with all that is there: then nothing of it is lost, and a save whose answer never arrived can go on.
    """
    plan, row, hand = hold_answer(link, objective, now=now)
    cell = QuarterUpdate.objects.filter(objective=row, quarter=link.round.quarter).first()
    if cell is not None and cell.text != text:
        if cell.state in SETTLED:
            raise PlanRefused("This was approved. Ask your community safety manager if it is to change.")
        if cell.state == UpdateState.SUBMITTED:
            raise PlanRefused("This was submitted. Take it back before you change it.")
        if cell.version != version and cell.text and text.startswith(cell.text):
            version = cell.version
    return write_held(
        plan, row, link.round.quarter, text, version, "update.written", reason="", way="link", by=hand, now=now
    )


@transaction.atomic
def submit_answer(*, link: AnswerLink, objective: int, text: str, version: int, now: datetime) -> QuarterUpdate:
    """Save the words and submit them, both or neither. Submitted already with these words: nothing happens."""
    plan, row, hand = hold_answer(link, objective, now=now)
    cell = QuarterUpdate.objects.filter(objective=row, quarter=link.round.quarter).first()
    if cell is not None and cell.text == text and cell.state in (UpdateState.SUBMITTED, *SETTLED):
        return cell
    written = answer(link=link, objective=objective, text=text, version=version, now=now)
    return submit_held(plan, row, link.round.quarter, written.version, by=hand, now=now)


@transaction.atomic
def submit_all(*, link: AnswerLink, now: datetime) -> int:
    """Submit every draft of the link's person that has words; how many. Those with none are left as they are."""
    done = 0
    for request in requests_of(link):
        plan, row, hand = hold_answer(link, request.objective_id, now=now)
        cell = QuarterUpdate.objects.filter(objective=row, quarter=link.round.quarter).first()
        if cell is None or not cell.text.strip():
            continue
        if state_of(cell) in (UpdateState.DRAFTED, UpdateState.RETURNED):
            submit_held(plan, row, link.round.quarter, cell.version, by=hand, now=now)
            done += 1
    return done


@transaction.atomic
def take_back_answer(*, link: AnswerLink, objective: int, version: int, now: datetime) -> QuarterUpdate:
    """Make what was submitted a draft again, while nobody has decided on it."""
    plan, row, hand = hold_answer(link, objective, now=now)
    return take_back_held(plan, row, link.round.quarter, version, by=hand, now=now)


def hold_link(link: AnswerLink, *, now: datetime) -> AnswerLink:
    """The link as it is now, if it still works: it may have been stopped since the page was opened."""
    current = AnswerLink.objects.select_related("person", "round__plan__partnership").get(pk=link.pk)
    if not is_working(current, now=now):
        raise LinkIsOver
    return current


def hold_answer(link: AnswerLink, objective: int, *, now: datetime) -> tuple[Plan, Objective, Access]:
    """The plan locked, the objective if it was asked of the link's person, and their hand, which may nothing else."""
    current = hold_link(link, now=now)
    hand = hand_of(current.person, current.round.plan.partnership)
    plan = hold_plan(current.round.plan_id, by=hand)
    request = requests_of(current).filter(objective=objective).select_related("objective__section").first()
    if request is None:
        raise NotTheirs
    return plan, request.objective, hand
