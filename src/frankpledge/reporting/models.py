"""Reports as they were made, who was given them, the stories found in them, and what scrutiny asked for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from frankpledge.delivery.models import Communication
from frankpledge.partners.models import ActionGroup, OfPartnership, Partnership
from frankpledge.plans.models import Objective, Plan
from frankpledge.plans.models.updates import quarter_choices


class Report(models.Model):
    """One quarter of one plan, frozen. The database refuses to change or delete the row (``audit.write_once``)."""

    class Kind(models.TextChoices):
        QUARTERLY = "quarterly", "Quarterly report"
        PUBLIC = "public", "Public report"
        SCRUTINY = "scrutiny", "Scrutiny pack"

    class Marking(models.TextChoices):
        """Of the Government Security Classifications of 2014, and those before it that a plan of 2008 may carry."""

        NONE = "", "No marking: for publication"
        OFFICIAL = "OFFICIAL", "OFFICIAL"
        SENSITIVE = "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE"
        UNMARKED = "NOT PROTECTIVELY MARKED", "NOT PROTECTIVELY MARKED (before April 2014)"
        PROTECT = "PROTECT", "PROTECT (before April 2014)"
        RESTRICTED = "RESTRICTED", "RESTRICTED (before April 2014)"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="reports")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reports")
    quarter = models.CharField(max_length=2, choices=quarter_choices)
    kind = models.CharField(max_length=20, choices=Kind)
    number = models.PositiveIntegerField()  # among those of the same quarter and kind; a correction is a higher one
    title = models.CharField(max_length=300)
    marking = models.CharField(max_length=40, choices=Marking, blank=True)
    data_as_of = models.DateField()
    snapshot = models.JSONField()  # reporting.content.Content as JSON: everything that every file says
    sha256 = models.CharField(max_length=64)  # of the snapshot's canonical JSON
    reason = models.TextField("why it was made again", blank=True)
    asked = models.CharField("the request it answers", max_length=40, unique=True, null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)  # the audit's name for them

    objects = models.Manager.from_queryset(OfPartnership)()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "quarter", "kind", "number"], name="report_number_once")
        ]

    class Privacy:
        personal: frozenset[str] = frozenset({"snapshot"})  # an update may name somebody; the public one does not
        retention = "permanent: the partnership's record of what its board was told"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("report-detail", args=[self.partnership.slug, self.pk])


class ReportFile(models.Model):
    """One file of a report, as it was first written. Refused any change by the database."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=10)  # pdf, docx, xlsx, csv, json
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "kind"], name="report_file_once")]

    class Privacy:
        personal: frozenset[str] = frozenset({"content"})
        retention = "permanent, with its report"


class Publication(models.Model):
    """A report given out: to the board, to scrutiny, to the public. Withdrawing it is written beside, not over."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="publication")
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=80)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=80, blank=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="withdrawn_when_and_by_whom",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by=""),
            )
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "permanent, with its report"


class Story(models.Model):
    """A success found in the plan, offered as a draft to the group that tells the public; never told by itself."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        CLEARED = "cleared", "Cleared"
        DECLINED = "declined", "Declined"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="stories")
    quarter = models.CharField(max_length=2, choices=quarter_choices)
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="stories")
    group = models.ForeignKey(ActionGroup, on_delete=models.SET_NULL, null=True, blank=True, related_name="stories")
    found = models.CharField(max_length=60)  # what it rests on: "indicator:12", "milestone:7"; found once
    headline = models.CharField(max_length=200)
    text = models.TextField()
    rests_on = models.JSONField(default=list)  # [words, address] of the records behind it
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    why = models.TextField("why it was declined", blank=True)
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    # What was written of it, to be cleared and published like anything said to the public.
    communication = models.ForeignKey(
        Communication, on_delete=models.SET_NULL, null=True, blank=True, related_name="stories"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["state", "-found_at", "pk"]
        verbose_name_plural = "stories"
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "quarter", "found"], name="story_found_once")]

    class Privacy:
        personal: frozenset[str] = frozenset({"text", "headline"})
        retention = "permanent once cleared; others for two years"

    def __str__(self) -> str:
        return self.headline


class Recommendation(models.Model):
    """What a scrutiny committee asked for, the day by which it must be answered, and the answer."""

    class Answer(models.TextChoices):
        WAITED_FOR = "", "Not answered yet"
        ACCEPTED = "accepted", "Accepted"
        PARTLY = "partly", "Accepted in part"
        REJECTED = "rejected", "Not accepted"

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="recommendations")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, blank=True, related_name="recommendations")
    objective = models.ForeignKey(
        Objective, on_delete=models.SET_NULL, null=True, blank=True, related_name="recommendations"
    )
    committee = models.CharField(max_length=200)
    met_on = models.DateField("the committee met on")
    number = models.CharField("its number in the minutes", max_length=20, blank=True)
    text = models.TextField("recommendation")
    respond_by = models.DateField("answer due by")
    answer = models.CharField(max_length=20, choices=Answer, blank=True)
    response = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    done_on = models.DateField("carried out on", null=True, blank=True)
    added_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager.from_queryset(OfPartnership)()

    class Meta:
        ordering: ClassVar = ["-met_on", "number", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="answered_when_and_how",
                condition=Q(answer="", answered_on__isnull=True) | ~Q(answer="") & Q(answered_on__isnull=False),
            )
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "permanent: a public record"

    def __str__(self) -> str:
        return self.text
