"""The three-year strategy: its priorities, what each aims at, who does what, and the objectives that carry it out."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from frankpledge.partners.models import ActionGroup, Agency, OfPartnership, Partnership
from frankpledge.plans.models import Objective
from frankpledge.strategy.models.assessments import PUBLIC, Finding, ViewTheme
from frankpledge.strategy.models.problems import Problem


class OfStrategy(OfPartnership[Any]):
    """Rows that hang on a strategy."""

    to_partnership: ClassVar[str] = "strategy__partnership"


class OfPriority(OfPartnership[Any]):
    """Rows that hang on a priority."""

    to_partnership: ClassVar[str] = "priority__strategy__partnership"


class Strategy(models.Model):
    """What the partnership means to achieve over three years. The year's plans within its dates carry it out."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        APPROVED = "approved", "Approved"
        PUBLISHED = "published", "Published"
        SUPERSEDED = "superseded", "Superseded"

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="strategies")
    title = models.CharField(max_length=300)
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    vision = models.TextField(blank=True)
    success = models.TextField("how success is measured", blank=True)
    engagement = models.TextField("how the community is engaged", blank=True)
    summary = models.TextField("summary for the public", blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=80, blank=True)  # the audit's name for them
    published_on = models.DateField("summary published on", null=True, blank=True)
    published_where = models.CharField("where the summary is published", max_length=300, blank=True)
    sent_to_policing_body_on = models.DateField("copy sent to the local policing body on", null=True, blank=True)
    superseded_on = models.DateField(null=True, blank=True)
    previous = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="following")
    written_by = models.JSONField(default=list, blank=True)  # the audit's names for everybody who wrote in it
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager.from_queryset(OfPartnership)()

    class Meta:
        ordering: ClassVar = ["-starts_on", "-pk"]
        verbose_name_plural = "strategies"
        constraints: ClassVar = [
            models.CheckConstraint(name="strategy_dates", condition=Q(ends_on__gt=F("starts_on"))),
            models.CheckConstraint(
                name="strategy_approved_when_and_by_whom",
                condition=Q(state="draft") | Q(approved_on__isnull=False) & ~Q(approved_by=""),
            ),
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = PUBLIC

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("strategy-detail", args=[self.partnership.slug, self.pk])


class StrategyEdition(models.Model):
    """The whole strategy as it stood when it was approved, published, or changed after that.

    Never changed itself: the database refuses to change or delete the row (``audit.write_once``).
    """

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    document = models.JSONField()  # strategy.writing.plain of the strategy
    sha256 = models.CharField(max_length=64)  # of the document's canonical JSON
    why = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)  # the audit's name for them

    objects = models.Manager.from_queryset(OfStrategy)()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["strategy", "number"], name="strategy_edition_once")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = PUBLIC

    def __str__(self) -> str:
        return f"Edition {self.number}"


class Priority(models.Model):
    """One of the few things the strategy is about, drawn from what was found and which problems ranked highest."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="priorities")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    why = models.TextField("why it is a priority", blank=True)
    lead_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="priorities_led"
    )
    lead_group = models.ForeignKey(
        ActionGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="priorities_led"
    )
    findings = models.ManyToManyField(Finding, related_name="priorities", blank=True)
    problems = models.ManyToManyField(Problem, related_name="priorities", blank=True)
    themes = models.ManyToManyField(
        ViewTheme, related_name="priorities", blank=True
    )  # what people said, answered by it
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager.from_queryset(OfStrategy)()

    class Meta:
        ordering: ClassVar = ["number", "pk"]
        verbose_name_plural = "priorities"
        constraints: ClassVar = [models.UniqueConstraint(fields=["strategy", "number"], name="priority_number_once")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = PUBLIC

    def __str__(self) -> str:
        return f"Priority {self.number}: {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("priority-detail", args=[self.strategy.partnership.slug, self.strategy_id, self.pk])


class StrategicTarget(models.Model):
    """What shall be different by the strategy's end. How far it has come is in its readings."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="targets")
    measure = models.TextField("what is measured")
    unit = models.CharField(max_length=60, blank=True)
    baseline = models.DecimalField("where it began", max_digits=14, decimal_places=2, null=True, blank=True)
    baseline_on = models.DateField("baseline as of", null=True, blank=True)
    baseline_source = models.CharField("where the baseline comes from", max_length=300, blank=True)
    target = models.DecimalField("where it shall be", max_digits=14, decimal_places=2, null=True, blank=True)
    words = models.TextField("the target in words", blank=True)
    due_on = models.DateField("by when")
    # The lineage of an indicator of ``measures`` that shows the same thing year by year.
    indicator = models.UUIDField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager.from_queryset(OfPriority)()

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="strategic_target_aims_at_something", condition=Q(target__isnull=False) | ~Q(words="")
            )
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = PUBLIC

    def __str__(self) -> str:
        return self.measure


class TargetReading(models.Model):
    """How far a strategic target had come on a day, from a source. A correction is another reading."""

    target = models.ForeignKey(StrategicTarget, on_delete=models.CASCADE, related_name="readings")
    value = models.DecimalField(max_digits=14, decimal_places=2)
    as_of = models.DateField("as it stood on")
    source = models.CharField("where it comes from", max_length=300)
    note = models.TextField(blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=80)  # the audit's name for them

    class Meta:
        ordering: ClassVar = ["-as_of", "-pk"]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = PUBLIC


class AuthorityStep(models.Model):
    """What one responsible authority will do for the strategy or one of its priorities, and what it gives for it."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="steps")
    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, null=True, blank=True, related_name="steps")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="strategy_steps")
    steps = models.TextField("what it will do")
    resources = models.TextField("what it gives for it", blank=True)
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager.from_queryset(OfStrategy)()

    class Meta:
        ordering: ClassVar = ["agency__name", "position", "pk"]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = PUBLIC


class PriorityObjective(models.Model):
    """An objective carries a priority out, and so do those of other years that carry the objective on (``lineage``)."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="links")
    objective = models.ForeignKey(
        Objective, on_delete=models.SET_NULL, null=True, blank=True, related_name="priority_links"
    )
    lineage = models.UUIDField(db_index=True)  # the objective's; it outlives any one year's row
    linked_at = models.DateTimeField()
    linked_by = models.CharField(max_length=80)  # the audit's name for them

    objects = models.Manager.from_queryset(OfPriority)()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["priority", "lineage"], name="priority_objective_once")
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = PUBLIC
