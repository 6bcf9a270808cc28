"""Explore: every view answers or says why it cannot, and says the same number on the page and in every file."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from lxml import etree

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.insight import refreshing, shown
from frankpledge.insight.exploring.asked import options_of, read_asked
from frankpledge.insight.exploring.finding import VIEWS
from frankpledge.insight.models import KeptAnswer
from frankpledge.insight.queries.area_figures import area_figures
from frankpledge.insight.queries.changed import changed
from frankpledge.insight.queries.counts import counts
from frankpledge.insight.queries.extract_figures import fullest_addresses, hot_spots, near_repeats, repeats, week
from frankpledge.insight.queries.two_periods import two_periods
from frankpledge.insight.store import open_store
from frankpledge.partners.models import Partnership
from tests.insight.shown.conftest import Loaded
from tests.people import NOW, Cast

SignedIn = Callable[[User], Client]
YEAR = {"from": "2008-01", "to": "2008-12"}


def export(client: Client, view: str, kind: str, /, **asked: str) -> bytes:
    response = client.get(reverse("crime-export", args=["east", view, kind]), asked)
    assert response.status_code == 200, (view, kind)
    return bytes(response.content)


def table(client: Client, view: str, **asked: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export(client, view, "csv", **asked).decode("utf-8-sig"))))


@pytest.mark.parametrize("view", [view.slug for view in VIEWS])
def test_every_view_has_its_picture_its_table_and_its_files(loaded: Loaded, signed_in: SignedIn, view: str) -> None:
    client = signed_in(loaded.cast["analyst"])
    asked = {"definition": "vehicle-crime", **YEAR}

    page = client.get(reverse(f"crime-{view}", args=["east"]), asked).content.decode()

    assert "This cannot be shown" not in page
    assert "<svg" in page
    assert "<table" in page
    assert "vehicle-crime@1" in page
    assert table(client, view, **asked)
    assert json.loads(export(client, view, "json", **asked))["provenance"]["definition"] == "vehicle-crime@1"
    assert export(client, view, "png", **asked).startswith(b"\x89PNG")
    assert etree.fromstring(export(client, view, "svg", **asked)).tag.endswith("svg")
    with zipfile.ZipFile(io.BytesIO(export(client, view, "docx", **asked))) as paper:
        text = paper.read("word/document.xml").decode()
    assert "vehicle-crime@1" in text
    assert "Data as of" in text


@pytest.mark.parametrize("view", [view.slug for view in VIEWS if view.needs_extract])
def test_without_an_extract_a_view_of_times_and_places_says_that_it_needs_one_and_why(
    loaded: Loaded, signed_in: SignedIn, view: str
) -> None:
    with open_store(loaded.partnership) as store:
        store.forget("extract", now=NOW)

    page = signed_in(loaded.cast["analyst"]).get(reverse(f"crime-{view}", args=["east"])).content.decode()

    assert "This needs a police extract." in page
    assert "at least eight addresses" in page


def test_the_series_its_file_and_the_one_path_say_the_same(loaded: Loaded, signed_in: SignedIn) -> None:
    asked = {"definition": "burglary", "area": loaded.made.planted.risen_ward, "source": "street"}

    rows = table(signed_in(loaded.cast["scrutiny"]), "series", **asked, **YEAR)

    told = counts(
        loaded.partnership, definition="burglary", area=loaded.made.planted.risen_ward, by=("month",),
        from_month="2008-01", to_month="2008-12", source="street", now=NOW,
    )  # fmt: skip
    expected = {row["month"]: row["count"] for row in told["rows"]}
    assert {row["Month"]: int(row["Count"]) for row in rows if row["Count"] != "0"} == expected
    assert len(rows) == 12
    assert {row["Definition"] for row in rows} == {"burglary@1"}


def test_wards_on_the_map_are_counted_by_the_one_path(loaded: Loaded, signed_in: SignedIn) -> None:
    rows = table(signed_in(loaded.cast["board"]), "map", definition="burglary", source="street", **YEAR)

    for row in rows:
        told = counts(
            loaded.partnership, definition="burglary", area=row["Code"], from_month="2008-01", to_month="2008-12",
            source="street", now=NOW,
        )  # fmt: skip
        assert int(row["Count"]) == told["total"]
    assert len(rows) == len(loaded.made.wards)


def test_a_rate_here_is_the_store_s_rate(loaded: Loaded) -> None:
    figures = area_figures(
        loaded.partnership, definition="burglary", kind="ward", from_month="2008-01", to_month="2008-12",
        source="street", now=NOW,
    )  # fmt: skip

    for area in figures["areas"]:
        told = counts(
            loaded.partnership, definition="burglary", area=area["code"], by=(), from_month="2008-01",
            to_month="2008-12", source="street", measure="rate", now=NOW,
        )  # fmt: skip
        assert area["rate"] == pytest.approx(told["rows"][0]["rate"], abs=0.001)
        assert area["residents"] == told["rows"][0]["denominator"]


def test_the_funnel_is_drawn_with_the_limits_its_verdicts_come_from(loaded: Loaded, signed_in: SignedIn) -> None:
    figures = area_figures(
        loaded.partnership, definition="burglary", kind="ward", from_month="2008-01", to_month="2008-12",
        source="street", now=NOW,
    )  # fmt: skip
    sizes, low, _, _, high = zip(*figures["limits"], strict=True)

    for area in figures["areas"]:
        ends = [np.interp(area["residents"], sizes, curve) for curve in (low, high)]
        by_curve = "low" if area["rate"] < ends[0] else "high" if area["rate"] > ends[1] else ""
        assert by_curve == area["unusual"]

    page = signed_in(loaded.cast["board"]).get(reverse("crime-areas", args=["east"]), {"definition": "burglary"})
    assert "rate and size of each area" in page.content.decode()


def test_a_small_area_without_any_is_in_the_table_with_nought(loaded: Loaded) -> None:
    figures = area_figures(
        loaded.partnership, definition="lead-theft", kind="lsoa", from_month="2008-03", to_month="2008-03", now=NOW
    )

    assert len(figures["areas"]) == len(loaded.made.areas)
    assert 0 in {area["count"] for area in figures["areas"]}


def test_a_small_area_on_the_map_leads_to_its_own_series(loaded: Loaded, signed_in: SignedIn) -> None:
    client = signed_in(loaded.cast["board"])
    small = loaded.made.areas[0]

    page = client.get(reverse("crime-map", args=["east"]), {"kind": "lsoa"}).content.decode()
    series = client.get(reverse("crime-series", args=["east"]), {"area": small.code}).content.decode()

    assert f"area={small.code}" in page
    assert small.name in series
    assert "This cannot be shown" not in series


def test_two_periods_are_compared_ward_by_ward_and_the_number_of_comparisons_is_said(loaded: Loaded) -> None:
    planted = loaded.made.planted
    found = two_periods(
        loaded.partnership, definition="vehicle-crime", area=loaded.made.code, months=("2008-07", "2008-09"),
        before=("2007-07", "2007-09"), source="street", now=NOW,
    )  # fmt: skip

    by_code = {row["code"]: row for row in found["rows_compared"]}
    assert by_code[planted.risen_ward]["outcome"] == "rise"
    assert found["checked_count"] == 1 + len(loaded.made.wards)
    assert by_code[""]["now"] >= sum(row["now"] for code, row in by_code.items() if code)


def test_periods_that_overlap_are_refused_in_words(loaded: Loaded, signed_in: SignedIn) -> None:
    asked = {"from": "2008-01", "to": "2008-06", "before_from": "2008-06", "before_to": "2008-07"}

    page = signed_in(loaded.cast["chair"]).get(reverse("crime-periods", args=["east"]), asked).content.decode()

    assert "The two periods overlap." in page


def test_an_hour_is_shared_out_so_that_the_week_adds_up_to_the_offences(loaded: Loaded) -> None:
    found = week(loaded.partnership, asked=question("burglary", loaded), now=NOW)

    assert sum(map(sum, found["weight"])) == pytest.approx(found["counted"], abs=1)


def test_repeats_are_counted_and_nobody_s_key_is_kept_or_shown(loaded: Loaded, signed_in: SignedIn) -> None:
    found = repeats(loaded.partnership, asked=question("burglary", loaded), now=NOW)

    victims = found["victims"]
    assert victims["repeats"] == victims["crimes"] - victims["different"]
    assert sum(victims["times"].values()) == victims["different"]
    assert "key" not in json.dumps(found)


def test_near_repeats_that_were_planted_are_nearer_and_sooner_than_chance(loaded: Loaded) -> None:
    found = near_repeats(loaded.partnership, asked=question("burglary", loaded, first="2006-01"), now=NOW)

    assert found["meaningful"][0][0]
    assert found["ratio"][0][0] > 1.2


def test_near_repeats_of_too_many_are_refused_rather_than_waited_for(
    loaded: Loaded, monkeypatch: pytest.MonkeyPatch, signed_in: SignedIn
) -> None:
    monkeypatch.setattr("frankpledge.insight.queries.extract_figures.MOST_FOR_PAIRS", 10)

    address = reverse("crime-near-repeat", args=["east"])
    page = signed_in(loaded.cast["analyst"]).get(address, {"definition": "burglary"}).content.decode()

    assert "too many to compare each with each" in page


def test_clusters_are_merged_cells_and_never_points(loaded: Loaded) -> None:
    found = hot_spots(loaded.partnership, asked=question("recorded-crime", loaded), now=NOW)

    assert all(each["outline"].startswith("POLYGON") and each["cells"] >= 1 for each in found["clusters"])
    assert not {"easting", "northing"} & set(found)


def test_what_an_address_says_wrongly_is_left_out(loaded: Loaded) -> None:
    options = options_of(loaded.partnership, now=NOW)

    asked = read_asked({"definition": "no-such", "area": "E0", "from": "2008-13", "measure": "rate"}, options)

    assert asked.definition == "recorded-crime"
    assert asked.area == loaded.made.code
    assert asked.query == "measure=rate"
    assert asked.words == "January to December 2008"


def test_a_definition_s_version_in_the_address_is_kept(loaded: Loaded, signed_in: SignedIn) -> None:
    asked = read_asked({"definition": "burglary@1"}, options_of(loaded.partnership, now=NOW))

    assert asked.definition == "burglary@1"
    rows = table(signed_in(loaded.cast["chair"]), "series", definition="burglary@1", **YEAR)
    assert rows[0]["Definition"] == "burglary@1"


def test_a_view_that_is_not_there_and_a_file_of_no_kind_are_not_found(loaded: Loaded, signed_in: SignedIn) -> None:
    client = signed_in(loaded.cast["analyst"])

    assert client.get(reverse("crime-export", args=["east", "kernel", "csv"])).status_code == 404
    assert client.get(reverse("crime-export", args=["east", "series", "exe"])).status_code == 404


def question(definition: str, loaded: Loaded, first: str = "2008-01") -> dict[str, str]:
    return {"definition": definition, "area": loaded.made.code, "from_month": first, "to_month": "2008-12"}


def test_only_an_analyst_sees_addresses_by_key_and_each_reading_is_audited(loaded: Loaded, signed_in: SignedIn) -> None:
    address = reverse("crime-places", args=["east"])

    seen = signed_in(loaded.cast["analyst"]).get(address).content.decode()
    read = Entry.objects.filter(event="crime.addresses_read").count()
    other = signed_in(loaded.cast["manager"]).get(address).content.decode()

    assert "The fullest addresses" in seen
    assert read == 1
    assert "The fullest addresses" not in other
    assert Entry.objects.filter(event="crime.addresses_read").count() == 1


def test_no_file_holds_an_address_key_whoever_takes_it(loaded: Loaded, signed_in: SignedIn) -> None:
    keys = {key for key, *_ in fullest_addresses(loaded.partnership, asked=question("recorded-crime", loaded))}
    client = signed_in(loaded.cast["analyst"])

    assert keys
    for kind in ("csv", "json"):
        text = export(client, "places", kind).decode()
        assert not any(key in text for key in keys)
    assert not any(key in json.dumps(row.answer) for row in KeptAnswer.objects.all() for key in keys)


def test_after_a_load_what_is_shown_most_is_worked_out_already(loaded: Loaded) -> None:
    shown.refresh_changed(loaded.partnership, NOW)
    seen = shown.refresh_views(loaded.partnership, NOW)
    before = KeptAnswer.objects.count()

    changed(loaded.partnership, now=NOW)

    assert seen == len(VIEWS)
    assert KeptAnswer.objects.count() == before
    assert {"what-changed", "explore"} <= set(refreshing.usual())


def test_on_real_files_the_page_counts_the_wards_as_the_one_path_does(
    east: Cast, signed_in: SignedIn, data_folder: Path
) -> None:
    Partnership.objects.filter(pk=east.partnership.pk).update(area_code="E07000242")
    east.partnership.refresh_from_db()
    with open_store(east.partnership) as store:
        store.import_areas([data_folder / "lookups" / "lsoa21_ward24_ltla24.csv.gz"], by="tests", now=NOW)
        store.import_areas([data_folder / "boundaries" / "east_herts_lsoa21.geojson"], by="tests", now=NOW)
        months = sorted((data_folder / "police_uk" / "hertfordshire").glob("2025-0[12]*street*"))
        store.load(months, by="tests", now=NOW)
    client = signed_in(east["analyst"])

    rows = table(client, "map", definition="burglary")

    assert len(rows) == 26
    for row in rows[:3]:
        told = counts(east.partnership, definition="burglary", area=row["Code"], from_month="2025-01", now=NOW)
        assert int(row["Count"]) == told["total"]
    picture = export(client, "map", "svg", definition="burglary", kind="lsoa")
    assert len(picture) < 200_000
    assert picture.count(b"<a ") == 90


@pytest.mark.parametrize("role", ["analyst", "scrutiny"])
def test_before_anything_is_loaded_every_page_says_so_and_who_can_load(
    east: Cast, signed_in: SignedIn, role: str
) -> None:
    client = signed_in(east[role])

    home = client.get(reverse("crime-explore", args=["east"])).content.decode()

    assert "No crime file is loaded yet." in home
    assert ("Load crime files" in home) is (role == "analyst")
    for view in VIEWS:
        page = client.get(reverse(view.name, args=["east"]))
        assert page.status_code == 200
        assert "No crime file is loaded yet." in page.content.decode()
        assert client.get(reverse("crime-export", args=["east", view.slug, "docx"])).status_code == 200
        assert client.get(reverse("crime-export", args=["east", view.slug, "png"])).status_code == 404
