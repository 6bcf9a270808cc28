"""Orders and impact areas are drawn by the outline of their area, and said in words; that there is none is said too."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.delivery.ground import kept_as
from frankpledge.delivery.zones import code_of
from frankpledge.insight.queries.outlined import outlined, outlined_by_code
from tests.delivery.ground import lay_ground
from tests.delivery.test_night_time import made
from tests.delivery.test_orders import considered, dppo, make
from tests.people import Cast

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(east: Cast, signed_in: SignedIn) -> Client:
    return signed_in(east["scrutiny"])


def zone(cast: Cast, **more: Any) -> Any:
    row = considered(cast, "nccz", support_percent=80, **more)
    return make(row, cast, date(2026, 6, 10))


def on_map(client: Client, **asked: str) -> str:
    return client.get(reverse("activity-map", args=["east"]), asked).content.decode()


def test_an_order_is_drawn_on_its_page_by_the_outline_of_its_area_with_the_same_in_words(
    east: Cast, reader: Client, tmp_path: Path
) -> None:
    lay_ground(east, tmp_path)
    ward, other, _ = outlined(east.partnership)
    row = zone(east, place_area=kept_as(ward))
    lsoa = zone(east, place_area=kept_as(ward), counted_area=other.code)

    page = reader.get(row.get_absolute_url()).content.decode()

    assert re.search(rf"<desc[^>]*>The outline of {ward.name}: [0-9.]+ (square kilometres|hectares), from ", page)
    assert f"It holds in {ward.name}: " in page
    assert 'stroke-dasharray="10 5"' in page
    assert (code_of(row), code_of(lsoa)) == (ward.code, other.code)  # where it is counted stands first
    assert f"It holds in {other.name}: " in reader.get(lsoa.get_absolute_url()).content.decode()


def test_an_order_without_an_outline_says_so_and_other_records_say_nothing_of_it(
    east: Cast, reader: Client, tmp_path: Path
) -> None:
    lay_ground(east, tmp_path)
    bare = reader.get(zone(east, easting=532_010, northing=212_010).get_absolute_url()).content.decode()
    strange = reader.get(zone(east, counted_area="drawn:nowhere").get_absolute_url()).content.decode()

    assert "It has no outline: choose its ward or area" in bare
    assert "TL 32010 12010" in bare or "TL 3201 1201" in bare  # its point is drawn all the same
    assert "no file tells that of the area chosen for it" in strange
    event = made("events", east, easting=532_010, northing=212_010)
    assert "outline" not in reader.get(event.get_absolute_url()).content.decode()


def test_the_map_of_activity_draws_what_is_in_force_and_lists_the_same(
    east: Cast, reader: Client, tmp_path: Path
) -> None:
    lay_ground(east, tmp_path)
    ward, other, _ = outlined(east.partnership)
    row = zone(east, place_area=kept_as(ward), title="No calling here")
    bare = zone(east, title="Nobody drew this")
    considered(east, "nccz", title="Only being thought of", place_area=kept_as(ward))
    over = dppo(east)  # nobody recorded its end, and the law no longer lets it stand
    impact = made("impact-areas", east, title="Too many bars", place_area=kept_as(other))

    page = on_map(reader)  # none of them has a point

    assert f'aria-label="1: {row}, {ward.name}"><path' in page
    assert page.count('stroke-dasharray="10 5"') == 1
    table = page[page.index('id="zones"') :]
    assert "No calling here" in table
    assert f"{ward.name}: " in table
    assert "No outline: nobody chose its ward or area." in table
    assert str(bare) in table
    assert "Only being thought of" not in table
    assert str(over) not in table
    assert impact.title not in table  # it is not published
    assert 'id="zones"' not in on_map(reader, kind="events")


def test_a_map_that_does_not_draw_all_that_hold_says_so(
    east: Cast, reader: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_ground(east, tmp_path)
    zone(east)
    zone(east)
    assert "The newest are drawn" not in on_map(reader)

    monkeypatch.setattr("frankpledge.delivery.zones.MOST", 1)

    assert "The newest are drawn" in on_map(reader)


def test_the_map_asks_no_more_queries_of_more_orders(east: Cast, reader: Client, tmp_path: Path) -> None:
    lay_ground(east, tmp_path)
    ward = outlined(east.partnership)[0]
    zone(east, place_area=kept_as(ward))
    on_map(reader)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            on_map(reader)
        return len(queries)

    before = asked()
    for _ in range(3):
        zone(east, place_area=kept_as(ward))

    assert asked() == before


def test_the_outline_of_any_area_is_found_by_its_code_and_of_a_stranger_none(east: Cast, tmp_path: Path) -> None:
    assert outlined_by_code(east.partnership, ["E05000001"]) == {}  # no store
    lay_ground(east, tmp_path)
    ward = outlined(east.partnership)[0]

    found = outlined_by_code(east.partnership, [ward.code, "drawn:nowhere", ""])

    assert list(found) == [ward.code]
    assert found[ward.code].outline.area > 0  # type: ignore[union-attr]  # it has one
