"""Figures of a month and of the year: offered where the indicator has them, kept and corrected like a quarter's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from frankpledge.accounts.models import User
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.measures.changes import edit_indicator, write_value
from frankpledge.measures.changes.definitions import words_of
from frankpledge.measures.changes.holding import MeasureRefused
from frankpledge.measures.models import Indicator, IndicatorValue
from frankpledge.measures.periods import periods_of
from frankpledge.measures.queries import ratings
from frankpledge.measures.queries.besides import besides_shown
from frankpledge.measures.queries.pages import definition_changes, next_to_write, quarters_shown
from frankpledge.measures.rating import Rag
from frankpledge.plans.models import Plan
from tests.measures.sowing import STARTS_ON, everywhere, indicator, value
from tests.people import NOW, Cast
from tests.plans.sowing import sow

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
NAMED = periods_of(STARTS_ON)


@pytest.fixture
def plan(east: Cast) -> Plan:
    return sow(east)


def give(row: Indicator, name: str, figure: int, cast: Cast, **said: Any) -> IndicatorValue:
    usual = {"as_of": min(NAMED[name].last, NOW.date()), "by": everywhere(cast), "now": NOW}
    return write_value(indicator=row, period=NAMED[name], value=Decimal(figure), **{**usual, **said})


def button(row: Indicator, today: date) -> str:
    period = next_to_write(row, quarters_shown(row, today), besides_shown(row, today), today)
    return period.short if period else ""


@pytest.mark.parametrize(("frequency", "count"), [("month", 13), ("quarter", 1), ("year", 1)])
def test_the_periods_offered_are_those_the_indicators_frequency_allows(
    plan: Plan, east: Cast, frequency: str, count: int
) -> None:
    row = indicator(plan, east, frequency=frequency)

    offered = besides_shown(row, NOW.date())

    assert (len(offered), offered[-1].name) == (count, "year")


@pytest.mark.parametrize("frequency", ["quarter", "year"])
def test_a_month_is_refused_where_the_figure_is_not_known_so_often(plan: Plan, east: Cast, frequency: str) -> None:
    row = indicator(plan, east, frequency=frequency)

    with pytest.raises(MeasureRefused, match="single months"):
        give(row, "2026-05", 5, east)


def test_a_months_figure_can_still_be_corrected_after_months_are_given_up(plan: Plan, east: Cast) -> None:
    row = indicator(plan, east, frequency="month")
    give(row, "2026-05", 5, east)
    words = replace(words_of(row), frequency="quarter")
    why = "Counted by quarter now"
    row = edit_indicator(indicator=row, words=words, version=row.version, reason=why, by=everywhere(east), now=NOW)

    give(row, "2026-05", 6, east, reason="One more was recorded")

    assert [each.name for each in besides_shown(row, NOW.date())] == ["2026-05", "year"]
    with pytest.raises(MeasureRefused, match="single months"):
        give(row, "2026-06", 6, east)
    assert [(each.name, each.before, each.after) for each in definition_changes(row)[0].changes] == [
        ("How often it is known", "Each month", "Each quarter")
    ]


@pytest.mark.parametrize("name", ["2026-05", "year"])
def test_a_correction_is_a_new_version_with_a_reason_and_keeps_the_earlier_one(
    plan: Plan, east: Cast, name: str
) -> None:
    row = indicator(plan, east, frequency="month")
    give(row, name, 70, east)
    with pytest.raises(MeasureRefused, match="Say why"):
        give(row, name, 71, east)
    with pytest.raises(EditedMeanwhile):
        give(row, name, 71, east, reason="Mine", version=0)

    kept = give(row, name, 71, east, reason="One was recorded late", version=1)

    (shown,) = (each for each in besides_shown(row, NOW.date()) if each.name == name)
    assert (kept.version, shown.shown) == (2, "71")
    assert [(each.shown, each.version.reason) for each in shown.versions] == [
        ("71", "One was recorded late"),
        ("70", ""),
    ]


def test_months_and_the_year_change_no_quarters_rating(plan: Plan, east: Cast) -> None:
    row = indicator(plan, east, frequency="month")
    value(row, "Q1", 220, by=everywhere(east))
    before = ratings(plan, "Q1")

    for name in ("2026-04", "2026-05", "year"):
        give(row, name, 999, east)

    assert ratings(plan, "Q1") == before
    assert before[row.objective_id][0].rag is Rag.ON_TRACK


def test_a_month_that_has_not_begun_has_no_figure(plan: Plan, east: Cast) -> None:
    row = indicator(plan, east, frequency="month")

    with pytest.raises(MeasureRefused, match="January 2027 has not begun"):
        give(row, "2027-01", 5, east)
    assert not next(each for each in besides_shown(row, NOW.date()) if each.name == "2027-01").can_be_given


def test_once_a_year_the_button_waits_for_the_years_end(plan: Plan, east: Cast) -> None:
    row, over = indicator(plan, east, frequency="year"), date(2027, 4, 1)
    assert (button(indicator(plan, east), NOW.date()), button(row, NOW.date())) == ("Q1 2026/27", "")
    assert button(row, over) == "2026/27"

    give(row, "year", 5, east)

    assert button(row, over) == ""


def test_a_month_is_entered_corrected_and_shown_on_the_pages(plan: Plan, east: Cast, signed_in: SignedIn) -> None:
    row, client = indicator(plan, east, frequency="month"), signed_in(east["manager"])
    there = f"/p/east/plans/{plan.slug}/indicators/{row.pk}/"
    assert f'href="{there}values/2026-05/"' in client.get(there).content.decode()

    client.post(f"{there}values/2026-05/", {"value": "70", "as_of": "2026-05-31", "version": "0"})
    sent = {"value": "72", "as_of": "2026-05-31", "version": "1"}
    assert client.post(f"{there}values/2026-05/", sent).status_code == 422
    stale = client.post(f"{there}values/2026-05/", {**sent, "version": "0", "reason": "Mine"})
    assert stale.status_code == 409
    client.post(f"{there}values/2026-05/", {**sent, "reason": "Two recorded in June"})

    page = " ".join(client.get(there).content.decode().split())
    assert "Two recorded in June" in page
    assert "<strong>70</strong>" in page
    assert f'href="{there}values/2027-01/"' not in page
    assert [float(each) for each in IndicatorValue.objects.values_list("value", flat=True)] == [72.0]
    reader = signed_in(east["scrutiny"]).get(there).content.decode()
    assert "/values/" not in reader


def test_a_month_has_no_address_where_the_figure_is_known_each_quarter(
    plan: Plan, east: Cast, signed_in: SignedIn
) -> None:
    row, client = indicator(plan, east), signed_in(east["manager"])
    there = f"/p/east/plans/{plan.slug}/indicators/{row.pk}/values/"

    assert client.get(f"{there}2026-05/").status_code == 404
    assert client.get(f"{there}year/").status_code == 200
