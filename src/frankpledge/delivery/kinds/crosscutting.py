"""Work that cuts across the plan: what a working group does for several of its aims at once, and for which not yet."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Count

from frankpledge.delivery.above import ABOVE, Box
from frankpledge.delivery.families import MEETING
from frankpledge.delivery.root import KINDS, DeliveryRecord, RecordLink
from frankpledge.delivery.years import year_start
from frankpledge.partners.models import Partnership
from frankpledge.plans.models import Plan, Theme
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


ABOVE.setdefault(KIND.slug, []).append(by_aim)
