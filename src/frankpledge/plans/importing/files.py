"""Brings a file in from beginning to end without a page: what the command line and the demonstration use."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from frankpledge.documents.changes import finish_reading, start_reading, store_document
from frankpledge.documents.queries import known_meanings
from frankpledge.partners.access import Access
from frankpledge.partners.models import Partnership
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.checking import check
from frankpledge.plans.importing.adding import add_suggested
from frankpledge.plans.importing.bodies import bodies_of, directory_of
from frankpledge.plans.importing.creating import create_plan
from frankpledge.plans.importing.readings import reading_to_json
from frankpledge.plans.models import Plan


def import_file(
    *,
    data: bytes,
    name: str,
    partnership: Partnership,
    by: Access,
    now: datetime,
    add_bodies: bool = False,
    slug: str | None = None,
    starts_on: date | None = None,
) -> Plan:
    """The file as a new plan, kept with the file and its reading. Raises ``DocumentRefused`` or ``ImportRefused``.

    With ``add_bodies``, the agencies and groups it names and nobody knows are added first, as they look.
    """
    by.demand(Permission.PLAN_IMPORT)
    mapping = known_meanings(partnership)
    reading = check(data, name, mapping=mapping, bodies=bodies_of(partnership))
    with transaction.atomic():
        stored = store_document(partnership=partnership, name=name, content=data, by=by, now=now)
        run = start_reading(document=stored, reading=reading_to_json(reading), mapping=mapping, by=by, now=now)
        if add_bodies:
            add_suggested(document=reading.plan, directory=directory_of(partnership), by=by, now=now)
        plan = create_plan(
            document=reading.plan,
            partnership=partnership,
            by=by,
            now=now,
            slug=slug,
            stored=stored,
            starts_on=starts_on,
        )
        finish_reading(run=run, plan_number=plan.pk, by=by, now=now)
    return plan
