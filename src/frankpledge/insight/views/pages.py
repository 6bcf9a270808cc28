"""What every page under “Crime” shares: the room's own navigation, the store, and what the reader may do."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse

from frankpledge.insight.queries.files import is_made_up
from frankpledge.partners.guard import Guarded
from frankpledge.partners.permissions import Permission

MADE_UP = (
    "Made up: the crime figures here are invented, of a district that does not exist. They say nothing of anybody."
)
# The room's pages, in the order of an analyst's month. Each is shown to those who may open it.
ROOM: tuple[tuple[str, str, Permission], ...] = (
    ("What changed", "crime-home", Permission.CRIME_VIEW),
    ("Explore", "crime-explore", Permission.CRIME_VIEW),
    ("Data loaded", "crime-data", Permission.CRIME_VIEW),
    ("Put before groups", "nomination-list", Permission.CRIME_VIEW),
    ("Packs", "pack-list", Permission.CRIME_VIEW),
    ("Evidence for the plan", "crime-evidence", Permission.CRIME_VIEW),
)


class CrimePage(Guarded):
    """A page of this room, under “Crime” in the navigation. ``here`` is the address's name of its part of the room."""

    permission = Permission.CRIME_VIEW
    area = "crime-home"
    here: ClassVar[str] = "crime-home"

    def address(self, name: str, *args: Any) -> str:
        """The address of another page of this partnership."""
        return reverse(name, args=[self.partnership.slug, *args])

    def crumbs(self) -> list[tuple[str, ...]]:
        """The pages above this one, outermost first."""
        return [("Crime", self.address("crime-home"))]

    def room(self) -> list[dict[str, Any]]:
        """The links between the room's pages."""
        return [
            {"text": words, "href": self.address(name), "is_here": name == self.here}
            for words, name, permission in ROOM
            if self.access.reach(permission)
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown: dict[str, Any] = {"breadcrumbs": self.crumbs(), "room": self.room()}
        if is_made_up(self.partnership):
            shown["notice"] = MADE_UP
        return super().get_context_data(**{**shown, **kwargs})
