"""A quarter fills itself when its months arrive, says what it is held against, and rewrites nothing published."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.insight import refreshing
from frankpledge.insight.filling import fill_quarters
from frankpledge.insight.store import open_store
from frankpledge.measures.changes import publish_values
from frankpledge.measures.models import Indicator, IndicatorValue, IndicatorValueVersion
from tests.insight.used.scenes import Q2, Q2_BEFORE, crime_indicator, everywhere, load, plan_of_2008
from tests.people import NOW, Cast
from tests.plans.sowing import objective

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def second(row: Indicator) -> IndicatorValue:
    return IndicatorValue.objects.get(indicator=row, quarter="Q2")


@pytest.fixture
def waiting(east: Cast) -> Indicator:
    """Vehicle crime of 3.1, with September not yet loaded."""
    load(east, (*Q2_BEFORE, *Q2[:2]), extract=False)
    row = crime_indicator(plan_of_2008(east), east)
    fill_quarters(east.partnership, NOW)
    return row


def test_the_quarter_fills_itself_when_its_last_month_arrives(waiting: Indicator, east: Cast) -> None:
    assert second(waiting).value is None
    assert second(waiting).note == "Not loaded yet: September 2008."
    load(east, Q2[2:], extract=False)

    fill_quarters(east.partnership, NOW)

    filled = second(waiting)
    assert filled.value is not None
    assert "real change" in filled.note or filled.note.startswith("A ")
    assert not filled.is_late_revision


def test_nothing_new_writes_nothing(waiting: Indicator, east: Cast) -> None:
    written = IndicatorValueVersion.objects.count()

    assert fill_quarters(east.partnership, NOW) == 0
    assert IndicatorValueVersion.objects.count() == written


def test_after_publication_another_figure_stands_beside_the_published_one(waiting: Indicator, east: Cast) -> None:
    load(east, Q2[2:], extract=False)
    fill_quarters(east.partnership, NOW)
    assert publish_values(plan=waiting.plan, quarter="Q2", by=everywhere(east), now=NOW) == 1
    published = second(waiting)
    with open_store(east.partnership) as store:
        store.forget("street", from_month="2008-09", to_month="2008-09", now=NOW)

    fill_quarters(east.partnership, NOW)

    revised = second(waiting)
    assert revised.is_late_revision
    assert revised.value is None
    kept = IndicatorValueVersion.objects.get(of=revised, version=revised.published_version)
    assert kept.value == published.value


def test_it_is_among_what_is_worked_out_after_each_load() -> None:
    assert {"evidence", "indicators"} <= set(refreshing.usual())


def test_one_indicator_that_fails_stops_no_other(
    waiting: Indicator, east: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from frankpledge.insight.sources import CrimeRate

    def broken(*_: object) -> None:
        raise RuntimeError

    crime_indicator(waiting.plan, east, name="Broken", source="crime.rate", unit="rate")
    other = crime_indicator(waiting.plan, east, name="Whole")
    monkeypatch.setattr(CrimeRate, "value", broken)

    fill_quarters(east.partnership, NOW)

    assert IndicatorValue.objects.filter(indicator=other).exists()


def test_the_cell_opens_to_the_counts_behind_it(waiting: Indicator, east: Cast, signed_in: SignedIn) -> None:
    load(east, Q2[2:], extract=False)
    fill_quarters(east.partnership, NOW)
    plan = waiting.plan
    cell = reverse("cell-detail", args=["east", plan.slug, objective(plan, "3.1").pk, "Q2"])

    page = signed_in(east["scrutiny"]).get(cell).content.decode()

    filled = second(waiting)
    assert f"{filled.value:.0f}" in page
    assert "data to" in page
    for _, address in filled.records:
        assert not address or address.replace("&", "&amp;") in page
    opened = signed_in(east["scrutiny"]).get(filled.records[0][1])
    assert opened.status_code == 200


def test_the_objectives_page_shows_its_line_and_what_else_it_asks_for(
    waiting: Indicator, east: Cast, signed_in: SignedIn
) -> None:
    address = reverse("objective-detail", args=["east", waiting.plan.slug, objective(waiting.plan, "3.1").pk])

    page = signed_in(east["manager"]).get(address).content.decode()

    assert "Open the series" in page
    assert "fp-spark" in page
    assert "Dwelling burglary" in page
    assert "Needs a police extract" in page
    assert "Attach an indicator" in page


def test_the_plans_page_counts_what_can_be_measured(waiting: Indicator, east: Cast, signed_in: SignedIn) -> None:
    page = signed_in(east["scrutiny"]).get(waiting.plan.get_absolute_url()).content.decode()

    assert "Crime figures its objectives ask for" in page
    assert "state=extract" in page


def test_a_partnership_that_never_loaded_anything_has_no_store_made_by_reading_its_plan(
    east: Cast, signed_in: SignedIn
) -> None:
    from frankpledge.insight.store import folder_of

    plan = plan_of_2008(east)
    client = signed_in(east["manager"])

    pages = (
        plan.get_absolute_url(),
        reverse("objective-detail", args=["east", plan.slug, objective(plan, "3.1").pk]),
    )
    for address in pages:
        assert "Crime figures" not in client.get(address).content.decode()
    assert not folder_of(east.partnership).exists()
