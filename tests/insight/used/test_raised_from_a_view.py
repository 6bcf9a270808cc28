"""Any view leads to a group with area, crime and months filled in, and a series to what was done about it and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.delivery.models import KINDS
from frankpledge.insight import made_up
from frankpledge.insight.models import Nomination
from frankpledge.insight.months import months_between
from frankpledge.partners.access import access_by_command
from frankpledge.partners.models import Partnership
from tests.examples.making import make
from tests.insight.used.scenes import Q2, Q2_BEFORE, load
from tests.people import NOW, Cast
from tests.records.typed import lead

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
QUARTER = {"definition": "vehicle-crime", "from": "2008-07", "to": "2008-09"}


def view(client: Client, name: str, **asked: str) -> Any:
    return client.get(reverse(name, args=["east"]), {**QUARTER, **asked})


def here(cast: Cast, made: made_up.Made) -> Partnership:
    Partnership.objects.filter(pk=cast.partnership.pk).update(area_code=made.code)
    cast.partnership.refresh_from_db()
    return cast.partnership


def record(cast: Cast, kind: str, **said: Any) -> Any:
    said = {"starts_on": date(2008, 7, 10), "definition": "vehicle-crime@1", **lead(cast), **said}
    return make(KINDS[kind], by=access_by_command("test", cast.partnership), now=NOW, **said)


def raising(page: Any, words: str = "") -> list[str]:
    """The addresses under which the page's rows are put before a group, or the page itself."""
    if not words:
        return [page.context["raise"]]
    lines = [line for _, lines, _ in page.context["grids"] for line in lines]
    return [line["raise"] for line in lines if line["cells"][0]["words"] == words]


def test_a_row_of_areas_compared_is_put_before_a_group_with_area_crime_and_months_filled_in(
    east: Cast, signed_in: SignedIn
) -> None:
    made = load(east)
    here(east, made)
    ward = next(each for each in made.wards if each.code == made.planted.risen_ward)
    client = signed_in(east["analyst"])
    [there] = raising(view(client, "crime-areas"), ward.name)

    form = client.get(there).context["form"]
    assert form.initial["title"] == f"Vehicle crime in {ward.name}"
    sent = {"title": form.initial["title"], "group": east.comms.pk, "figures": form.initial["figures"], "why": ""}
    assert client.post(there, sent).status_code == 302

    kept = Nomination.objects.get()
    assert (kept.area, kept.definition, kept.frozen["definition"]) == (ward.code, "vehicle-crime", "vehicle-crime@1")
    assert (kept.frozen["period_words"], kept.frozen["before_words"]) == (
        "July to September 2008", "July to September 2007",
    )  # fmt: skip
    assert kept.frozen["verdict"] == "rise"
    assert kept.frozen["now"] == sum(kept.frozen["counts"][-3:]) > kept.frozen["before"]
    assert "does not allow for whatever else was looked at" in kept.frozen["cautions"][-1]
    assert kept.raised_from.startswith("/p/east/crime/explore/areas/?definition=vehicle-crime")
    assert "July to September 2008" in client.get(kept.get_absolute_url()).content.decode()


@pytest.mark.parametrize("name", ["crime-series", "crime-map", "crime-places", "crime-periods", "crime-repeat"])
def test_every_view_leads_to_a_group_with_its_own_figures(east: Cast, signed_in: SignedIn, name: str) -> None:
    here(east, load(east))
    client = signed_in(east["analyst"])

    [there] = raising(view(client, name))

    frozen = client.get(there).context["frozen"]
    assert (frozen["definition"], frozen["period"]) == ("vehicle-crime@1", "months:2008-07:2008-09")


def test_a_cluster_of_the_hot_spots_is_put_before_a_group_by_where_it_is(loaded_hot: Any, signed_in: SignedIn) -> None:
    client = signed_in(loaded_hot["analyst"])
    page = client.get(reverse("crime-hot-spots", args=["east"]), {"definition": "vehicle-crime"})

    [there] = raising(page, "Cluster 1")

    assert client.get(there).context["form"].initial["title"].endswith(" km")
    assert ", about " in client.get(there).context["form"].initial["title"]


