"""Keeping an evaluation with the step that settles a record, and making a problem of what a group took on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation as Did
from frankpledge.delivery.evaluating import ANSWERED, EXTRACT, evaluate
from frankpledge.delivery.kinds.problems import Problem
from frankpledge.delivery.problem_solving.kept import Evaluation
from frankpledge.delivery.root import KINDS
from frankpledge.insight.models import Nomination
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.records.changes.records import RecordRefused, add_record

OTHERWISE = "Or record an assessment by another measure."


def keep_evaluations(*, record: Any, by: Access, now: datetime) -> None:
    """Freeze every figure of the record as it stands now, an honest “needs a police extract” among them."""
    for question in record.questions():
        _keep(record, evaluate(by.partnership, question, now=now), by, now)


def keep_assessment(*, record: Any, by: Access, now: datetime) -> None:
    """The same for a step that rests on the figure: refused where nothing could be counted. Too little is an answer."""
    questions = record.questions()
    if not questions:
        raise RecordRefused(f"{record.lacks} {OTHERWISE}")
    for question in questions:
        answer = evaluate(by.partnership, question, now=now)
        if answer["state"] == EXTRACT:
            raise RecordRefused(f"It needs a police extract. {answer['why']} {OTHERWISE}")
        if answer["state"] != ANSWERED:
            raise RecordRefused(f"It cannot be counted yet. {answer['why']} {OTHERWISE}")
        _keep(record, answer, by, now)


def _keep(record: Any, answer: dict[str, Any], by: Access, now: datetime) -> None:
    as_of = parse_datetime(str(answer.get("as_of") or ""))
    if record.short_reason:
        answer = {**answer, "short_because": record.short_reason}  # as it was said then: the record's may change
    row = Evaluation(
        record=record, name=answer["name"], definition=answer["definition"], state=answer["state"],
        confidence=str(answer["confidence"]), data_as_of=_aware(as_of), answer=answer, made_at=now,
        made_by=by.audit_key,
    )  # fmt: skip
    row.save()
    said = {"record": record.number, "name": row.name, "definition": row.definition, "state": row.state,
            "counts": answer.get("counts"), "outcome": answer.get("outcome", "")}  # fmt: skip
    log("evaluation.kept", row, by=by, now=now, partnership=by.partnership, operation=Did.CREATE, after=said)


def _aware(moment: datetime | None) -> datetime | None:
    return timezone.make_aware(moment) if moment is not None and timezone.is_naive(moment) else moment


@transaction.atomic
def make_problem(*, nomination: Nomination, by: Access, now: datetime) -> Problem:
    """The problem record of what a group took on, with the place and the figures' definition. Made once."""
    row = Nomination.objects.within(by.partnership).select_for_update(of=("self",)).filter(pk=nomination.pk).first()
    if row is None:
        raise NotAllowed("That is not one of your partnership's.")
    problems: Any = Problem.objects.within(by.partnership)
    there: Problem | None = problems.filter(nomination=row).first()
    if there is not None:
        return there
    if row.state != Nomination.State.TAKEN:
        raise RecordRefused("The group has not taken this on.")
    values = {
        "title": row.title, "starts_on": timezone.localdate(now), "lead_group": row.group, "nomination": row,
        "place": str(row.frozen.get("area_name", ""))[:200], "scanning": row.why, "area": row.area,
        "definition": str(row.frozen.get("definition") or row.definition)[:60],
    }  # fmt: skip
    made: Problem = add_record(kind=KINDS["problems"], values=values, by=by, now=now)
    return made
