"""Where orders and impact areas hold: the outline of the area somebody chose for each, and the same in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from frankpledge.core.map_squares import MapZone
from frankpledge.delivery.kinds.cumulative_impact import ImpactArea
from frankpledge.delivery.kinds.orders import IN_FORCE, PlaceOrder
from frankpledge.delivery.succeeding import gone_since
from frankpledge.insight.queries.outlined import Outlined, outlined_by_code
from frankpledge.partners.models import Partnership
from frankpledge.records.models import AREA
from frankpledge.records.squares import grid_reference

MOST = 60  # on one map
HOLDING: tuple[tuple[Any, tuple[str, ...]], ...] = ((PlaceOrder, IN_FORCE), (ImpactArea, ("published",)))
FINE = 100  # metres, of the corners in words
HECTARE, KILOMETRE = 10_000, 1_000_000  # square metres


@dataclass(frozen=True, slots=True)
class Zone:
    """One that holds in an area; without an outline where none was chosen, or no file tells it."""

    record: Any
    area: Outlined | None
    number: int = 0  # on the map

    @property
    def words(self) -> str:
        """The area as the picture shows it: its name, how large it is, and its corners."""
        return "" if self.area is None else area_in_words(self.area)

    @property
    def has_choice(self) -> bool:
        """Whether somebody chose an area at all."""
        return bool(code_of(self.record))


def is_zone(record: Any) -> bool:
    """Whether such a record holds in an area, and is drawn by its outline."""
    return any(isinstance(record, model) for model, _ in HOLDING)


def code_of(record: Any) -> str:
    """The code of the area it was said to lie in: where its burglaries are counted, else its ward or area."""
    counted = str(getattr(record, "counted_area", "") or "")
    return counted or (record.place_area.split(" ", 1)[0] if AREA.match(record.place_area) else "")


def zone_of(record: Any, partnership: Partnership) -> Zone:
    code = code_of(record)
    return Zone(record, outlined_by_code(partnership, [code]).get(code))


def zones_among(rows: Any, partnership: Partnership, today: date) -> tuple[list[Zone], bool]:
    """Those of these records that hold today, the newest first, and whether these are all that may hold.

    ``MOST`` of each kind are looked at, with one query.
    """
    found: list[Any] = []
    is_all = True
    for model, states in HOLDING:
        held = model.objects.within(partnership).filter(pk__in=rows.order_by().values("pk"), state__in=states)
        newest = list(held.select_related("partnership")[: MOST + 1])
        is_all = is_all and len(newest) <= MOST
        found += [row for row in newest[:MOST] if gone_since(row, today) is None]
    areas = outlined_by_code(partnership, [code_of(record) for record in found])
    zones = [Zone(record, areas.get(code_of(record))) for record in found]
    drawn = [zone for zone in zones if zone.area is not None]
    numbered = [Zone(zone.record, zone.area, number) for number, zone in enumerate(drawn, 1)]
    return [*numbered, *(zone for zone in zones if zone.area is None)], is_all


def drawn(zones: list[Zone]) -> list[MapZone]:
    """As the map takes them."""
    return [
        MapZone(zone.area.outline, zone.number, f"{zone.number}: {zone.record.told}, {zone.area.name}",
                zone.record.get_absolute_url())
        for zone in zones if zone.area is not None
    ]  # fmt: skip


def area_in_words(area: Outlined) -> str:
    """How large it is and where.

    >>> import shapely
    >>> area_in_words(Outlined("E05", "Castle", shapely.box(532_000, 212_000, 534_000, 213_000)))
    'Castle: 2.0 square kilometres, from TL 320 120 in the south-west to TL 340 130 in the north-east'
    """
    west, south, east, north = (round(edge) for edge in area.outline.bounds)  # type: ignore[union-attr]  # only those with one
    size = area.outline.area  # type: ignore[union-attr]  # as above
    large = f"{size / KILOMETRE:.1f} square kilometres" if size >= KILOMETRE / 2 else f"{size / HECTARE:.1f} hectares"
    first, last = grid_reference(west, south, FINE), grid_reference(east, north, FINE)
    return f"{area.name}: {large}, from {first} in the south-west to {last} in the north-east"
