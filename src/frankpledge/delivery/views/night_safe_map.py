"""A Night Safe map on a sheet to be printed: drawn, and the same as a list."""

from __future__ import annotations

from django.http import Http404
from django.utils.safestring import mark_safe

from frankpledge.delivery.kinds.night_safe_maps import NightSafeMap
from frankpledge.delivery.night_safe_drawing import Place, drawing
from frankpledge.delivery.views.pages import Activity
from frankpledge.records.views.pages import OneRecord


class NightSafeMapSheet(Activity, OneRecord):
    """The sheet. Until it is published it says so on its face."""

    template_name = "delivery/night_safe_map.html"

    def find(self, **kwargs):
        super().find(**kwargs)
        if not isinstance(self.record, NightSafeMap):
            raise Http404

    def get_context_data(self, **kwargs):
        entries = list(enumerate(self.record.entries.all(), start=1))
        places = [
            Place(number, entry.name, entry.easting, entry.northing)
            for number, entry in entries
            if entry.easting is not None and entry.northing is not None
        ]
        title = f"{self.record.title}: {self.record.town}"
        said = {
            "entries": entries,
            "is_published": self.record.state == "published",
            "svg": mark_safe(drawing(places, title=title)) if places else "",  # noqa: S308  # every word in it is escaped
            "drawn": len(places),
        }
        return super().get_context_data(**{**said, **kwargs})
