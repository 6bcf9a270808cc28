"""A map of everything that was recorded: of all, of one kind, or of one square in finer squares."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from frankpledge.delivery.mapping import FINEST, gathered
from frankpledge.delivery.views.lists import Across
from frankpledge.delivery.zones import drawn, zones_among
from frankpledge.insight.queries.outlined import outlined
from frankpledge.records.squares import SIDES, Square


class ActivityMap(Across):
    """The list again, by where it was; of one kind where its query names one."""

    template_name = "delivery/map.html"

    def listed(self):
        return {}

    @property
    def within(self):
        """The square that is shown in finer squares; None where the whole is."""
        return self.asked.at if isinstance(self.asked.at, Square) and self.asked.at.side > FINEST else None

    @property
    def heading(self):
        what = f"Map: {self.kind.plural}" if self.kind else "Map"
        return f"{what}, {self.within.words}" if self.within else what

    def asking(self, *without):
        """What the address asks for, without these."""
        return {name: value for name, value in self.request.GET.items() if value and name not in (*without, "page")}

    def address_of(self, square, as_map=False):
        """The records of one square, or its map; narrowed as this page is."""
        asked = self.asking("at")
        if as_map:
            there = reverse("activity-map", args=[self.partnership.slug])
        elif self.kind:
            there = self.address("list", self.kind.slug)
            asked.pop("kind", None)
        else:
            there = reverse("activity-list", args=[self.partnership.slug])
        return f"{there}?{urlencode({**asked, 'at': str(square)} if square else asked)}"

    def ways_out(self):
        """The larger squares this one is in, the largest first, and the whole."""
        if not self.within:
            return []
        sides = [side for side in SIDES if side > self.within.side and side in (500, 2_000, 5_000)]
        west, south = self.within.west, self.within.south
        larger = [Square(west // side * side, south // side * side, side) for side in reversed(sides)]
        whole = ("The whole map", self.address_of("", as_map=True))
        return [whole, *((f"{each.size} from {each.reference}", self.address_of(each, as_map=True)) for each in larger)]

    def get_context_data(self, **kwargs):
        root = self.root.objects.visible_to(self.access)
        rows = self.narrowed(root.of_kind(self.kind) if self.kind else root)
        areas = outlined(self.partnership)
        zones, is_all = zones_among(rows, self.partnership, self.today)
        shown = {
            "found": gathered(rows, areas, self.address_of, within=self.within, zones=drawn(zones)),
            "zones": zones,
            "are_zones_all": is_all,
            "has_areas": any(area.outline is not None for area in areas),
            "ways_out": self.ways_out(),
            "within": self.within,
            "list_url": self.address_of(self.asked.at or ""),
            "nowhere_url": self.address_of("nowhere"),
            "add_url": self.address("choose") if self.access.reach(self.registry.write) else "",
            "is_narrowed": bool(self.asking()),
        }
        return super().get_context_data(**{**shown, **kwargs})
