"""The plan's life as the journeys find it: adopted, amended, and carried into a draft of the next year."""

from __future__ import annotations

from typing import Any


def furnish(partnership: Any, people: dict[str, Any], facts: dict[str, Any], now: Any) -> dict[str, Any]:
    """Give the demonstration's plan its year, and a draft amendment of the manager's."""
    from frankpledge.partners.access import access_by_command, access_for
    from frankpledge.plans.changes.amendments import make_or_collect
    from frankpledge.plans.changes.objectives import ObjectiveWords, edit_objective
    from frankpledge.plans.changes.rolling import Decision, Fate, next_words, roll_over
    from frankpledge.plans.changes.sections import SectionWords, add_section
    from frankpledge.plans.living_demonstration import make_demonstration
    from frankpledge.plans.models import Amendment, BudgetLine, Comment, Milestone, Objective, Plan, Risk, Theme

    plan = Plan.objects.select_related("partnership").get(partnership=partnership, slug=facts["plan"])
    by = access_by_command("test", partnership)
    if plan.state == Plan.State.DRAFT:
        cast = {user.email: user for user in people.values()}
        make_demonstration(plan=plan, people=cast, by=by, now=now)
    manager = access_for(people["manager"], partnership.slug, today=now.date())
    row = Objective.objects.select_related("section__plan").get(pk=facts["objective"])
    draft = make_or_collect(
        edit_objective, plan=plan, by=manager, now=now, objective=row, words=ObjectiveWords(f"{row.text} everywhere"),
        version=row.version,
    )  # fmt: skip
    make_or_collect(add_section, plan=plan, by=manager, now=now, words=SectionWords("9", "Rural crime"))  # its step 2
    ended = Objective.objects.get(section__plan=plan, ref="1.5")
    following = roll_over(
        plan=plan, words=next_words(plan), decisions={ended.pk: Decision(Fate.RETIRED, "Met")}, by=by, now=now
    )
    next_row = Objective.objects.get(section__plan=following, ref="2.1")
    comment = Comment.objects.filter(consultation__plan=plan).latest("pk")
    amendments = Amendment.objects.filter(plan=plan)
    return {
        "next_plan": following.slug,
        "next_objective": next_row.pk,
        "next_section": next_row.section_id,
        "draft": draft.pk,
        "proposed": amendments.get(state="proposed").pk,
        "approved": amendments.get(state="approved").pk,
        "comment": comment.pk,
        "consultation": comment.consultation_id,
        "milestone": Milestone.objects.filter(objective__section__plan=plan, done_on=None).latest("pk").pk,
        "risk": Risk.objects.filter(plan=plan).exclude(objective=None).latest("pk").pk,
        "money": BudgetLine.objects.filter(plan=plan).latest("pk").pk,
        "theme": Theme.objects.within(partnership).order_by("pk")[0].pk,
    }
