"""A map of everything that was recorded: squares that lead to their records, and a table that says the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.delivery.models import KINDS
from frankpledge.insight.queries.outlined import outlined
from frankpledge.partners.access import access_by_command
from frankpledge.records.squares import Nowhere, Square, grid_reference, read_at
from tests.delivery.ground import lay_ground
from tests.delivery.test_links import made
from tests.examples.making import make
from tests.people import NOW, Cast
from tests.records.typed import lead

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(east: Cast, signed_in: SignedIn) -> Client:
    return signed_in(east["scrutiny"])


def page(client: Client, **asked: str) -> Any:
    return client.get(reverse("activity-map", args=["east"]), asked)


def listed(client: Client, address: str) -> set[int]:
    return {row.pk for row in client.get(address).context["page_obj"]}


def test_a_square_leads_to_what_lies_in_it_and_to_nothing_else(east: Cast, reader: Client) -> None:
    here = [made("environment", east, easting=532_010, northing=212_010),
            made("events", east, easting=532_499, northing=212_499)]  # fmt: skip
    edge = made("events", east, easting=532_500, northing=212_010)  # an edge belongs to the next square

    found = page(reader).context["found"]

    assert {(str(cell.square), cell.count) for cell in found.cells} == {
        ("532000-212000-500", 2),
        ("532500-212000-500", 1),
    }
    assert listed(reader, found.cells[0].href) == {row.pk for row in here}
    assert listed(reader, found.cells[1].href) == {edge.pk}


def test_the_picture_and_the_table_say_the_same(east: Cast, reader: Client) -> None:
    for number in range(3):
        made("events", east, easting=532_010 + number, northing=212_010)
    made("events", east, easting=535_010, northing=214_010)

    answer = page(reader)

    found, html = answer.context["found"], answer.content.decode()
    assert found.placed == sum(cell.count for cell in found.cells) == 4
    drawn = re.findall(r'<a href="([^"]+)" aria-label="([^"]+)"><path', html)
    assert {words for _, words in drawn} == {cell.words for cell in found.cells}
    assert "TL 320 120, 500 m: 3 records" in {words for _, words in drawn}
    links = {href.replace("&amp;", "&") for href, _ in drawn}
    assert links == {found.cells[0].map_href, found.cells[1].href}  # one record's square leads to its list at once


def test_a_square_opens_in_finer_squares_with_a_way_back_out(east: Cast, reader: Client) -> None:
    made("events", east, easting=532_010, northing=212_010)
    made("events", east, easting=532_090, northing=212_090)
    made("events", east, easting=533_090, northing=213_090)

    inside = page(reader, at="532000-212000-500")

    assert [str(cell.square) for cell in inside.context["found"].cells] == ["532000-212000-50", "532050-212050-50"]
    assert inside.context["found"].cells[0].map_href == ""  # there is no finer one
    assert inside.context["ways_out"][0] == ("The whole map", reverse("activity-map", args=["east"]) + "?")
    assert len(listed(reader, inside.context["list_url"])) == 2


def test_what_has_no_position_is_counted_and_listed(east: Cast, reader: Client) -> None:
    lost = made("events", east, easting=None, northing=None)
    made("events", east, easting=532_010, northing=212_010)

    found = page(reader)

    assert found.context["found"].nowhere == 1
    assert "1 record has no position" in found.content.decode()
    assert listed(reader, found.context["nowhere_url"]) == {lost.pk}


def test_it_is_narrowed_as_the_list_is_and_to_one_kind(east: Cast, reader: Client) -> None:
    made("events", east, title="Road show", easting=532_010, northing=212_010)
    made("environment", east, title="Graffiti", easting=532_010, northing=212_010)

    assert page(reader).context["found"].placed == 2
    assert page(reader, words="Road").context["found"].placed == 1
    assert page(reader, at="nowhere").context["found"].placed == 0
    of_kind = page(reader, kind="environment")
    assert of_kind.context["found"].placed == 1
    assert len(listed(reader, of_kind.context["found"].cells[0].href)) == 1
    assert "kind" not in of_kind.context["found"].cells[0].href  # the kind's own list


def test_a_guarded_record_is_on_no_strangers_map(east: Cast, reader: Client, signed_in: SignedIn) -> None:
    guarded = next(kind for kind in KINDS if kind.guarded)
    by = access_by_command("test", east.partnership)
    make(guarded, by=by, now=NOW, **lead(east), easting=532_010, northing=212_010)

    assert page(reader).context["found"].placed == 0
    assert page(signed_in(east["manager"])).context["found"].placed == 1


def test_another_partnerships_records_are_not_on_it(east: Cast, west: Cast, reader: Client) -> None:
    made("events", west, easting=532_010, northing=212_010)

    answer = page(reader)

    assert (answer.context["found"].placed, answer.context["found"].nowhere) == (0, 0)
    assert "What was done will be here, on a map" in answer.content.decode()


def test_squares_are_named_by_the_ward_their_middle_is_in(east: Cast, reader: Client, tmp_path: Path) -> None:
    lay_ground(east, tmp_path)
    ward = outlined(east.partnership)[0]
    inside = ward.outline.representative_point()  # type: ignore[union-attr]
    row = made("events", east, easting=int(inside.x), northing=int(inside.y))
    far = made("events", east, easting=100_010, northing=100_010)

    answer = page(reader, at=str(Square(int(inside.x) // 50 * 50, int(inside.y) // 50 * 50, 50)))
    whole = page(reader)

    assert answer.context["within"] is None  # the finest square is a list's, and here only narrows
    assert whole.context["found"].outside == 1
    assert "1 record lies outside the picture" in whole.content.decode()
    assert {cell.place for cell in whole.context["found"].cells} <= {
        "",
        *(area.name for area in outlined(east.partnership)),
    }
    own = reader.get(row.get_absolute_url()).content.decode()
    assert f"{ward.name}, {grid_reference(row.easting, row.northing, 10)}" in own
    assert "What else was recorded near it" in reader.get(far.get_absolute_url()).content.decode()


@pytest.mark.parametrize("said", ["1-2-3", "532001-212000-500", "532000-212000-7", "x", "532000-212000-500-1"])
def test_an_address_that_names_no_square_is_said_to_be_wrong(said: str, reader: Client) -> None:
    assert read_at(said) is None
    assert "That is no part of the map" in page(reader, at=said).content.decode()


def test_a_square_says_itself_in_an_address_and_on_paper() -> None:
    square = Square(532_000, 212_000, 1_000)
    assert read_at(str(square)) == square
    assert read_at("nowhere") == Nowhere()
    assert (square.reference, square.size) == ("TL 32 12", "1 km")
    assert grid_reference(216_600, 771_200, 100) == "NN 166 712"
    assert grid_reference(400_000, 1_200_000, 100_000) == "HP"
    assert grid_reference(651_409, 313_177) == "TG 51409 13177"


def test_a_map_asks_no_more_queries_of_more_records(east: Cast, reader: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(reader)
        return len(queries)

    made("events", east, easting=532_010, northing=212_010)
    page(reader)
    few = asked()
    for number in range(12):
        made("environment", east, easting=530_010 + 700 * number, northing=212_010)
    assert asked() == few
