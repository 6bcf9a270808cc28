"""Reports in each state, stories drafted, cleared and declined, and recommendations waiting, overdue and answered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any


def furnish(partnership: Any, people: dict[str, Any], facts: dict[str, Any], now: Any) -> dict[str, Any]:
    from frankpledge.partners.access import access_for
    from frankpledge.plans.models import Objective, Plan
    from frankpledge.reporting.changes.reports import make_report, publish_report, withdraw_report

    plan = Plan.objects.get(partnership=partnership, slug="2008-2009")
    by = access_for(people["manager"], partnership.slug, today=now.date())
    objective = Objective.objects.get(pk=facts["objective"])
    made = {
        (quarter, kind): make_report(
            plan=plan, quarter=quarter, kind=kind, marking="OFFICIAL", by=by, now=now, reason="For the journeys"
        )
        for quarter, kind in (("Q1", "quarterly"), ("Q2", "quarterly"), ("Q2", "scrutiny"))
    }
    for quarter in ("Q1", "Q2"):
        publish_report(report=made[quarter, "quarterly"], by=by, now=now)
    withdraw_report(report=made["Q2", "quarterly"], why="The figure of 3.4 was wrong.", by=by, now=now)
    return {
        "report": made["Q1", "quarterly"].pk,
        "withdrawn_report": made["Q2", "quarterly"].pk,
        "scrutiny_pack": made["Q2", "scrutiny"].pk,
        **_stories(plan, objective, people, by, now),
        **_asked(objective, by, now),
    }


def _stories(plan: Any, objective: Any, people: dict[str, Any], by: Any, now: Any) -> dict[str, Any]:
    """A success found in the way in which the list's button finds it, and one in each state."""
    from frankpledge.partners.models import ActionGroup
    from frankpledge.plans.models import Milestone
    from frankpledge.plans.queries.quarters import quarter_days
    from frankpledge.reporting.changes.stories import decide_story, offer_stories

    first, last = quarter_days(plan, "Q1")
    for text in ("Tell the five towns", "Print the leaflet", "Hold the first walk"):
        Milestone.objects.create(objective=objective, text=text, due_on=last, done_on=first)
    group = ActionGroup.objects.get(partnership=plan.partnership, short_name="Comms")
    offered = offer_stories(plan=plan, quarter="Q1", group=group, by=by, now=now)
    draft, cleared, declined = offered[-3:]
    decide_story(story=cleared, state="cleared", why="", version=1, by=by, now=now)
    decide_story(story=declined, state="declined", why="It was in the paper in June.", version=1, by=by, now=now)
    return {"story": draft.pk, "cleared_story": cleared.pk, "declined_story": declined.pk}


def _asked(objective: Any, by: Any, now: Any) -> dict[str, Any]:
    from frankpledge.reporting.changes.recommendations import (
        USUAL_TERM,
        RecommendationWords,
        add_recommendation,
        answer_recommendation,
    )

    rows = []
    for number, days in (("1", 3), ("2", 60), ("3", 40)):
        met_on = (now - timedelta(days=days)).date()
        words = RecommendationWords("Community Scrutiny Committee", met_on, f"Do more of {number}.",
                                    met_on + USUAL_TERM, number)  # fmt: skip
        rows.append(add_recommendation(words=words, objective=objective, report=None, by=by, now=now))
    answer_recommendation(
        recommendation=rows[2], answer="partly", response="In three of the five towns.", done_on=None, version=1,
        by=by, now=now,
    )  # fmt: skip
    return {"recommendation": rows[0].pk, "answered_recommendation": rows[2].pk}
