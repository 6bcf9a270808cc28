"""Starting a plan and changing its own words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.partners.access import Access
from frankpledge.partners.models import Partnership
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import PlanRefused, differences, hold_plan, settle, unless_adopted, unless_edited
from frankpledge.plans.importing.periods import another_slug, slug_of
from frankpledge.plans.models import Plan

# Words that stand where a plan's short name would in an address.
RESERVED_SLUGS = frozenset({"add", "import", "imports"})


@dataclass(frozen=True, slots=True)
class PlanWords:
    """What a plan says of itself."""

    title: str
    period: str
    starts_on: date
    preamble: str = ""


def start_plan(*, words: PlanWords, by: Access, now: datetime) -> Plan:
    """A plan with nothing in it yet."""
    by.demand(Permission.PLAN_EDIT)
    with transaction.atomic():
        Partnership.objects.select_for_update().get(pk=by.partnership.pk)  # two at once get two short names
        plan = make_plan(words=words, by=by, now=now)
        log("plan.started", plan, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
            after=asdict(words))  # fmt: skip
        settle(plan, by=by, now=now)
    return plan


def make_plan(*, words: PlanWords, by: Access, now: datetime, previous: Plan | None = None) -> Plan:
    """The plan's own row, for a caller that holds the partnership and will log what it makes of it."""
    _refuse_second(words, by.partnership)
    return Plan.objects.create(
        partnership=by.partnership,
        slug=_free_slug(words, by.partnership),
        created_at=now,
        changed_at=now,
        changed_by=by.audit_key,
        previous=previous,
        layout=previous.layout if previous else {},
        **asdict(words),
    )


@transaction.atomic
def edit_plan(*, plan: Plan, words: PlanWords, version: int, by: Access, now: datetime) -> Plan:
    """Change title, period, first day and preamble. Its address stays, so that links to it keep working."""
    by.demand(Permission.PLAN_EDIT)
    row = hold_plan(plan.pk, by=by)
    unless_adopted(row, by=by)
    unless_edited(row, version)
    _refuse_second(words, by.partnership, besides=row)
    before, after = differences({name: getattr(row, name) for name in asdict(words)}, asdict(words))
    for name, value in after.items():
        setattr(row, name, value)
    row.save(update_fields=["version", *after])
    log("plan.changed", row, by=by, now=now, partnership=by.partnership, before=before, after=after)
    settle(row, by=by, now=now)
    return row


def _refuse_second(words: PlanWords, partnership: Partnership, besides: Plan | None = None) -> None:
    twins = Plan.objects.within(partnership).filter(title=words.title, period=words.period)
    if besides is not None:
        twins = twins.exclude(pk=besides.pk)
    if twins.exists():
        raise PlanRefused("There is already a plan of this title and period. Give this one another title.", "title")


def _free_slug(words: PlanWords, partnership: Partnership) -> str:
    taken = {*RESERVED_SLUGS} | set(Plan.objects.filter(partnership=partnership).values_list("slug", flat=True))
    slug = slug_of(words.period, words.starts_on)
    return another_slug(slug, taken) if slug in taken else slug
