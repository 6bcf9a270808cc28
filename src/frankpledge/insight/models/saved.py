"""A view of the figures that somebody wants to find again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from frankpledge.partners.models import OfPartnership, Partnership


class SavedView(models.Model):
    """An address inside “Crime” with a title and a note; everybody in the partnership may open it."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="saved_views")
    title = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    page = models.CharField(max_length=60)  # the address's name: "crime-series"
    query = models.TextField(blank=True)  # what follows the question mark, in canonical order
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager.from_queryset(OfPartnership)()

    class Meta:
        ordering: ClassVar = ["title", "pk"]

    class Privacy:
        personal: frozenset[str] = frozenset({"note"})
        retention = "until it is taken away"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The view itself."""
        return f"{reverse(self.page, args=[self.partnership.slug])}?{self.query}".removesuffix("?")
