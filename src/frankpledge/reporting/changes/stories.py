"""Offering the quarter's successes as drafts to the group that tells the public, and what the group decides."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from frankpledge.audit.log import log
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.delivery.changes import link_record
from frankpledge.delivery.models import KINDS, Communication
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.partners.models import ActionGroup, Agency
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.changes.holding import hold_plan
from frankpledge.plans.models import Plan
from frankpledge.quarters.queries.pictures import picture
from frankpledge.records.changes.records import RecordRefused, add_record
from frankpledge.reporting.changes.reports import ReportRefused, names_in
from frankpledge.reporting.models import Story
from frankpledge.reporting.public import without_people
from frankpledge.reporting.stories import successes_in


@transaction.atomic
def offer_stories(*, plan: Plan, quarter: str, group: ActionGroup | None, by: Access, now: datetime) -> list[Story]:
    """A draft for each success not found before; those already there are left as people made them."""
    by.demand(Permission.REPORT_MAKE)
    held = hold_plan(plan.pk, by=by)
    at = QUARTERS.index(quarter)
    before = picture(held, QUARTERS[at - 1]) if at else None
    known = set(Story.objects.filter(plan=held, quarter=quarter).values_list("found", flat=True))
    made = [
        Story.objects.create(
            plan=held, quarter=quarter, objective_id=each.objective, group=group, found=each.found,
            headline=each.headline, text=each.text, rests_on=[list(pair) for pair in each.rests_on], found_at=now,
        )
        for each in successes_in(held, quarter, before)
        if each.found not in known
    ]  # fmt: skip
    for story in made:
        log("story.offered", story, by=by, now=now, partnership=by.partnership, after={"found": story.found})
    return made


@transaction.atomic
def edit_story(*, story: Story, headline: str, text: str, version: int, by: Access, now: datetime) -> Story:
    """The group's own words for it. A cleared story is written no more."""
    row = _hold(story, by)
    if row.version != version:
        raise EditedMeanwhile(row)
    if row.state == Story.State.CLEARED:
        raise ReportRefused("This story is cleared. Decline it first, if it must change.")
    if not headline.strip() or not text.strip():
        raise ReportRefused("A story needs a headline and some words.", "headline")
    row.headline, row.text, row.version = headline, text, row.version + 1
    row.save()
    log("story.changed", row, by=by, now=now, partnership=by.partnership)
    return row


@transaction.atomic
def decide_story(*, story: Story, state: str, why: str, version: int, by: Access, now: datetime) -> Story:
    """Clear it for telling, decline it with a reason, or put it back among the drafts."""
    row = _hold(story, by)
    if row.version != version:
        raise EditedMeanwhile(row)
    if state not in Story.State:
        raise ReportRefused("A story is a draft, cleared or declined.")
    if state == Story.State.DECLINED and not why.strip():
        raise ReportRefused("Say why it is declined: whoever found it will ask.", "why")
    before, row.state, row.why = row.state, state, why if state == Story.State.DECLINED else ""
    row.decided_at, row.decided_by, row.version = now, by.audit_key, row.version + 1
    row.save()
    log("story.decided", row, by=by, now=now, partnership=by.partnership, before={"state": before},
        after={"state": state})  # fmt: skip
    return row


@transaction.atomic
def write_story(*, story: Story, by: Access, now: datetime) -> Communication:
    """A draft communication in the story's words without anybody's name, linked to its objective; once for each.

    It is cleared by another and published like every communication: nothing is told by being found.
    """
    row = _hold(story, by)
    if row.state == Story.State.DECLINED:
        raise ReportRefused("This story is declined.")
    if row.communication is not None:
        return row.communication
    names = names_in(by.partnership.pk, row.plan_id)
    group = row.group if row.group_id and by.may(KINDS.write, groups=[row.group_id]) else None
    lead = next(iter(sorted(by.reach(KINDS.write).agencies or by.agencies)), None) if group is None else None
    values = {
        "title": without_people(row.headline, names)[:200], "starts_on": timezone.localdate(now),
        "channel": Communication.Channel.NEWSLETTER, "is_success_story": True,
        "wording": without_people(row.text, names), "lead_group": group,
        "lead_agency": Agency.objects.within(by.partnership).filter(pk=lead).first() if lead else None,
    }  # fmt: skip
    try:
        made: Communication = add_record(kind=KINDS["communications"], values=values, by=by, now=now)
    except RecordRefused as refusal:
        raise ReportRefused(str(refusal)) from None
    link_record(record=made, objective=row.objective, action=None, by=by, now=now)
    row.communication = made
    row.save(update_fields=["communication"])
    log("story.written", row, by=by, now=now, partnership=by.partnership, after={"record": made.number})
    return made


def may_decide(story: Story, access: Access) -> bool:
    """Whoever makes reports, and the chair or deputy of the group it was offered to."""
    return access.reach(Permission.REPORT_MAKE).everywhere or (
        story.group_id is not None and story.group_id in access.groups
    )


def demand(story: Story, access: Access) -> None:
    """Refuse anybody whose story it is not."""
    if not may_decide(story, access):
        raise NotAllowed("Stories are for the group they were offered to.", Permission.REPORT_MAKE)


def _hold(story: Story, by: Access) -> Story:
    row = Story.objects.select_for_update().get(plan__partnership=by.partnership, pk=story.pk)
    demand(row, by)
    return row
