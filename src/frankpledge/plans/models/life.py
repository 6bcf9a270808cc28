"""A plan's life: the steps it took, its editions, and the amendments between one edition and the next."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.plans.models.plan import Objective, Plan


class PlanMove(models.Model):
    """One step of a plan's life, with who took it and what they said."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="moves")
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    note = models.TextField(blank=True)
    accepted = models.JSONField(
        default=dict, blank=True
    )  # finding's code -> how many were there, and taken as they were
    because = models.TextField("why it is adopted with an objective that has no action", blank=True)
    moved_at = models.DateTimeField()
    moved_by = models.CharField(max_length=80)  # the audit's name for them

    class Meta:
        ordering: ClassVar = ["-moved_at", "-pk"]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "permanent: a public document of the partnership"


class Consultation(models.Model):
    """When the draft was out for comment, and who was asked."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="consultations")
    opens_on = models.DateField("first day")
    closes_on = models.DateField("last day")
    asked = models.TextField("who was asked", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-opens_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="consultation_ends_after_it_begins", condition=Q(closes_on__gte=models.F("opens_on"))
            )
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "permanent: a public document of the partnership"


class Comment(models.Model):
    """What somebody said of the draft, and what became of it."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="comments")
    received_on = models.DateField()
    said_by = models.CharField("who said it", max_length=200)
    text = models.TextField("what they said")
    answer = models.TextField("what became of it", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["received_on", "pk"]

    class Privacy:
        personal: frozenset[str] = frozenset({"said_by", "text"})  # asked for as a body or group, but people type names
        retention = "with the plan; who said it goes when the plan is closed"


class Edition(models.Model):
    """The whole plan as it stood: at each step of its life and after each amendment.

    Never changed: the database refuses to change or delete the row (``audit.write_once``).
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    document = models.JSONField()  # plandocs.as_json.to_json of the plan
    sha256 = models.CharField(max_length=64)  # of the document's canonical JSON
    why = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)  # the audit's name for them

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "number"], name="edition_number_once")]

    class Privacy:
        personal: frozenset[str] = frozenset({"document"})  # a plan may name officers
        retention = "permanent: a public document of the partnership; named officers go when it is published"

    def __str__(self) -> str:
        return f"Edition {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Written once. What would write it again is a fault in the program."""
        if not self._state.adding:
            raise TypeError("An edition is never changed.")
        super().save(*args, **kwargs)


class Amendment(models.Model):
    """A change proposed to an adopted plan: what, why, by whom; approved, if at all, by somebody else."""

    class State(models.TextChoices):
        DRAFT = "draft", "Being written"
        PROPOSED = "proposed", "Proposed"
        APPROVED = "approved", "Approved"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Withdrawn"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="amendments")
    number = models.PositiveIntegerField()
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    # What is to change: a list of {"change": name of a function of plans.changes, "of": keys, "words": arguments,
    # "saw": the version its author saw}, applied in order by those same functions when it is approved.
    steps = models.JSONField(default=list)
    proposer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="amendments_proposed")
    proposed_by = models.CharField(max_length=80)  # the audit's name for them
    begun_at = models.DateTimeField()
    proposed_at = models.DateTimeField(null=True, blank=True)
    decider = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="amendments_decided"
    )
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.TextField(blank=True)
    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="amendment")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="amendment_number_once"),
            models.UniqueConstraint(
                fields=["plan", "proposed_by"], condition=Q(state="draft"), name="one_draft_amendment_each"
            ),
            models.CheckConstraint(
                name="amendment_decider_is_another_person",
                condition=Q(decider__isnull=True) | ~Q(decider=models.F("proposer")) | Q(state="withdrawn"),
            ),
            models.CheckConstraint(
                name="amendment_never_decided_by_its_proposer",
                condition=Q(decided_by="") | ~Q(decided_by=models.F("proposed_by")) | Q(state="withdrawn"),
            ),
            models.CheckConstraint(
                name="amendment_decided_when_and_by_whom",
                condition=Q(decided_at__isnull=True, decided_by="") | Q(decided_at__isnull=False) & ~Q(decided_by=""),
            ),
        ]

    class Privacy:
        personal: frozenset[str] = frozenset({"proposer", "decider", "steps"})
        retention = "permanent: a public document of the partnership"

    def __str__(self) -> str:
        return f"Amendment {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("amendment-detail", args=[self.plan.partnership.slug, self.plan.slug, self.pk])


class Retirement(models.Model):
    """An objective of last year's plan that this year's does not carry on, and why."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="retirements")
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="retirements")
    reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "objective"], name="retired_once")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "permanent: a public document of the partnership"
