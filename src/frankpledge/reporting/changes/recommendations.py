"""What scrutiny asks for, and the answer it is owed by a day."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.models import Objective
from frankpledge.reporting.changes.reports import ReportRefused
from frankpledge.reporting.models import Recommendation, Report

# The Crime and Disorder (Overview and Scrutiny) Regulations 2009 give those asked 28 days, or as soon as they can
# after that. A partnership may agree another term: the day can be changed on each.
USUAL_TERM = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class RecommendationWords:
    """A recommendation as the minutes have it."""

    committee: str
    met_on: date
    text: str
    respond_by: date
    number: str = ""


@transaction.atomic
def add_recommendation(
    *, words: RecommendationWords, objective: Objective | None, report: Report | None, by: Access, now: datetime
) -> Recommendation:
    """Write down what the committee asked for."""
    by.demand(Permission.SCRUTINY_WRITE)
    _check(words, timezone.localdate(now))
    row = Recommendation.objects.create(
        partnership=by.partnership, objective=objective, report=report, added_at=now, **asdict(words)
    )
    log("recommendation.added", row, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after=asdict(words))  # fmt: skip
    return row


@transaction.atomic
def edit_recommendation(
    *, recommendation: Recommendation, words: RecommendationWords, objective: Objective | None, version: int,
    by: Access, now: datetime,
) -> Recommendation:  # fmt: skip
    """Put the words right. Once it is answered, what was answered stays as it was asked."""
    by.demand(Permission.SCRUTINY_WRITE)
    _check(words, timezone.localdate(now))
    row = _hold(recommendation, version, by)
    if row.answer:
        raise ReportRefused("It has been answered: what was asked stays as it was. Add another instead.")
    before = {name: getattr(row, name) for name in asdict(words)}
    for name, value in asdict(words).items():
        setattr(row, name, value)
    row.objective = objective
    row.save()
    log("recommendation.changed", row, by=by, now=now, partnership=by.partnership, before=before, after=asdict(words))
    return row


@transaction.atomic
def answer_recommendation(
    *, recommendation: Recommendation, answer: str, response: str, done_on: date | None, version: int, by: Access,
    now: datetime,
) -> Recommendation:  # fmt: skip
    """The partnership's answer. Not accepting needs its reason, for the committee must be told."""
    by.demand(Permission.REPORT_MAKE)
    if answer not in Recommendation.Answer or not answer:
        raise ReportRefused("Choose an answer.", "answer")
    if not response.strip():
        raise ReportRefused("Write what the committee is told.", "response")
    row = _hold(recommendation, version, by)
    before = {"answer": row.answer, "response": row.response}
    row.answer, row.response, row.done_on = answer, response, done_on
    row.answered_on = row.answered_on or timezone.localdate(now)
    row.answered_by = row.answered_by or by.audit_key
    row.save()
    log("recommendation.answered", row, by=by, now=now, partnership=by.partnership, before=before,
        after={"answer": answer, "response": response})  # fmt: skip
    return row


def _hold(recommendation: Recommendation, version: int, by: Access) -> Recommendation:
    row = Recommendation.objects.select_for_update().within(by.partnership).get(pk=recommendation.pk)
    if row.version != version:
        raise EditedMeanwhile(row)
    row.version += 1
    return row


def _check(words: RecommendationWords, today: date) -> None:
    if not words.text.strip():
        raise ReportRefused("Write what was recommended.", "text")
    if words.met_on > today:
        raise ReportRefused("The committee has not met yet on that day.", "met_on")
    if words.respond_by < words.met_on:
        raise ReportRefused("An answer cannot be due before the committee met.", "respond_by")
