"""Makes a plan's rows from what a document says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.documents.models import StoredDocument
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.partners.models import Partnership
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.model import PlanDocument
from frankpledge.plans.changes.findings import refresh_findings
from frankpledge.plans.importing.bodies import directory_of
from frankpledge.plans.importing.fitting import fitted
from frankpledge.plans.importing.periods import slug_of, start_of
from frankpledge.plans.importing.readings import storable
from frankpledge.plans.importing.refusals import NothingToImport, PeriodUnknown, PlanExists
from frankpledge.plans.importing.rows import Writer
from frankpledge.plans.models import Plan
from frankpledge.plans.queries.documents import layout_json, unread_json


@transaction.atomic
def create_plan(
    *,
    document: PlanDocument,
    partnership: Partnership,
    by: Access,
    now: datetime,
    slug: str | None = None,
    stored: StoredDocument | None = None,
    starts_on: date | None = None,
) -> Plan:
    """The document as a new plan. Nothing is filled in: what is blank stays blank, and becomes a finding.

    ``starts_on`` need only be said where the document's period does not say it; ``slug`` where another plan has the
    period's own. Raises ``ImportRefused`` otherwise.
    """
    by.demand(Permission.PLAN_IMPORT)
    if partnership != by.partnership:
        raise NotAllowed("A plan is brought into your own partnership.")
    said = fitted(storable(document))
    if not objective_count(said):
        raise NothingToImport
    plan = _plan(said, slug, starts_on or start_of(said.period), stored, by, now)
    Writer(directory_of(partnership), by.audit_key, now).sections(plan, said.sections)
    refresh_findings(plan=plan, now=now)
    after = {
        "title": plan.title,
        "period": plan.period,
        "sections": len(said.sections),
        "objectives": objective_count(said),
        "document": stored.pk if stored else None,
    }
    log("plan.imported", plan, by=by, now=now, partnership=partnership, operation=Operation.CREATE, after=after)
    return plan


def plan_of_period(partnership: Partnership, period: str) -> Plan | None:
    """The partnership's plan for the same period, which a newer document of it would change rather than repeat."""
    starts_on = start_of(period)
    plans: Iterable[Plan] = Plan.objects.filter(partnership=partnership)
    return next((plan for plan in plans if _same_period(plan, period, starts_on)), None)


def objective_count(document: PlanDocument) -> int:
    return sum(len(section.objectives) for section in document.sections)


def _same_period(plan: Plan, period: str, starts_on: date | None) -> bool:
    return bool(period) and (plan.period == period or (starts_on is not None and plan.starts_on == starts_on))


def _plan(
    said: PlanDocument,
    slug: str | None,
    starts_on: date | None,
    stored: StoredDocument | None,
    by: Access,
    now: datetime,
) -> Plan:
    if starts_on is None:
        raise PeriodUnknown
    values: dict[str, Any] = {
        "title": said.title or "Action plan",
        "period": said.period,
        "starts_on": starts_on,
        "preamble": said.preamble,
        "layout": layout_json(said.layout),
        "unread": unread_json(said.unread),
        "document": stored,
        "created_at": now,
        "changed_at": now,
        "changed_by": by.audit_key,
    }
    # The unique short name puts two imports at once in order: the second meets the first one's plan.
    twin = Plan.objects.filter(partnership=by.partnership, title=values["title"], period=said.period).first()
    if twin is not None:
        raise PlanExists(twin)
    plan, is_new = Plan.objects.get_or_create(
        partnership=by.partnership, slug=slug or slug_of(said.period, starts_on), defaults=values
    )
    if not is_new:
        raise PlanExists(plan)
    return plan
