"""One record of each kind where its pages can be opened, and one that was cleared, published and linked."""

from __future__ import annotations

from datetime import date
from typing import Any

from frankpledge.delivery.changes import link_record
from frankpledge.delivery.changes.tasks import TaskWords, add_task
from frankpledge.delivery.models import KINDS, DeliveryRecord
from frankpledge.delivery.suggesting import plan_on
from frankpledge.partners.access import access_by_command
from frankpledge.partners.models import ActionGroup, Agency
from frankpledge.plans.models import Objective
from frankpledge.records.changes.parts import add_part
from frankpledge.records.changes.records import add_record, move_record
from tests.examples import EXAMPLES
from tests.examples.making import make, resolved


def furnish(partnership: Any, people: dict[str, Any], facts: dict[str, Any], now: Any) -> dict[str, Any]:
    """By a command, so that the manager and the chair may clear."""
    by = access_by_command("scenery", partnership)
    leads = {
        "lead_agency": Agency.objects.within(partnership).order_by("name").first(),
        "lead_group": ActionGroup.objects.within(partnership).order_by("name").first(),
    }
    made: dict[str, Any] = {}
    for kind in KINDS:
        row = make(kind, by=by, now=now, **leads)
        made[f"{kind.slug}_record"] = row.pk
        for part in kind.parts:
            if part.is_open_in(row.state):
                values = resolved(EXAMPLES[kind.slug].parts[part.slug], by=by, now=now)
                made[f"{kind.slug}_{part.slug}"] = add_part(record=row, part=part, values=values, by=by, now=now).pk
    made["meeting_group"] = leads["lead_group"].pk
    words = TaskWords("Ring the printer about the posters", now.date(), agency=leads["lead_agency"])
    story = DeliveryRecord.objects.get(pk=made["communications_record"])
    made["record_task"] = add_task(record=story, words=words, by=by, now=now).pk
    example, kind = EXAMPLES["communications"], KINDS["communications"]
    row = add_record(kind=kind, values={**example.values, **leads}, by=by, now=now)
    move_by = access_by_command("clearing", partnership)
    for step in example.steps:
        row = move_record(record=row, move=step, version=row.version, values=example.asked, by=move_by, now=now)
    plan = plan_on(row)
    objective = Objective.objects.filter(section__plan=plan).first()
    if objective is not None:
        link_record(record=row, objective=objective, action=None, by=by, now=now)
    return {**made, "published_record": row.pk, "drafted_record": _to_draft_from(by, now, leads)}


def _to_draft_from(by: Any, now: Any, leads: dict[str, Any]) -> int:
    """A record of the third quarter of the demonstration's plan, linked to what the contributor answers for."""
    values = {**EXAMPLES["environment"].values, **leads, "starts_on": date(2008, 11, 10)}
    row = add_record(kind=KINDS["environment"], values=values, by=by, now=now)
    plan = plan_on(row)
    objective = Objective.objects.filter(section__plan=plan, ref="2.1").first()
    if objective is not None:
        link_record(record=row, objective=objective, action=None, by=by, now=now)
    return int(row.pk)
