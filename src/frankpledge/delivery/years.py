"""The plan's year a day falls in, and days and shares as they are said above lists."""

from __future__ import annotations

from datetime import date

from frankpledge.partners.models import Partnership
from frankpledge.plans.models import Plan
from frankpledge.plans.queries.quarters import after


def year_start(partnership: Partnership, day: date) -> date:
    """The first day of the plan's year that has this day; of the financial year where no plan has it."""
    plans = Plan.objects.within(partnership).filter(starts_on__lte=day).order_by("-starts_on", "-pk")
    plan = plans.first()
    if plan is not None and day < after(plan.starts_on, months=12):
        return plan.starts_on
    return date(day.year if day >= date(day.year, 4, 1) else day.year - 1, 4, 1)


def said(day: date) -> str:
    """A day in words.

    >>> said(date(2008, 4, 1))
    '1 April 2008'
    """
    return f"{day:%-d %B %Y}"


def of(part: int, whole: int) -> str:
    """So many of so many, with the share where there is anything to share.

    >>> of(38, 40), of(0, 0)
    ('38 of 40 (95 %)', '0 of 0')
    """
    return f"{part} of {whole} ({round(100 * part / whole)} %)" if whole else f"{part} of {whole}"
