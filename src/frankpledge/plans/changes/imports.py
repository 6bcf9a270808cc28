"""What a person decides about a reading: make a plan of it, or change a plan by it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.documents.changes import finish_reading, waiting
from frankpledge.documents.models import ImportRun
from frankpledge.partners.access import Access
from frankpledge.partners.models import Partnership
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.differences import apply
from frankpledge.plans.changes.holding import hold_plan, settle
from frankpledge.plans.importing.adding import BodyChoice, add_bodies
from frankpledge.plans.importing.bodies import directory_of
from frankpledge.plans.importing.comparing import compare
from frankpledge.plans.importing.creating import create_plan
from frankpledge.plans.importing.periods import another_slug, slug_of
from frankpledge.plans.importing.readings import reading_from_json
from frankpledge.plans.importing.reconciling import Reconciler
from frankpledge.plans.importing.refusals import NothingChosen
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


@transaction.atomic
def apply_differences(
    *, plan: Plan, run: ImportRun, accepted: Collection[str], all_that_add: bool, state: str, by: Access, now: datetime
) -> int:
    """Change the plan by the differences accepted, and by no other; says how many.

    ``accepted`` are their keys; ``all_that_add`` accepts besides every one that takes no words away. ``state`` is that
    of the plan the person compared with: if a word of it changed since, nothing is done, and ``EditedMeanwhile`` holds
    the comparison as it is now.
    """
    by.demand(Permission.PLAN_IMPORT)
    row = hold_plan(plan.pk, by=by)
    held = waiting(run)
    document = reading_from_json(held.reading).plan
    comparison = compare(row, document)
    if comparison.state != state:
        raise EditedMeanwhile(comparison)
    chosen = [one for one in comparison.shown if one.key in accepted or (all_that_add and not one.takes_away)]
    if not chosen:
        raise NothingChosen
    after = apply(comparison.before, [one.difference for one in chosen])
    after = replace(after, layout=comparison.after.layout, unread=comparison.after.unread)
    Reconciler(row, directory_of(by.partnership), by, now).change(comparison.before, after)
    row.document = held.document
    row.save(update_fields=["document"])
    after_it = {"accepted": len(chosen), "left": len(comparison.shown) - len(chosen), "document": held.document_id}
    log("plan.changed_by_document", row, by=by, now=now, partnership=by.partnership, after=after_it)
    settle(row, by=by, now=now)
    finish_reading(run=held, plan_number=row.pk, by=by, now=now)
    return len(chosen)


def _free_slug(slug: str, partnership: Partnership) -> str:
    taken = RESERVED | set(Plan.objects.filter(partnership=partnership).values_list("slug", flat=True))
    return another_slug(slug, taken) if slug in taken else slug
