"""Per objective, the map says what its words ask for, what can be measured, and exactly what is missing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.insight.queries.evidence import evidence_for, wanted_by, wants
from frankpledge.insight.queries.measurable import measurable
from frankpledge.insight.store import open_store
from frankpledge.measures.models import Indicator, IndicatorValue
from tests.insight.used.scenes import Q2, Q2_BEFORE, crime_indicator, load, plan_of_2008
from tests.people import NOW, Cast
from tests.plans.sowing import objective

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def standing(cast: Cast) -> dict[tuple[str, str], tuple[str, str]]:
    """(ref, definition): (state, needs)."""
    plan = plan_of_2008(cast)
    return {(each.objective.ref, each.definition): (each.state, each.needs) for each in evidence_for(plan, now=NOW)}


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("overall levels of Acquisitive crime – viz: Vehicle Crime, Dwelling Burglary, Theft of high-value metals",
         {"vehicle-crime", "dwelling-burglary", "high-value-metal"}),
        ("the level of ‘Tarantula’ vehicle crimes: theft of motor vehicle", {"tarantula"}),
        ("incidents of lead thefts across the district", {"lead-theft"}),
        ("reduce levels of burglary dwelling", {"dwelling-burglary"}),
        ("To reduce levels of rural crime", {"rural-crime"}),
        ("reduce burglaries", {"burglary"}),
        ("Publish stories about asbestos", set()),
        ("People’s fears surrounding race and hate crime", {""}),
    ],
)  # fmt: skip
def test_an_objectives_own_words_ask_for_figures(words: str, asked: set[str]) -> None:
    assert {want.definition for want, _ in wanted_by(words)} == asked


def test_every_figure_that_words_ask_for_is_a_definition_or_says_what_it_needs(east: Cast) -> None:
    with open_store(east.partnership) as store:
        known = set(store.definitions())

    for want in wants():
        assert want.definition in known or (want.title and want.needs), want


def test_what_is_loaded_what_is_missing_and_what_needs_an_extract_are_told_apart(east: Cast) -> None:
    load(east, (*Q2_BEFORE, *Q2), extract=False)

    found = standing(east)

    state, needs = found["3.1", "vehicle-crime"]
    assert state == "partly"
    assert needs == "needs the months April to June 2008, October 2008 to March 2009"
    assert found["3.1", "dwelling-burglary"] == ("extract", "needs a police extract with offence codes")
    assert found["3.3", "lead-theft"] == ("extract", "needs a police extract with the lead flag")
    assert not [key for key in found if key[0] == "3.9"]


def test_with_nothing_loaded_each_figure_says_what_it_needs(east: Cast) -> None:
    found = standing(east)

    assert found["3.1", "vehicle-crime"][0] == "months"
    assert found["3.1", "vehicle-crime"][1] == "needs the months April 2008 to March 2009"


def test_an_extract_makes_measurable_what_the_open_files_cannot(east: Cast) -> None:
    load(east)

    assert standing(east)["3.3", "lead-theft"][0] == "partly"


def test_an_attached_indicator_is_what_measures_it(east: Cast) -> None:
    load(east)
    plan = plan_of_2008(east)
    row = crime_indicator(plan, east)

    found = {each.definition: each for each in evidence_for(plan, now=NOW) if each.objective.ref == "3.1"}

    assert found["vehicle-crime"].state == "measured"
    assert found["vehicle-crime"].indicators == (row,)
    assert not found["vehicle-crime"].can_be_attached
    assert found["dwelling-burglary"].can_be_attached


def test_a_figure_attached_to_an_objective_that_does_not_ask_for_it_counts_as_asked_for(east: Cast) -> None:
    load(east)
    plan = plan_of_2008(east)
    crime_indicator(plan, east, "3.9")

    assert [each.state for each in evidence_for(plan, now=NOW) if each.objective.ref == "3.9"] == ["measured"]


def test_the_page_its_csv_and_its_json_say_the_same(east: Cast, signed_in: SignedIn) -> None:
    load(east)
    plan = plan_of_2008(east)
    client = signed_in(east["scrutiny"])
    address = reverse("crime-evidence", args=["east"])

    page = client.get(address).content.decode()
    csv = client.get(reverse("crime-evidence-file", args=["east", "csv"])).content.decode()
    rows = client.get(reverse("crime-evidence-file", args=["east", "json"])).json()["rows"]

    every = evidence_for(plan, now=NOW)
    assert len(rows) == len(every) == len(csv.splitlines()) - 1
    for each in every:
        assert each.title in page
        assert each.needs[1:] in page
    assert "Attach an indicator" not in page  # scrutiny reads


def test_attaching_fills_the_quarters_that_can_be_told(east: Cast, signed_in: SignedIn) -> None:
    made = load(east)
    plan = plan_of_2008(east)
    client = signed_in(east["manager"])
    address = (
        reverse("evidence-attach", args=["east", plan.slug, objective(plan, "3.1").pk]) + "?definition=vehicle-crime"
    )
    form = client.get(address).context["form"]
    assert (form.initial["name"], form.initial["definition"]) == ("Vehicle crime", "vehicle-crime@1")

    sent = client.post(address, {
        "name": "Vehicle crime", "measure": "crime.count", "definition": "vehicle-crime@1",
        "area": made.code, "source": "street", "against": "year",
    })  # fmt: skip

    row = Indicator.objects.get(plan=plan, source="crime.count")
    assert sent.headers["Location"] == row.get_absolute_url()
    second = IndicatorValue.objects.get(indicator=row, quarter="Q2")
    assert second.value is not None
    assert "against" in second.note
    assert IndicatorValue.objects.get(indicator=row, quarter="Q1").value is None


def test_a_figure_without_an_area_is_sent_back_beside_its_box(east: Cast, signed_in: SignedIn) -> None:
    load(east)
    plan = plan_of_2008(east)
    address = reverse("evidence-attach", args=["east", plan.slug, objective(plan, "3.1").pk])

    sent = signed_in(east["manager"]).post(address, {
        "name": "Vehicle crime", "measure": "crime.rate", "definition": "vehicle-crime@1", "area": "", "source": "",
        "against": "year",
    })  # fmt: skip

    assert sent.status_code == 422
    assert "area" in sent.context["form"].errors
    assert not Indicator.objects.filter(plan=plan).exists()


def test_a_rural_figure_says_that_the_list_of_rural_areas_is_missing(east: Cast) -> None:
    load(east, (*Q2_BEFORE, *Q2), extract=False)

    found = measurable(east.partnership, first="2008-07", last="2008-09", now=NOW)["rural-crime"]

    assert (found.state, found.needs) == ("none", "needs the ONS list of which small areas are rural")
