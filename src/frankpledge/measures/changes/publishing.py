"""Marks the figures of a quarter as the ones the public was given, so that a later figure stands beside them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.measures.models import IndicatorValue
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import hold_plan
from frankpledge.plans.models import Plan


@transaction.atomic
def publish_values(*, plan: Plan, quarter: str, by: Access, now: datetime) -> int:
    """Every figure of the quarter is now published as it stands; how many. Called by whoever publishes the quarter."""
    by.demand(Permission.QUARTER_RUN)
    held = hold_plan(plan.pk, by=by)
    rows = list(IndicatorValue.objects.filter(indicator__plan=held, quarter=quarter, published_version__isnull=True))
    for row in rows:
        row.published_version = row.version
    IndicatorValue.objects.bulk_update(rows, ["published_version"])
    if rows:
        log("indicator_values.published", held, by=by, now=now, partnership=by.partnership,
            after={"quarter": quarter, "versions": {str(row.pk): row.version for row in rows}})  # fmt: skip
    return len(rows)
