"""Work that cuts across the plan: what a working group does for several of its aims at once, and for which not yet."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, Q

from frankpledge.delivery.above import ABOVE, Box
from frankpledge.delivery.cadence import Standing, standings
from frankpledge.delivery.families import MEETING
from frankpledge.delivery.root import KINDS, DeliveryRecord, RecordLink
from frankpledge.delivery.years import year_start
from frankpledge.partners.models import ActionGroup, GroupMembership, Partnership
from frankpledge.plans.models import Plan, Theme
from frankpledge.plans.queries.accountability import Answering, accountability_of
from frankpledge.records.kinds import RecordKind
from frankpledge.records.states import Move, StateMachine


class CrossCuttingWork(DeliveryRecord):
    """One thing the group took on. Linked to every objective it serves: that is what makes it cut across."""

    class Sort(models.TextChoices):
        SETTING_UP = "setting_up", "Setting the group up"
        TRAINING = "training", "Training or awareness"
        PATHWAY = "pathway", "A way from one service to another"
        PROTOCOL = "protocol", "An agreement between bodies"
        RESEARCH = "research", "Finding something out"
        OTHER = "other", "Other work"

    sort = models.CharField("what sort of work", max_length=20, choices=Sort)
    theme = models.ForeignKey(
        Theme, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        help_text="One of the plan’s themes, if it has any",
    )  # fmt: skip
    outcome = models.TextField("what came of it", blank=True, help_text="Name no people")

    class Meta:
        verbose_name = "cross-cutting work"
        verbose_name_plural = "cross-cutting work"

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"outcome"}
        retention = "six years after its last day"


KIND = KINDS.add(
    RecordKind(
        slug="cross-cutting",
        family=MEETING,
        prefix="CRO",
        model=CrossCuttingWork,
        purpose="What a working group does for several of the plan’s aims at once. Link it to each it serves.",
        states=StateMachine(
            labels={"planned": "Planned", "going_on": "Going on", "done": "Done", "cancelled": "Cancelled"},
            initial="planned",
            colours={"planned": "blue", "going_on": "amber", "done": "green"},
            void=frozenset({"cancelled"}),
            moves=(
                Move("begin", "Record that it has begun", ("planned",), "going_on"),
                Move("finish", "Record that it is done", ("planned", "going_on"), "done", ("outcome",)),
                Move("cancel", "Cancel it", ("planned", "going_on"), "cancelled", asks_reason=True),
            ),
        ),
        fields=("sort", "theme", "outcome"),
        later=("outcome",),
        columns=("sort", "theme"),
        words=("working group", "cross cutting", "cross-cutting", "drugs", "alcohol", "implement actions"),
        late={"cancelled": ()},
    )
)


def running_plan(partnership: Partnership, page: Any) -> Plan | None:
    """The plan whose year it is."""
    first = year_start(partnership, page.today)
    return Plan.objects.within(partnership).filter(starts_on=first).order_by("-pk").first()


def by_aim(page: Any) -> Box | None:
    """How many of these records serve each of the plan's sections, and which sections none serves yet."""
    plan = running_plan(page.partnership, page)
    if plan is None:
        return None
    sections = list(plan.sections.filter(is_cross_cutting=False).order_by("position"))
    counting = DeliveryRecord.objects.within(page.partnership).of_kind(KIND).counted().values("pk")
    links = RecordLink.objects.within(page.partnership).filter(record__in=counting, objective__section__plan=plan)
    counts = dict(
        links.order_by().values_list("objective__section").annotate(Count("record", distinct=True))
    )  # fmt: skip
    if not sections:
        return None
    served = [f"{row.title}: {counts[row.pk]}" for row in sections if counts.get(row.pk)]
    left = [row.title for row in sections if not counts.get(row.pk)]
    words = f"They serve {len(served)} of the {len(sections)} sections of {plan.title}."
    some = (f"Records for each: {'; '.join(served)}. One that serves several counts in each.",) if served else ()
    none = (f"None serves yet: {'; '.join(left)}.",) if left else ()
    return Box("What the work is for", (words, *some, *none))


def by_whom(page: Any) -> Box | None:
    """The groups that lead what cuts across: on what terms, with whom, how often; and what nobody answers for."""
    plan = running_plan(page.partnership, page)
    if plan is None:
        return None
    across = set(plan.sections.filter(is_cross_cutting=True).values_list("pk", flat=True))
    rows = [row for row in accountability_of(plan, page.today).objectives if row.section in across]
    if not rows:
        return None
    groups = ActionGroup.objects.within(page.partnership).open_on(page.today)
    named = Q(leads__objective__section__in=across)
    led = DeliveryRecord.objects.within(page.partnership).of_kind(KIND).counted().values("lead_group")
    leading = list(groups.filter(named | Q(pk__in=led)).distinct())
    words = [_group_said(each, page.today) for each in standings(leading, page.today)]
    words = words or ["No group that meets is named to lead it."]
    return Box("Who does it", (*words, *(_gap(row) for row in rows if row.owner_id is None)))


def _group_said(standing: Standing, today: date) -> str:
    group = standing.group
    terms = "Its terms of reference are written down" if group.terms_of_reference.strip() else "No terms of reference"
    seats = GroupMembership.objects.filter(group=group).current(today)
    people = seats.values("user").distinct().count()
    chair = "a chair" if seats.filter(position=GroupMembership.Position.CHAIR).exists() else "no chair"
    often = "" if standing.every else " Nobody said how often it is to meet."
    return f"{group.name}: {standing.words}{often} {terms}. Members: {people}, with {chair}."


def _gap(row: Answering) -> str:
    """Who does not answer for one objective."""
    if row.is_collective:
        return f"{row.ref}: the partnership leads it as a whole, so that nobody in particular answers for it."
    if row.has_nobody:
        return f"{row.ref}: nobody answers for it, neither a person nor an agency."
    return f"{row.ref}: an agency leads it, and no person is named to answer for it."


ABOVE.setdefault(KIND.slug, []).extend((by_aim, by_whom))
