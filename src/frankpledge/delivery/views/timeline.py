"""One timeline of everything that was done: of an objective, of a group, of a place, or of all."""

from __future__ import annotations

from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse

from frankpledge.delivery.views.lists import Across

A_PAGE = 100  # a timeline in slices of twenty-five would be no look at the whole


class Timeline(Across):
    """The list again, by day, the newest first. A place is known by its name, as it was written."""

    template_name = "delivery/timeline.html"

    @property
    def place(self):
        """The name of the place the address asks for."""
        return str(self.request.GET.get("place", "")).strip()[:200]

    def narrowed(self, rows):
        rows = super().narrowed(rows)
        return rows.filter(place__iexact=self.place) if self.place else rows

    @property
    def heading(self):
        if self.objective is not None:
            return f"Timeline of objective {self.objective.ref}"
        if self.asked.group:
            return f"Timeline of {self.asked.group}"
        if self.place:
            return f"Timeline of {self.place}"
        return f"Timeline: {self.kind.plural}" if self.kind else "Timeline"

    def listed(self):
        page = self.page_of(self.rows().order_by("-starts_on", "-pk"), A_PAGE)
        asked = {name: value for name, value in self.request.GET.items() if name != "page"}
        files = reverse("record-every-file", args=[self.partnership.slug, "csv"])
        return {
            "page_obj": page,
            "days": [(day, list(each)) for day, each in groupby(page, key=lambda row: row.starts_on)],
            "place": self.place,
            "file": "" if self.place else f"{files}?{urlencode(asked)}",
        }
