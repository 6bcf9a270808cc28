"""What reports show on pages below: what scrutiny waits for on one's work, and the reports of a quarter on its page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.quarters.queries.pictures import QuarterPicture
from frankpledge.reporting.queries.lists import recommendations_of, reports_of, waiting_stories

SHOWN = 5


def my_work(request: HttpRequest, access: Access) -> dict[str, Any] | None:
    """Recommendations waiting for whoever may answer them; drafts of stories for the group they were offered to."""
    asked = []
    if access.reach(Permission.REPORT_MAKE):
        asked = recommendations_of(access.partnership, today=timezone.localdate(), waiting=True)
    drafts = waiting_stories(access.partnership, access.groups)
    if not asked and not drafts:
        return None
    return {"asked": asked[:SHOWN], "asked_count": len(asked), "drafts": drafts, "partnership": access.partnership}


def quarter(request: HttpRequest, seen: QuarterPicture) -> dict[str, Any] | None:
    """The reports made of that quarter, and where another is made."""
    access: Access = request.access  # type: ignore[attr-defined]  # put there by partners.guard
    rows = reports_of(access.partnership, plan=seen.plan.slug, quarter=seen.quarter)
    return {
        "reports": rows[:SHOWN],
        "plan": seen.plan,
        "quarter": seen.quarter,
        "may_make": bool(access.reach(Permission.REPORT_MAKE)),
        "partnership": access.partnership,
    }
