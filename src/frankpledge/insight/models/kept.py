"""Answers that were worked out once, kept until the store changes, so that no page waits on analysis."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from frankpledge.partners.models import OfPartnership, Partnership


class KeptAnswer(models.Model):
    """One answer for one state of the store. It can be thrown away at any time: it will be worked out again."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="kept_answers")
    name = models.CharField(max_length=60)  # which analysis: "what-changed"
    key = models.CharField(max_length=64)  # hash of what was asked, the store's state and the code's own version
    state = models.CharField(max_length=16, blank=True)  # of the store it was worked out from
    asked = models.JSONField()
    answer = models.JSONField()
    made_at = models.DateTimeField()

    objects = models.Manager.from_queryset(OfPartnership)()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["partnership", "key"], name="kept_answer_once")]

    class Privacy:
        personal: frozenset[str] = frozenset()  # counts by area only; records are never kept here
        retention = "until the store changes, 90 days at most"

    def __str__(self) -> str:
        return self.name
