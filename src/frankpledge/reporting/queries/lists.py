"""What the lists of reports, stories and recommendations show, on the page, as CSV and as JSON."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, QuerySet, When

from frankpledge.jobs.models import Job
from frankpledge.partners.models import Partnership
from frankpledge.reporting.models import Recommendation, Report, Story


def reports_of(partnership: Partnership, *, plan: str = "", quarter: str = "", kind: str = "") -> QuerySet[Report]:
    """Reports without their content, the newest first."""
    rows = Report.objects.within(partnership).select_related("plan", "publication").defer("snapshot")
    wanted = {"plan__slug": plan, "quarter": quarter, "kind": kind}
    return rows.filter(**{name: value for name, value in wanted.items() if value}).order_by("-made_at", "-pk")


def being_made(partnership: Partnership) -> list[Job]:
    """Reports somebody asked for that are not there yet, or could not be made."""
    rows = Job.objects.filter(name__startswith="report.", partnership_key=str(partnership.pk))
    shown = [Job.State.WAITING, Job.State.RUNNING, Job.State.FAILED]
    return list(rows.filter(state__in=shown).order_by("-made_at")[:5])


def stories_of(partnership: Partnership, *, state: str = "") -> QuerySet[Story]:
    """Stories with what they are about: those to decide first."""
    rows = Story.objects.filter(plan__partnership=partnership)
    rows = rows.select_related("plan", "objective", "group", "communication__partnership")
    rows = rows.filter(state=state) if state else rows
    is_decided = Case(When(state=Story.State.DRAFT, then=0), default=1)
    return rows.order_by(is_decided, "-found_at", "pk")


def waiting_stories(partnership: Partnership, groups: Collection[int], *, most: int = 5) -> list[Story]:
    """Drafts offered to any of these groups, the newest first."""
    rows = stories_of(partnership, state=Story.State.DRAFT).filter(group__in=groups) if groups else Story.objects.none()
    return list(rows[:most])


@dataclass(frozen=True, slots=True)
class Asked:
    """One recommendation with its clock."""

    row: Recommendation
    days_left: int | None  # below nought where overdue; nothing once it is answered

    @property
    def is_overdue(self) -> bool:
        return self.days_left is not None and self.days_left < 0


def recommendations_of(partnership: Partnership, *, today: date, waiting: bool = False) -> list[Asked]:
    """Recommendations, those waiting longest for an answer first."""
    rows = Recommendation.objects.within(partnership).select_related("objective__section__plan")
    asked = [Asked(row, None if row.answer else (row.respond_by - today).days) for row in rows]
    asked = [each for each in asked if each.days_left is not None] if waiting else asked
    return sorted(asked, key=lambda each: (each.days_left is None, each.row.respond_by, each.row.pk))
