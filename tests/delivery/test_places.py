"""A record says where it was by a point, by a postcode that finds one, or by an area of the partnership's list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.delivery.models import KINDS, EnvironmentalCrime
from frankpledge.insight.queries.outlined import outlined
from tests.delivery.ground import lay_ground, load_postcode
from tests.delivery.test_links import made
from tests.examples import EXAMPLES
from tests.people import Cast
from tests.records.typed import typed

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(east: Cast, signed_in: SignedIn) -> Client:
    return signed_in(east["contributor"])


def send(client: Client, cast: Cast, **more: Any) -> Any:
    """Graffiti recorded on its page."""
    values = {**EXAMPLES["environment"].values, "easting": None, "northing": None, "place": "Mill Lane", **more}
    there = reverse("record-add", args=["east", "environment"])
    return client.post(there, {**typed(values), "lead_agency": cast.council.pk}, follow=True)


def test_a_postcode_finds_the_point(east: Cast, writer: Client, tmp_path: Path) -> None:
    load_postcode(east, tmp_path, "ZZ1 1AA", 532123, 212456)

    send(writer, east, postcode="zz11aa")

    row = EnvironmentalCrime.objects.get()
    assert (row.easting, row.northing, row.place) == (532123, 212456, "Mill Lane")


def test_a_point_that_was_typed_stands_before_a_postcodes(east: Cast, writer: Client, tmp_path: Path) -> None:
    load_postcode(east, tmp_path, "ZZ1 1AA", 532123, 212456)

    send(writer, east, postcode="ZZ1 1AA", easting=532001, northing=212002)

    row = EnvironmentalCrime.objects.get()
    assert (row.easting, row.northing) == (532001, 212002)


def test_a_postcode_that_is_not_in_the_table_is_refused(east: Cast, writer: Client, tmp_path: Path) -> None:
    load_postcode(east, tmp_path, "ZZ1 1AA", 532123, 212456)

    page = send(writer, east, postcode="ZZ9 9ZZ")

    assert "That postcode is not in the table" in page.content.decode()
    assert not EnvironmentalCrime.objects.exists()


def test_without_a_table_the_postcode_stands_beside_the_place_and_this_is_said(east: Cast, writer: Client) -> None:
    page = send(writer, east, postcode="zz1  1aa")

    row = EnvironmentalCrime.objects.get()
    assert (row.place, row.easting) == ("Mill Lane, ZZ1 1AA", None)
    assert "No postcodes are loaded" in page.content.decode()
    assert not (Path(settings.CRIME_FOLDER) / str(east.partnership.pk)).exists()  # asking makes no store


def test_another_postcode_moves_a_record_that_has_a_point(east: Cast, writer: Client, tmp_path: Path) -> None:
    load_postcode(east, tmp_path, "ZZ1 1AA", 532123, 212456)
    row = made("environment", east, easting=530000, northing=210000)
    form = writer.get(row.address("edit")).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False, [])}
    sent |= {"version": row.version, **typed({"starts_on": row.starts_on}), "postcode": "ZZ1 1AA"}

    writer.post(row.address("edit"), {name: value for name, value in sent.items() if name != "agencies"})

    row.refresh_from_db()
    assert (row.easting, row.northing, row.version) == (532123, 212456, 2)


def test_an_area_is_chosen_from_the_partnerships_own_and_kept_by_code_and_name(
    east: Cast, writer: Client, tmp_path: Path
) -> None:
    ward = lay_ground(east, tmp_path).wards[0]
    page = writer.get(reverse("record-add", args=["east", "environment"]))
    offered = dict(page.context["form"].fields["place_area"].choices)
    chosen = f"{ward.code} {ward.name}"
    assert offered[chosen] == ward.name

    send(writer, east, place_area=chosen)

    row = EnvironmentalCrime.objects.get()
    assert (row.place_area, row.get_place_area_display()) == (chosen, ward.name)
    listed = writer.get(reverse("record-list", args=["east", "environment"]), {"area": chosen})
    assert [each.pk for each in listed.context["page_obj"]] == [row.pk]
    assert f"Only what is in {ward.name}" in " ".join(listed.content.decode().split())
    elsewhere = writer.get(reverse("activity-list", args=["east"]), {"area": "E05999999 Elsewhere"})
    assert elsewhere.context["page_obj"].paginator.count == 0


def test_where_no_list_of_areas_is_loaded_its_name_is_typed(east: Cast, writer: Client) -> None:
    send(writer, east, place_area="The old town")

    assert EnvironmentalCrime.objects.get().get_place_area_display() == "The old town"


def test_a_map_to_point_at_is_offered_where_outlines_are_loaded(east: Cast, writer: Client, tmp_path: Path) -> None:
    there = reverse("record-add", args=["east", "environment"])
    assert "data-pointing-frame" not in writer.get(there).content.decode()  # and the phone is offered all the same
    assert "data-pointing-here" in writer.get(there).content.decode()

    lay_ground(east, tmp_path)

    page = writer.get(there).content.decode()
    assert "data-pointing-frame" in page
    assert page.count("<svg") >= 1


def test_outlines_are_read_again_when_the_store_changes_and_not_before(
    east: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_ground(east, tmp_path)
    first = outlined(east.partnership)
    opened: list[Any] = []
    monkeypatch.setattr(
        "frankpledge.insight.queries.outlined.open_store", lambda partnership: opened.append(partnership)
    )
    assert outlined(east.partnership) is first
    assert opened == []
    monkeypatch.undo()

    load_postcode(east, tmp_path, "ZZ1 1AA", 532123, 212456)

    again = outlined(east.partnership)
    assert again is not first
    assert [area.code for area in again] == [area.code for area in first]


def test_no_partnership_is_offered_anothers_areas(east: Cast, west: Cast, tmp_path: Path) -> None:
    lay_ground(east, tmp_path)

    assert outlined(west.partnership) == ()
    assert KINDS.ground is not None
    assert KINDS.ground.drawing(west.partnership) is None
