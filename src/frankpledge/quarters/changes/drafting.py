"""Drafts of a quarter's updates: made when it opens, and again when somebody asks. Nothing typed is overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from frankpledge.audit.log import log
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import PlanRefused, hold_objective
from frankpledge.plans.changes.updates import write_held
from frankpledge.plans.models import Objective, Plan, QuarterUpdate, UpdateState
from frankpledge.plans.queries.quarters import quarter_days
from frankpledge.quarters.changes.answering import SETTLED, hold_answer
from frankpledge.quarters.drafting import Sentence, brought_up_to_date, sentences_of
from frankpledge.quarters.models import AnswerLink, Draft, DraftedSentence
from frankpledge.quarters.queries.drafts import Drafted, newest_drafts, wanted_of

BATCH = 500


@transaction.atomic
def make_drafts(*, plan: Plan, quarter: str, objectives: Iterable[int], by: Access, now: datetime) -> int:
    """Draft these cells from what is recorded now; how many have a new draft. One that would say the same stays.

    No update's words change: a draft is laid before whoever writes it, who saves it, mends it or leaves it.
    """
    asked = list(objectives)
    said = sentences_of(wanted_of(plan, quarter, asked, on=timezone.localdate(now)))
    had = newest_drafts(asked, quarter)
    new = [pk for pk in asked if pk not in had or had[pk].sentences != _bare(said[pk])]
    drafts = [Draft(objective_id=pk, quarter=quarter, made_at=now, made_by=by.audit_key) for pk in new]
    Draft.objects.bulk_create(drafts, batch_size=BATCH)
    rows = [
        DraftedSentence(
            draft=draft, key=each.key, words=each.words, is_gap=each.is_gap,
            records=[[record.words, record.url] for record in each.records],
        )
        for draft in drafts
        for each in said[draft.objective_id]
    ]  # fmt: skip
    DraftedSentence.objects.bulk_create(rows, batch_size=BATCH)
    return len(drafts)


@transaction.atomic
def draft_update(
    *, objective: Objective, quarter: str, version: int, by: Access, now: datetime
) -> QuarterUpdate | None:
    """Draft a cell again. Words it has already are brought up to date; where it has none, it still has none."""
    plan, row = hold_objective(objective, Permission.UPDATE_WRITE, by=by)
    cell = QuarterUpdate.objects.filter(objective=row, quarter=quarter).first()
    if cell is not None and cell.version != version:
        raise EditedMeanwhile(cell)
    return _draft(plan, row, quarter, cell.text if cell else "", version, cell, way="page", by=by, now=now)


@transaction.atomic
def draft_answer(*, link: AnswerLink, objective: int, text: str, version: int, now: datetime) -> QuarterUpdate | None:
    """The same by a letter's link, of the words in the box: they are saved with what is new in them."""
    plan, row, hand = hold_answer(link, objective, now=now)
    quarter = link.round.quarter
    cell = QuarterUpdate.objects.filter(objective=row, quarter=quarter).first()
    is_bare = (cell is None or not cell.text) and text.strip() == _newest(row, quarter).text
    return _draft(plan, row, quarter, "" if is_bare else text, version, cell, way="link", by=hand, now=now)


def _draft(
    plan: Plan,
    row: Objective,
    quarter: str,
    text: str,
    version: int,
    cell: QuarterUpdate | None,
    *,
    way: str,
    by: Access,
    now: datetime,
) -> QuarterUpdate | None:
    if cell is not None and (cell.state in SETTLED or cell.state == UpdateState.SUBMITTED):
        raise PlanRefused("This was submitted or approved. Take it back before you draft it again.")
    if quarter_days(plan, quarter)[0] > timezone.localdate(now):
        raise PlanRefused("This quarter has not begun: there is nothing to draft it from.")
    before = _newest(row, quarter)
    make_drafts(plan=plan, quarter=quarter, objectives=[row.pk], by=by, now=now)
    said = {"ref": row.ref, "quarter": quarter}
    log("update.redrafted", row, by=by, now=now, partnership=by.partnership, after=said)
    if not text.strip():
        return cell
    words = brought_up_to_date(text, before.sentences, _newest(row, quarter).sentences)
    return write_held(plan, row, quarter, words, version, "update.written", reason="", way=way, by=by, now=now)


def _newest(row: Objective, quarter: str) -> Drafted:
    return newest_drafts([row.pk], quarter).get(row.pk, Drafted())


def _bare(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """As they are kept: without the days of their records."""
    return tuple(
        replace(each, records=tuple(replace(record, on=None) for record in each.records)) for each in sentences
    )
