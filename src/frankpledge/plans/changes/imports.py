"""What a person decides about a reading: make a plan of it, or change a plan by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from frankpledge.documents.changes import finish_reading, waiting
from frankpledge.documents.models import ImportRun
from frankpledge.partners.access import Access
from frankpledge.partners.models import Partnership
from frankpledge.partners.permissions import Permission
from frankpledge.plans.importing.adding import BodyChoice, add_bodies
from frankpledge.plans.importing.creating import create_plan
from frankpledge.plans.importing.periods import another_slug, slug_of
from frankpledge.plans.importing.readings import reading_from_json
from frankpledge.plans.models import Plan

# Words that stand where a plan's short name would in an address.
RESERVED = {"add", "import", "imports"}


@transaction.atomic
def import_reading(
    *,
    run: ImportRun,
    title: str,
    period: str,
    starts_on: date,
    bodies: Sequence[BodyChoice],
    by: Access,
    now: datetime,
) -> Plan:
    """The reading as a new plan, under the names and dates the person confirmed, with the bodies they chose to add."""
    by.demand(Permission.PLAN_IMPORT)
    held = waiting(run)
    document = replace(reading_from_json(held.reading).plan, title=title, period=period)
    add_bodies(choices=bodies, by=by, now=now)
    plan = create_plan(
        document=document,
        partnership=by.partnership,
        by=by,
        now=now,
        slug=_free_slug(slug_of(period, starts_on), by.partnership),
        stored=held.document,
        starts_on=starts_on,
    )
    finish_reading(run=held, plan_number=plan.pk, by=by, now=now)
    return plan


def _free_slug(slug: str, partnership: Partnership) -> str:
    taken = RESERVED | set(Plan.objects.filter(partnership=partnership).values_list("slug", flat=True))
    return another_slug(slug, taken) if slug in taken else slug