@pytest.fixture
def loaded_hot(east: Cast) -> Cast:
    """Three whole years: clusters need many offences."""
    here(east, made_up.load_made_up(east.partnership, now=NOW, small=True))
    return east


def test_figures_of_no_such_area_crime_or_month_are_not_frozen(east: Cast, signed_in: SignedIn) -> None:
    made = load(east)
    here(east, made)
    client = signed_in(east["analyst"])
    good = {"definition": "vehicle-crime", "area": made.wards[0].code, "first": "2008-07", "last": "2008-09"}

    for wrong in ({"definition": "no-such"}, {"area": "E99"}, {"first": "2031-01"}, {"last": "2008-13"}):
        page = client.get(f"{reverse('nomination-raise', args=['east'])}?{urlencode({**good, **wrong})}")
        assert page.context["frozen"] == {}
        assert "cannot be had for those months" in page.content.decode()


def test_figures_with_nothing_to_hold_them_against_say_so_and_are_called_neither_rise_nor_fall(
    east: Cast, signed_in: SignedIn
) -> None:
    here(east, load(east, Q2))
    client = signed_in(east["analyst"])

    frozen = client.get(raising(view(client, "crime-series"))[0]).context["frozen"]

    assert (frozen["said"], frozen["before"], frozen["verdict"]) == ("Not compared", None, "too-little")
    assert "not loaded" in frozen["words"]


def test_of_a_long_view_the_last_twelve_months_are_raised(east: Cast, signed_in: SignedIn) -> None:
    months = months_between("2006-10", "2008-09")
    here(east, load(east, months, extract=False))
    client = signed_in(east["analyst"])

    frozen = client.get(raising(view(client, "crime-series", **{"from": months[0]}))[0]).context["frozen"]

    assert frozen["period"] == "months:2007-10:2008-09"


def test_who_may_not_raise_sees_no_way_to(east: Cast, signed_in: SignedIn) -> None:
    here(east, load(east))
    page = view(signed_in(east["scrutiny"]), "crime-areas")

    assert raising(page) == [""]
    assert "nominations/raise" not in page.content.decode()


def done(page: Any) -> str:
    return str(page.content.decode().partition('id="done-about"')[2].partition("</section>")[0])


def test_a_series_leads_to_the_problems_and_operations_of_its_area_crime_and_months(
    east: Cast, signed_in: SignedIn
) -> None:
    made = load(east)
    here(east, made)
    ward, other = made.wards[0].code, made.wards[1].code
    ours = record(east, "problems", area=ward)
    whole = record(east, "operations", area="", definition="vehicle-crime@2", ends_on=date(2008, 8, 1))
    not_here = record(east, "problems", area=other)
    other_crime = record(east, "operations", area=ward, definition="burglary@1")
    too_late = record(east, "problems", area=ward, starts_on=date(2008, 10, 1))
    over = record(east, "operations", area=ward, starts_on=date(2008, 1, 1), ends_on=date(2008, 6, 30))
    client = signed_in(east["scrutiny"])

    said = done(view(client, "crime-series", area=ward))

    assert all(row.get_absolute_url() in said for row in (ours, whole))
    assert not any(row.get_absolute_url() in said for row in (not_here, other_crime, too_late, over))
    district = done(view(client, "crime-series"))
    assert all(row.get_absolute_url() in district for row in (ours, whole, not_here))
    assert "no proof" in said


def test_a_series_of_which_nothing_was_done_says_so(east: Cast, signed_in: SignedIn) -> None:
    here(east, load(east, (*Q2_BEFORE, *Q2), extract=False))

    assert "No problem and no operation" in done(view(signed_in(east["scrutiny"]), "crime-series"))


def test_a_record_leads_back_to_the_series_of_its_area_and_crime(east: Cast, signed_in: SignedIn) -> None:
    made = load(east)
    here(east, made)
    row = record(east, "problems", area=made.wards[0].code)
    client = signed_in(east["scrutiny"])

    page = client.get(row.get_absolute_url()).content.decode()

    there = f"/crime/explore/series/?definition=vehicle-crime%401&amp;area={made.wards[0].code}&amp;from=2007-07"
    assert there in page
