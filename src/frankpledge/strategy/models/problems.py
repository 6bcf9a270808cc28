"""Problems, what each scorer made of them, and where somebody put one elsewhere than its score does."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.partners.models import OfPartnership
from frankpledge.strategy.models.assessments import PUBLIC, Assessment, Finding, OfAssessment
from frankpledge.strategy.models.matrices import Matrix, MatrixVersion

__all__ = ["Matrix", "MatrixVersion", "Problem", "RankOverride", "Score"]


class Problem(models.Model):
    """One problem of an assessment, in the words of the problem triangle. Places and groups of people, never names."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="problems")
    number = models.PositiveIntegerField()
    title = models.CharField("problem", max_length=200)
    what = models.TextField("what happens", blank=True)
    where = models.TextField("where and when", blank=True)
    victims = models.TextField("who is harmed", blank=True)
    offenders = models.TextField("who does it", blank=True)
    findings = models.ManyToManyField(Finding, related_name="problems", blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager.from_queryset(OfAssessment)()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["assessment", "number"], name="problem_number_once")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = PUBLIC

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("problem-detail", args=[self.assessment.partnership.slug, self.assessment_id, self.pk])


class OfProblem(OfPartnership["Score"]):
    """Rows that hang on a problem."""

    to_partnership: ClassVar[str] = "problem__assessment__partnership"


class Score(models.Model):
    """What one person scored one problem under one version of a matrix, on what evidence, and how sure they are."""

    class Confidence(models.TextChoices):
        LOW = "low", "Low"
        MODERATE = "moderate", "Moderate"
        HIGH = "high", "High"

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="scores")
    matrix = models.ForeignKey(MatrixVersion, on_delete=models.PROTECT, related_name="scores")
    scorer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="problem_scores")
    points = models.JSONField()  # criterion's key -> the scale point's value, as the matrix writes it
    evidence = models.TextField("on what evidence", blank=True)
    confidence = models.CharField("how sure are you?", max_length=10, choices=Confidence)
    scored_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager.from_queryset(OfProblem)()

    class Meta:
        ordering: ClassVar = ["scored_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["problem", "matrix", "scorer"], name="one_score_a_scorer")
        ]

    class Privacy:
        personal: frozenset[str] = frozenset({"scorer"})
        retention = "permanent with the assessment; a scorer's name goes two years after they leave"


class RankOverride(models.Model):
    """Somebody puts a problem at another rank than its score does, and says why. Both ranks are shown."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="overrides")
    matrix = models.ForeignKey(MatrixVersion, on_delete=models.PROTECT, related_name="overrides")
    computed_rank = models.PositiveIntegerField("rank by score at the time")
    rank = models.PositiveIntegerField("rank it is given")
    reason = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)  # the audit's name for them
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["problem", "matrix"], condition=Q(withdrawn_at__isnull=True), name="one_override_at_a_time"
            ),
            models.CheckConstraint(name="override_says_why", condition=~Q(reason="")),
            models.CheckConstraint(name="override_rank_from_one", condition=Q(rank__gte=1)),
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = PUBLIC
