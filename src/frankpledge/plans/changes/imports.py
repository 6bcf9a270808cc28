"""What a person decides about a reading: make a plan of it, or change a plan by it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.documents.changes import finish_reading, waiting
from frankpledge.documents.models import ImportRun
from frankpledge.partners.access import Access
from frankpledge.partners.models import Partnership
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.amendments import collect_document
from frankpledge.plans.changes.documents import is_words, reconcile
from frankpledge.plans.changes.holding import hold_plan
from frankpledge.plans.importing.adding import BodyChoice, add_bodies
from frankpledge.plans.importing.comparing import compare
from frankpledge.plans.importing.creating import create_plan
from frankpledge.plans.importing.periods import another_slug, slug_of
from frankpledge.plans.importing.readings import reading_from_json
from frankpledge.plans.importing.refusals import NothingChosen
from frankpledge.plans.models import Amendment, Plan

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


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of the differences accepted: made at once, or put into an amendment of an adopted plan."""

    made: int
    amendment: Amendment | None = None
    kept: int = 0  # those that wait in the amendment


@transaction.atomic
def apply_differences(
    *, plan: Plan, run: ImportRun, accepted: Collection[str], all_that_add: bool, state: str, by: Access, now: datetime
) -> Applied:
    """Change the plan by the differences accepted, and by no other.

    ``accepted`` are their keys; ``all_that_add`` accepts besides every one that takes no words away. ``state`` is that
    of the plan the person compared with: if a word of it changed since, nothing is done, and ``EditedMeanwhile`` holds
    the comparison as it is now. Of an adopted plan, only what is said of its quarters is changed at once: every other
    difference goes into the person's draft amendment.
    """
    by.demand(Permission.PLAN_IMPORT)
    row = hold_plan(plan.pk, by=by)
    held = waiting(run)
    comparison = compare(row, reading_from_json(held.reading).plan)
    if comparison.state != state:
        raise EditedMeanwhile(comparison)
    chosen = [one for one in comparison.shown if one.key in accepted or (all_that_add and not one.takes_away)]
    if not chosen:
        raise NothingChosen
    later = [one for one in chosen if is_words(one)] if row.state == Plan.State.ADOPTED else []
    at_once = [one for one in chosen if one not in later]
    if at_once:
        reconcile(row, comparison, at_once, by=by, now=now)
        if row.state != Plan.State.ADOPTED:
            row.document = held.document
            row.save(update_fields=["document"])
    amendment = None
    if later:
        amendment = collect_document(plan=row, run=held, keys=[one.key for one in later], by=by, now=now)
    left = len(comparison.shown) - len(chosen)
    after = {"accepted": len(at_once), "amended": len(later), "left": left, "document": held.document_id}
    log("plan.changed_by_document", row, by=by, now=now, partnership=by.partnership, after=after)
    finish_reading(run=held, plan_number=row.pk, by=by, now=now)
    return Applied(len(at_once), amendment, len(later))


def _free_slug(slug: str, partnership: Partnership) -> str:
    taken = RESERVED | set(Plan.objects.filter(partnership=partnership).values_list("slug", flat=True))
    return another_slug(slug, taken) if slug in taken else slug
