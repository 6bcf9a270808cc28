"""What forms of delivery know of places: a partnership's areas, outlines and postcodes, from its crime store."""

from __future__ import annotations

from frankpledge.core.map_frame import MARGIN
from frankpledge.core.map_squares import blank_map, bounds_of
from frankpledge.delivery.mapping import area_at
from frankpledge.delivery.root import KINDS
from frankpledge.insight.queries.outlined import Outlined, outlined, point_of
from frankpledge.partners.access import Access
from frankpledge.partners.models import Partnership
from frankpledge.records.ground import Drawing


class StoredGround:
    """As the crime store of each partnership has it."""

    def point_of(self, partnership: Partnership, postcode: str) -> tuple[int, int] | None:
        return point_of(partnership, postcode)

    def area_of(self, partnership: Partnership, easting: int, northing: int) -> str:
        area = area_at(easting, northing, outlined(partnership))
        return kept_as(area) if area else ""

    def drawing(self, partnership: Partnership) -> Drawing | None:
        outlines = [area.outline for area in outlined(partnership) if area.outline is not None]
        if not outlines:
            return None
        svg, frame = blank_map(
            ground=outlines, bounds=bounds_of(outlines), title="The partnership’s areas",
            description="Their outlines, to point at where it was.",
        )  # fmt: skip
        return Drawing(svg, frame.west, frame.north, frame.metres, MARGIN)


def areas_offered(access: Access) -> list[tuple[str, str]]:
    """The partnership's areas, each by its code and name; none where no list of them is loaded."""
    return [(kept_as(area), area.name) for area in outlined(access.partnership)]


def kept_as(area: Outlined) -> str:
    """An area as a record keeps it: its code and its name."""
    return f"{area.code} {area.name}"


def offer() -> None:
    """Let every kind's forms know of it."""
    KINDS.ground = StoredGround()
    KINDS.offer_everywhere("place_area", areas_offered)
