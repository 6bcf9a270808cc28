"""The pages of indicators, as the people who use them meet them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from frankpledge.accounts.models import User
from frankpledge.measures.models import Indicator, IndicatorValue, Judgement
from frankpledge.plans.models import Plan
from tests.measures.sowing import everywhere, indicator, value
from tests.people import Cast, canary
from tests.plans.sowing import objective, sow

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
BLANK = {
    "name": "Cards given out", "unit": "number", "decimals": "0", "direction": "higher", "trajectory": "level",
    "frequency": "quarter", "tolerance_kind": "percent", "fewest": "10", "small_number": "5", "lag_days": "0",
}  # fmt: skip


@pytest.fixture
def plan(east: Cast) -> Plan:
    return sow(east)


def at(plan: Plan, path: str = "") -> str:
    return f"/p/east/plans/{plan.slug}/{path}"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_an_objective_with_no_indicator_offers_the_library(plan: Plan, east: Cast, signed_in: SignedIn) -> None:
    pk = objective(plan, "1.1").pk

    mine = text(signed_in(east["chair"]).get(at(plan, f"objectives/{pk}/")))
    readers = text(signed_in(east["scrutiny"]).get(at(plan, f"objectives/{pk}/")))

    assert "Choose an indicator from the library" in mine
    assert "Nothing to judge this objective by" in readers
    assert "Choose an indicator from the library" not in readers


def test_choosing_from_the_library_copies_the_words_and_leaves_the_figures(
    plan: Plan, east: Cast, signed_in: SignedIn
) -> None:
    client, pk = signed_in(east["manager"]), objective(plan, "2.1").pk
    offered = text(client.get(at(plan, f"objectives/{pk}/indicators/library/?years=all")))
    assert "NI 16" in offered
    form = client.get(at(plan, f"objectives/{pk}/indicators/add/?from=ni-32")).context["form"]

    assert form["name"].value() == "NI 32 Repeat domestic violence"
    assert (form["baseline"].value(), form["target"].value()) == (None, None)

    client.post(at(plan, f"objectives/{pk}/indicators/add/?from=ni-32"), {**BLANK, "name": "NI 32"})
    row = Indicator.objects.get()
    assert (row.library_key, row.objective_id, row.target) == ("ni-32", pk, None)


def test_the_library_offers_what_applied_in_the_plans_year(plan: Plan, east: Cast, signed_in: SignedIn) -> None:
    page = text(signed_in(east["manager"]).get(at(plan, "indicators/library/")))

    assert "Neighbourhood crime" in page
    assert "NI 16" not in page


def test_an_indicator_of_ones_own_and_its_first_value(plan: Plan, east: Cast, signed_in: SignedIn) -> None:
    client, pk = signed_in(east["chair"]), objective(plan, "1.1").pk
    answer = client.post(
        at(plan, f"objectives/{pk}/indicators/add/"), {**BLANK, "target": "100", "is_by_chance": ""}, follow=True
    )
    row = Indicator.objects.get()
    assert "Enter the value for Q1" in text(answer)

    date = {"as_of-day": "30", "as_of-month": "6", "as_of-year": "2026"}
    answer = client.post(
        at(plan, f"indicators/{row.pk}/values/Q1/"), {"value": "104", "version": "0", **date}, follow=True
    )

    assert "On track" in text(answer)
    assert IndicatorValue.objects.get().value == 104


def test_a_correction_asks_why_and_shows_both(plan: Plan, east: Cast, signed_in: SignedIn) -> None:
    row = indicator(plan, east)
    value(row, "Q1", 220, by=everywhere(east))
    client = signed_in(east["manager"])
    sent = {"value": "230", "version": "1", "as_of": "2026-06-30"}

    refused = client.post(at(plan, f"indicators/{row.pk}/values/Q1/"), sent)
    kept = client.post(at(plan, f"indicators/{row.pk}/values/Q1/"), {**sent, "reason": "Counted again."}, follow=True)

    assert refused.status_code == 422
    page = text(kept)
    assert "230" in page
    assert "<strong>220</strong>" in page
    assert "Counted again." in page


def test_two_corrections_at_once_show_both_figures(plan: Plan, east: Cast, signed_in: SignedIn) -> None:
    row = indicator(plan, east)
    value(row, "Q1", 220, by=everywhere(east))
    sent = {"value": "230", "version": "0", "as_of": "2026-06-30", "reason": "Mine"}

    answer = signed_in(east["manager"]).post(at(plan, f"indicators/{row.pk}/values/Q1/"), sent)

    assert answer.status_code == 409
    assert "220" in text(answer)
    assert "230" in text(answer)
    assert IndicatorValue.objects.get().value == 220


def test_an_edit_that_met_another_shows_both_wordings(plan: Plan, east: Cast, signed_in: SignedIn) -> None:
    row = indicator(plan, east, trajectory="level")
    Indicator.objects.filter(pk=row.pk).update(version=2, name="Somebody else's name")

    answer = signed_in(east["manager"]).post(
        at(plan, f"indicators/{row.pk}/edit/"), {**BLANK, "version": "1", "reason": "Mine"}
    )

    assert answer.status_code == 409
    assert "Somebody else&#x27;s name" in text(answer)


def test_a_judgement_is_shown_beside_the_rule(plan: Plan, east: Cast, signed_in: SignedIn) -> None:
    row = indicator(plan, east)
    value(row, "Q1", 300, by=everywhere(east))
    client = signed_in(east["manager"])

    page = text(
        client.post(
            at(plan, f"indicators/{row.pk}/judge/Q1/"), {"judged": "close", "why": "Half of them are one man's."},
            follow=True,
        )
    )  # fmt: skip

    assert page.index("The rule says") < page.index("Off track") < page.index("A person judges")
    assert "Half of them are one man" in page
    client.post(at(plan, f"indicators/{row.pk}/judge/Q1/"), {"judged": "as-the-rule", "why": "He was acquitted."})
    assert [each.judged for each in Judgement.objects.all()] == ["", "close"]


def test_choosing_a_source_asks_what_it_needs_and_computes_at_once(plan: Plan, east: Cast, signed_in: SignedIn) -> None:
    row = indicator(plan, east, unit="percent", trajectory="level", target=Decimal(90))
    client = signed_in(east["manager"])
    chosen = client.post(at(plan, f"indicators/{row.pk}/source/"), {"source": "plan.updates-on-time"})
    asked = client.get(chosen.headers["Location"])
    assert "how many days after the quarter ends" in text(asked)

    answer = client.post(
        chosen.headers["Location"],
        {"scope": "section", "days_after": "14", "reason": "It is counted already.", "version": "1"},
        follow=True,
    )

    row.refresh_from_db()
    assert (row.source, row.parameters) == ("plan.updates-on-time", {"scope": "section", "days_after": 14})
    assert "no update submitted" in text(answer)
    assert "Ask the source now" in text(answer)
    assert "Enter the value" not in text(answer)


def test_an_unknown_source_is_no_page(plan: Plan, east: Cast, signed_in: SignedIn) -> None:
    row = indicator(plan, east)

    assert signed_in(east["manager"]).get(at(plan, f"indicators/{row.pk}/source/nobody.knows/")).status_code == 404


def test_the_list_filters_and_the_files_say_the_same(plan: Plan, east: Cast, signed_in: SignedIn) -> None:
    by, client = everywhere(east), signed_in(east["scrutiny"])
    for ref, name, figure in (("1.1", "Met", 200), ("2.1", "=Missed", 400)):
        value(indicator(plan, east, ref, name=name), "Q1", figure, by=by)

    page = text(client.get(at(plan, "indicators/?quarter=Q1&rag=off_track")))
    rows = list(
        csv.DictReader(
            client.get(at(plan, "indicators.csv?quarter=Q1&rag=off_track")).content.decode("utf-8-sig").splitlines()
        )
    )
    found = json.loads(client.get(at(plan, "indicators.json?quarter=Q1&rag=off_track")).content)

    assert "Missed" in page
    assert ">Met<" not in page
    assert [row["ref"] for row in rows] == ["2.1"]
    assert not rows[0]["indicator"].startswith("=")  # no cell begins with a sign a spreadsheet would run
    assert found["indicators"][0]["rule_says"] == "Off track"


def test_the_gap_list_leads_to_the_one_thing_to_do(plan: Plan, east: Cast, signed_in: SignedIn) -> None:
    indicator(plan, east, target=None)
    first, second = objective(plan, "1.1").pk, objective(plan, "2.1").pk

    chairs = text(signed_in(east["chair"]).get(at(plan, "indicators/gaps/")))
    readers = text(signed_in(east["scrutiny"]).get(at(plan, "indicators/gaps/")))

    assert "Set a target" in chairs
    assert f"/objectives/{second}/indicators/library/" not in chairs  # the police's
    assert "Its lead sets it" in readers
    assert f"/objectives/{first}/" in readers


def test_an_owners_name_is_shown_to_those_who_may_see_people_and_written_down(
    plan: Plan, east: Cast, signed_in: SignedIn
) -> None:
    row = indicator(plan, east, owner=east["contributor"])
    mark = canary("Contributor of Eastmarch")

    managers = signed_in(east["manager"]).get(at(plan, f"indicators/{row.pk}/"))
    analysts = signed_in(east["analyst"]).get(at(plan, f"indicators/{row.pk}/"))

    assert mark in text(managers)
    assert mark not in text(analysts)
    assert "EHC" in text(analysts)


def test_somebody_who_may_not_see_the_owner_leaves_them_in_place(plan: Plan, east: Cast, signed_in: SignedIn) -> None:
    row = indicator(plan, east, owner=east["contributor"], trajectory="level")
    client = signed_in(east["analyst"])
    form = client.get(at(plan, f"indicators/{row.pk}/edit/")).context["form"]
    assert form["owner"].value() == "keep"

    client.post(
        at(plan, f"indicators/{row.pk}/edit/"), {**BLANK, "owner": "keep", "version": "1", "reason": "Named better."}
    )

    row.refresh_from_db()
    assert (row.owner, row.name) == (east["contributor"], "Cards given out")


def test_what_a_person_typed_is_never_run_in_a_chart(plan: Plan, east: Cast, signed_in: SignedIn) -> None:
    nasty = '"><script>alert(1)</script>'
    row = indicator(plan, east, name=nasty, baseline_period=nasty)
    value(row, "Q1", 1, by=everywhere(east))

    page = signed_in(east["manager"]).get(at(plan, f"indicators/{row.pk}/")).content.decode()

    assert "<script>alert" not in page
    assert 'style="' not in page.split("<figure", 1)[1].split("</figure>")[0]


def test_the_plan_says_how_its_indicators_stand(plan: Plan, east: Cast, signed_in: SignedIn) -> None:
    value(indicator(plan, east), "Q1", 400, by=everywhere(east))

    page = text(signed_in(east["scrutiny"]).get(at(plan)))

    assert "rag=off_track" in page
    assert "3 objectives have nothing to judge them by" in page
