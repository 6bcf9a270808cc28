"""One quarter of one plan being asked about: the round, each objective's request, and the reminders that went out."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.partners.models import OfPartnership
from frankpledge.plans.models import Objective, Plan
from frankpledge.plans.models.updates import quarter_choices

PEOPLE_KEPT = timedelta(days=730)  # after the quarter's publication: whom it asked and reminded


class Rounds(OfPartnership["QuarterRound"]):
    """Which rounds."""

    to_partnership = "plan__partnership"


class QuarterRound(models.Model):
    """A quarter asked about: when it opened, when answers are due, when it closes, and whom it reminds when."""

    class State(models.TextChoices):
        PLANNED = "planned", "To open by itself"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"
        PUBLISHED = "published", "Published"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rounds")
    quarter = models.CharField(max_length=2, choices=quarter_choices)
    state = models.CharField(max_length=20, choices=State, default=State.PLANNED)
    opens_on = models.DateField("opens on")
    due_on = models.DateField("answers due by")
    closes_on = models.DateField("closes at the end of")
    # Each step {"days": after the due day (before it: negative), "to": "owner", "deputy" or "chair"}, in order.
    timetable = models.JSONField("reminders", default=list, blank=True)
    message = models.TextField("message in the letters", blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.CharField(max_length=80, blank=True)  # the audit's name for them, here and below
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=80, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager.from_queryset(Rounds)()

    class Meta:
        ordering: ClassVar = ["-plan__starts_on", "-quarter"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "quarter"], name="round_quarter_once"),
            models.CheckConstraint(
                name="round_days_in_order", condition=Q(due_on__gte=F("opens_on")) & Q(closes_on__gte=F("due_on"))
            ),
            models.CheckConstraint(
                name="round_opened_unless_planned", condition=Q(state="planned") | Q(opened_at__isnull=False)
            ),
            models.CheckConstraint(
                name="round_published_when", condition=~Q(state="published") | Q(published_at__isnull=False)
            ),
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "permanent: a public document of the partnership"

    def __str__(self) -> str:
        return f"{self.get_quarter_display()} of {self.plan}"

    def get_absolute_url(self) -> str:
        return reverse("quarter-detail", args=[self.plan.partnership.slug, self.plan.slug, self.quarter])


class UpdateRequest(models.Model):
    """One objective's update asked for in a round, and of whom; of nobody where nobody owns it."""

    class Capacity(models.TextChoices):
        OWNER = "owner", "Owner"
        DEPUTY = "deputy", "Deputy"
        CHAIR = "chair", "Chair of its lead group"
        NOBODY = "nobody", "Nobody to ask"

    round = models.ForeignKey(QuarterRound, on_delete=models.CASCADE, related_name="requests")
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="update_requests")
    asked_of = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="update_requests")
    capacity = models.CharField("asked as", max_length=10, choices=Capacity)
    asked_at = models.DateTimeField(null=True, blank=True)  # when the letter was written; none where nobody is asked

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "objective"], name="asked_once_a_round"),
            models.CheckConstraint(
                name="asked_of_somebody_or_said_so", condition=~Q(capacity="nobody") | Q(asked_of__isnull=True)
            ),
        ]

    class Privacy:
        personal: frozenset[str] = frozenset({"asked_of"})
        retention = "its person two years after the round is published; the rest with the round"


class Reminder(models.Model):
    """One step of a request's reminders that was taken, so that it is never taken twice."""

    request = models.ForeignKey(UpdateRequest, on_delete=models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=40)  # "owner:-7" of the timetable, or "chase:2008-10-20" of somebody's button
    sent_to = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="reminders")
    sent_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["sent_at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "step"], name="reminded_once_a_step")]

    class Privacy:
        personal: frozenset[str] = frozenset({"sent_to"})
        retention = "its person two years after the round is published; the rest with the round"
