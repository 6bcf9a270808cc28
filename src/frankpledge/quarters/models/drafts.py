"""What was drafted for a cell, sentence by sentence, with the records each rested on when it was written."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from frankpledge.partners.models import OfPartnership
from frankpledge.plans.models import Objective
from frankpledge.plans.models.updates import quarter_choices


class Drafts(OfPartnership["Draft"]):
    """Which drafts."""

    to_partnership = "objective__section__plan__partnership"


class Draft(models.Model):
    """One draft of one cell. The newest is the one its owner is shown; older ones stay for words taken from them."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="drafts")
    quarter = models.CharField(max_length=2, choices=quarter_choices)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)  # the audit's name for whoever opened the quarter or asked for it

    objects = models.Manager.from_queryset(Drafts)()

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["objective", "quarter", "-id"], name="draft_newest")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as the update it was drafted for"


class DraftedSentence(models.Model):
    """One sentence. ``records`` is a list of words and address, as they were when it was drafted."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="sentences")
    key = models.CharField(max_length=80)
    words = models.TextField()
    records = models.JSONField(default=list)
    is_gap = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["draft", "key"], name="drafted_once_of_each")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as the update it was drafted for"
