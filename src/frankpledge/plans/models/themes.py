"""Themes that cut across the plan's sections. An objective may serve several; it counts once in any total."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from frankpledge.partners.models import OfPartnership, Partnership
from frankpledge.plans.models.plan import Objective


class Theme(models.Model):
    """Something the whole plan serves, such as safer town centres; it lives on from year to year."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="themes")
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager.from_queryset(OfPartnership)()

    class Meta:
        ordering: ClassVar = ["position", "name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["partnership", "name"], name="theme_name_once")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "permanent: a public document of the partnership"

    def __str__(self) -> str:
        return self.name


class ThemeLink(models.Model):
    """An objective serves a theme. One of its themes is its primary: sums over themes count it there and only there."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="links")
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="theme_links")
    is_primary = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["theme", "objective"], name="theme_link_once"),
            models.UniqueConstraint(
                fields=["objective"], condition=models.Q(is_primary=True), name="one_primary_theme"
            ),
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "permanent: a public document of the partnership"
