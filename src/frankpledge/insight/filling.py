"""Lets the quarters of indicators fed by the crime store fill themselves when months arrive."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from frankpledge.insight import refreshing
from frankpledge.insight.months import month_of
from frankpledge.insight.queries.measurable import measurable
from frankpledge.insight.sources import SLUGS
from frankpledge.measures.changes.holding import MeasureRefused
from frankpledge.measures.changes.refreshing import refresh_indicator
from frankpledge.measures.models import Indicator
from frankpledge.partners.access import access_by_command
from frankpledge.partners.models import Partnership
from frankpledge.plans.models import Plan
from frankpledge.plans.queries.quarters import after

logger = logging.getLogger("frankpledge.insight")
COMMAND = "crime.refresh"


def fill_quarters(partnership: Partnership, now: datetime) -> int:
    """Ask the source of every indicator fed from here, of every plan; how many figures are new.

    A quarter not yet settled or published takes the new figure; after that ``measures`` keeps it as a late revision
    beside the published one. One indicator that fails stops no other.
    """
    by = access_by_command(COMMAND, partnership)
    rows = Indicator.objects.within(partnership).in_use().filter(source__in=SLUGS)
    written = 0
    for indicator in rows.select_related("plan__partnership", "objective__section__plan").order_by("pk"):
        try:
            written += refresh_indicator(indicator=indicator, by=by, now=now)
        except MeasureRefused:
            continue  # retired or closed meanwhile
        except Exception:  # the others still get their figures
            logger.exception("Indicator %s could not be filled from %s", indicator.pk, indicator.source)
    return written


def look_at_evidence(partnership: Partnership, now: datetime) -> int:
    """What can be measured in each plan's year, so that the plan's page finds it ready; how many plans."""
    plans = Plan.objects.within(partnership).order_by("-starts_on")
    for plan in plans:
        last = after(plan.starts_on, months=12) - timedelta(days=1)
        measurable(partnership, first=month_of(plan.starts_on), last=month_of(last), now=now)
    return len(plans)


def offer() -> None:
    """Put both among what is worked out after each load."""
    refreshing.add("evidence", look_at_evidence)
    refreshing.add("indicators", fill_quarters)
