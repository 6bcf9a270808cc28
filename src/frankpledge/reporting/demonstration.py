"""The demonstration's reports: two quarters frozen and given out, one made public, stories, and scrutiny's questions.

Everything that people say in it is made up, and says so. The days are those of 2008 on which it would have happened;
only the recommendation still waiting for its answer was made a few days ago, so that its clock can be seen to run.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.partners.access import Access, access_for
from frankpledge.partners.models import ActionGroup
from frankpledge.plans.models import Objective, Plan
from frankpledge.plans.queries.quarters import quarter_days
from frankpledge.quarters.timetable import usual_days
from frankpledge.reporting.changes.recommendations import (
    USUAL_TERM,
    RecommendationWords,
    add_recommendation,
    answer_recommendation,
)
from frankpledge.reporting.changes.reports import make_public, make_report, publish_report
from frankpledge.reporting.changes.stories import decide_story, edit_story, offer_stories
from frankpledge.reporting.models import Recommendation, Report, Story

MADE_UP = "(Made up for the demonstration.)"
MANAGER, SCRUTINY, COMMS_CHAIR = "cora@demo.example", "sam@demo.example", "charlie@demo.example"
MARKING = Report.Marking.UNMARKED  # as papers of 2008 that anybody might read were marked
COMMITTEE = "Community Scrutiny Committee"
AFTER_CLOSING = timedelta(days=2)  # the day on which the quarter is published, at eleven
TO_CHECK = timedelta(days=4)
TO_MEET = timedelta(days=10)
AGO = timedelta(days=10)


def make_demonstration(*, plan: Plan, people: Mapping[str, User], by: Access, now: datetime) -> None:
    """Reports of the first and second quarter of that plan, with what grew out of them. Made once.

    ``people`` are the demonstration's cast by e-mail address. The quarters have been published before.
    """
    if Report.objects.filter(plan=plan).exists():
        return
    plan.partnership = by.partnership
    today = timezone.localdate(now)
    cora, sam, charlie = (
        access_for(people[who], by.partnership.slug, today=today) for who in (MANAGER, SCRUTINY, COMMS_CHAIR)
    )
    first = _given_out(plan, "Q1", cora, _day(plan, "Q1"))
    checked = _day(plan, "Q1") + TO_CHECK
    public = make_public(report=first, is_checked=True, by=cora, now=_at(checked, 15))
    publish_report(report=public, by=cora, now=_at(checked, 16))
    group = ActionGroup.objects.within(by.partnership).filter(short_name="Comms").first()
    offer_stories(plan=plan, quarter="Q2", group=group, by=cora, now=_at(_day(plan, "Q2"), 12))
    second = _given_out(plan, "Q2", cora, _day(plan, "Q2"))
    _decided(plan, charlie, _day(plan, "Q2") + TO_MEET)
    _answered(plan, first, asked_by=sam, answered_by=cora)
    _waiting(plan, second, asked_by=sam, now=now)


def _day(plan: Plan, quarter: str) -> date:
    """The day on which that quarter's report was made."""
    return usual_days(plan, quarter, today=quarter_days(plan, quarter)[0]).closes_on + AFTER_CLOSING


def _given_out(plan: Plan, quarter: str, by: Access, on: date) -> Report:
    report = make_report(
        plan=plan, quarter=quarter, kind=Report.Kind.QUARTERLY, marking=MARKING, by=by, now=_at(on, 14)
    )
    publish_report(report=report, by=by, now=_at(on, 15))
    return report


def _decided(plan: Plan, by: Access, on: date) -> None:
    """One story is put into the group's own words and cleared, one is declined; the rest are drafts still."""
    drafts = list(Story.objects.filter(plan=plan, quarter="Q2").order_by("objective__position", "pk")[:2])
    for story, state in zip(drafts, (Story.State.CLEARED, Story.State.DECLINED), strict=False):
        version, why = story.version, ""
        if state == Story.State.CLEARED:
            words = f"{story.text}\n\nThank you to everybody who took part. {MADE_UP}"
            version = edit_story(
                story=story, headline=story.headline, text=words, version=version, by=by, now=_at(on, 14)
            ).version
        else:
            why = f"The local paper had it in September already. {MADE_UP}"
        decide_story(story=story, state=state, why=why, version=version, by=by, now=_at(on, 15))


def _answered(plan: Plan, report: Report, *, asked_by: Access, answered_by: Access) -> None:
    met_on = date(plan.starts_on.year, 9, 25)
    asked = _asked(
        plan, report, "1.5", met_on, "12.1", asked_by, _at(met_on, 20),
        "That the partnership tells the committee each quarter how many off-licences take part in Bottle Watch.",
    )  # fmt: skip
    answer_recommendation(
        recommendation=asked, answer=Recommendation.Answer.ACCEPTED, done_on=met_on + timedelta(days=36),
        response=f"Agreed. The update of objective 1.5 gives the figure each quarter. {MADE_UP}",
        version=asked.version, by=answered_by, now=_at(met_on + timedelta(days=21), 12),
    )  # fmt: skip


def _waiting(plan: Plan, report: Report, *, asked_by: Access, now: datetime) -> None:
    _asked(
        plan, report, "5.2", timezone.localdate(now - AGO), "14.2", asked_by, now - AGO,
        "That schools are told by the end of term on which day the conference will be, and who pays for it.",
    )  # fmt: skip


def _asked(
    plan: Plan, report: Report, ref: str, met_on: date, number: str, by: Access, now: datetime, text: str
) -> Recommendation:
    words = RecommendationWords(COMMITTEE, met_on, f"{text} {MADE_UP}", met_on + USUAL_TERM, number)
    objective = Objective.objects.filter(section__plan=plan, ref=ref).first()
    return add_recommendation(words=words, objective=objective, report=report, by=by, now=now)


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
