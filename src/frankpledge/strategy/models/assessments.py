"""The strategic assessment: its statutory sections, what was found and on what evidence, and what people said."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from frankpledge.documents.models import StoredDocument
from frankpledge.partners.models import OfPartnership, Partnership
from frankpledge.plans.models import Plan
from frankpledge.strategy.models.matrices import MatrixVersion

PUBLIC = "permanent: a public document of the partnership"


class OfAssessment(OfPartnership[Any]):
    """Rows that hang on an assessment."""

    to_partnership: ClassVar[str] = "assessment__partnership"


class Assessment(models.Model):
    """One year's strategic assessment. Nobody approves it while a section the law asks for is empty."""

    class State(models.TextChoices):
        DRAFT = "draft", "Being written"
        APPROVED = "approved", "Approved"
        PUBLISHED = "published", "Published"

    class Way(models.TextChoices):
        WHOLE = "whole", "One document, written as a whole"
        QUARTERLY = "quarterly", "Four quarterly papers that add up to the year"

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="assessments")
    title = models.CharField(max_length=300)
    way = models.CharField("how it is written", max_length=12, choices=Way, default=Way.WHOLE)
    starts_on = models.DateField("the year it looks at begins on")
    ends_on = models.DateField("the year it looks at ends on")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    last_plan = models.ForeignKey(
        Plan, on_delete=models.SET_NULL, null=True, blank=True, related_name="assessments_of_it"
    )
    previous = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="following")
    matrix = models.ForeignKey(MatrixVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="used_in")
    summary = models.TextField("summary for the public", blank=True)
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=80, blank=True)  # the audit's name for them
    approval_note = models.TextField(blank=True)
    published_on = models.DateField(null=True, blank=True)
    frozen = models.JSONField(null=True, blank=True)  # the whole of it as it was approved
    sha256 = models.CharField(max_length=64, blank=True)  # of what was frozen
    written_by = models.JSONField(default=list, blank=True)  # the audit's names for everybody who wrote in it
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager.from_queryset(OfPartnership)()

    class Meta:
        ordering: ClassVar = ["-starts_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="assessment_dates", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="assessment_approved_when_and_by_whom",
                condition=Q(state="draft") | Q(approved_on__isnull=False) & ~Q(approved_by=""),
            ),
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = PUBLIC

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assessment-detail", args=[self.partnership.slug, self.pk])


class AssessmentSection(models.Model):
    """What is written in one section the law asks for (``strategy.statutory``)."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    position = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager.from_queryset(OfAssessment)()

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["assessment", "key"], name="assessment_section_once")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = PUBLIC


class Paper(models.Model):
    """One quarter's paper, which looks at one priority in depth and fills some of the year's sections."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="papers")
    quarter = models.CharField(max_length=2)
    title = models.CharField(max_length=300, blank=True)
    focus = models.TextField("the priority looked at in depth", blank=True)
    parts = models.JSONField(default=dict, blank=True)  # section's key -> what the paper says of it
    finished_on = models.DateField("received by the strategy group on", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager.from_queryset(OfAssessment)()

    class Meta:
        ordering: ClassVar = ["quarter"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["assessment", "quarter"], name="paper_once_a_quarter")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = PUBLIC

    def __str__(self) -> str:
        return f"{self.quarter}: {self.title or self.focus}"


class Finding(models.Model):
    """Something the assessment found, under the section it belongs to."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="findings")
    section = models.CharField("section", max_length=40)  # a section's key
    paper = models.ForeignKey(Paper, on_delete=models.SET_NULL, null=True, blank=True, related_name="findings")
    number = models.PositiveIntegerField()
    text = models.TextField("what was found")
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager.from_queryset(OfAssessment)()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["assessment", "number"], name="finding_number_once")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = PUBLIC

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("finding-detail", args=[self.assessment.partnership.slug, self.assessment_id, self.pk])


class Evidence(models.Model):
    """What a finding rests on: a document, a link, a figure, or a table frozen from a room that knows."""

    class Kind(models.TextChoices):
        FIGURE = "figure", "A figure"
        DOCUMENT = "document", "A document"
        LINK = "link", "A page elsewhere"
        SNAPSHOT = "snapshot", "A table frozen from these records"

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.TextField("what it shows")
    value = models.DecimalField("figure", max_digits=16, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    source = models.CharField("where it comes from", max_length=300, blank=True)
    as_of = models.DateField("as it stood on", null=True, blank=True)
    url = models.URLField("address", max_length=500, blank=True)
    document = models.ForeignKey(
        StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence_of"
    )
    chapter = models.CharField(max_length=60, blank=True)  # which of strategy.chapters froze it
    snapshot = models.JSONField(null=True, blank=True)  # strategy.chapters.Snapshot
    sha256 = models.CharField(max_length=64, blank=True)  # of the snapshot
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)  # the audit's name for them

    class Meta:
        ordering: ClassVar = ["pk"]

    class Privacy:
        personal: frozenset[str] = frozenset({"document"})
        retention = PUBLIC


class ViewTheme(models.Model):
    """Something people speak of again and again: speeding, litter, young people with nothing to do."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="view_themes")
    name = models.CharField(max_length=120)
    about = models.TextField("what counts", blank=True)
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager.from_queryset(OfPartnership)()

    class Meta:
        ordering: ClassVar = ["position", "name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["partnership", "name"], name="view_theme_once")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = PUBLIC

    def __str__(self) -> str:
        return self.name


class View(models.Model):
    """What people in the community said, where and when. Never who said it."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="views")
    heard_at = models.CharField("where it was heard", max_length=300)
    heard_on = models.DateField("heard on")
    whose = models.CharField("whose view it is", max_length=200, blank=True, help_text="A group of people, not a name")
    words = models.TextField("what was said")
    people_count = models.PositiveIntegerField("how many people said it", default=1)
    themes = models.ManyToManyField(ViewTheme, related_name="views", blank=True)
    coded_by = models.CharField(max_length=80, blank=True)  # the audit's name for the coder
    coded_at = models.DateTimeField(null=True, blank=True)
    written_by = models.CharField(max_length=80)
    brought_from = models.CharField(max_length=80, blank=True)  # its key at the source it came from (strategy.heard)
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager.from_queryset(OfAssessment)()

    class Meta:
        ordering: ClassVar = ["-heard_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "brought_from"], condition=~Q(brought_from=""), name="view_brought_once"
            ),
            models.CheckConstraint(name="view_of_somebody", condition=Q(people_count__gte=1)),
        ]

    class Privacy:
        personal: frozenset[str] = frozenset({"words"})  # somebody's own words, though never with their name
        retention = "three years after the assessment's year; the counts by theme stay"


class Answer(models.Model):
    """ "You said, we did": what was heard under a theme, and what the partnership does about it."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    theme = models.ForeignKey(ViewTheme, on_delete=models.CASCADE, related_name="answers")
    said = models.TextField("you said")
    did = models.TextField("we did, or will do", blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager.from_queryset(OfAssessment)()

    class Meta:
        ordering: ClassVar = ["theme__position", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["assessment", "theme"], name="one_answer_a_theme")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = PUBLIC
