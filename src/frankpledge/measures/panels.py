"""What indicators have to say on the pages below: an objective's, and the plan's."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from frankpledge.measures.models import Indicator
from frankpledge.measures.queries import gaps, quarter_to_show, ratings, ratings_of
from frankpledge.measures.queries.by_theme import theme_rated, themes_rated
from frankpledge.measures.rating import Rag
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import led_by
from frankpledge.plans.models import Objective, Plan
from frankpledge.plans.queries.quarters import NAMES
from frankpledge.plans.queries.themes import ThemeOfPlan, ThemesOfPlan


def on_objective(request: HttpRequest, objective: Objective) -> dict[str, Any] | None:
    """The objective's indicators as they stand in the latest quarter of which something is known."""
    access: Access = request.access  # type: ignore[attr-defined]  # set by the guard
    plan = objective.section.plan
    quarter = quarter_to_show(plan, timezone.localdate())
    rows = list(Indicator.objects.in_use().filter(objective=objective))
    agencies, groups = led_by(objective)
    found = ratings_of(plan, rows, quarter)
    return {
        "objective": objective,
        "plan": plan,
        "partnership": access.partnership,
        "quarter_name": NAMES[quarter],
        "ratings": [found[row.pk] for row in rows],
        "may_edit": access.may(Permission.INDICATOR_EDIT, agencies=agencies, groups=groups),
    }


def on_plan(request: HttpRequest, plan: Plan) -> dict[str, Any] | None:
    """How many objectives can be judged, and how the indicators stand."""
    access: Access = request.access  # type: ignore[attr-defined]  # set by the guard
    quarter = quarter_to_show(plan, timezone.localdate())
    every = [rating for each in ratings(plan, quarter).values() for rating in each]
    counts = Counter(rating.rag for rating in every)
    return {
        "plan": plan,
        "partnership": access.partnership,
        "quarter_name": NAMES[quarter],
        "quarter": quarter,
        "indicator_count": len(every),
        "counts": [(rag, counts[rag]) for rag in Rag if counts[rag]],
        "gap_count": len({gap.objective for gap in gaps(plan)}),
    }


def on_theme(request: HttpRequest, subject: ThemeOfPlan) -> dict[str, Any] | None:
    """How the indicators of the objectives that serve the theme stand."""
    if not subject.rolled.primary and not subject.rolled.also:
        return None
    access: Access = request.access  # type: ignore[attr-defined]  # set by the guard
    rated = theme_rated(subject.plan, subject.rolled, timezone.localdate())
    return {
        "plan": subject.plan,
        "partnership": access.partnership,
        "rated": rated,
        "quarter_name": NAMES[rated.quarter],
    }


def on_themes(request: HttpRequest, subject: ThemesOfPlan) -> dict[str, Any] | None:
    """How many indicators stand how under each theme; nothing where there is no theme or no indicator."""
    if not subject.roll_up.themes:
        return None
    access: Access = request.access  # type: ignore[attr-defined]  # set by the guard
    rated = themes_rated(subject.plan, subject.roll_up, timezone.localdate())
    if not rated.rags:
        return None
    return {
        "plan": subject.plan,
        "partnership": access.partnership,
        "rated": rated,
        "quarter_name": NAMES[rated.quarter],
    }
