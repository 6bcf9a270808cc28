"""What the plan's pages show, to whom, and in how many queries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.core import panels
from frankpledge.partners.access import access_by_command
from frankpledge.plans.changes.updates import write_update
from frankpledge.plans.models import Plan, PlanFinding
from tests.people import NOW, Cast
from tests.plans.sowing import objective, sow

SignedIn = Callable[[User], Client]
PLAN = "/p/east/plans/2026-2027/"
FOR_ITS_PANELS = 6  # queries that rooms above may ask to show themselves on the plan's page


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, f"{address}: {response.status_code}"
    return response.content.decode()


def page_of(plan: Plan, ref: str, then: str = "") -> str:
    return f"{PLAN}objectives/{objective(plan, ref).pk}/{then}"


def test_the_plan_is_shown_as_its_own_table(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)

    page = body(signed_in(east["scrutiny"]), PLAN)

    assert page.count("<caption") == 3
    assert '<th scope="col" rowspan="2" class="govuk-table__header">JAG ref</th>' in page
    assert "<li>Refer people to<ul><li>bottle watch</li><li>taxi marshals</li></ul></li>" in page
    assert "Assigned by JAG" in page
    assert f'href="{page_of(plan, "1.1")}"' in page


def test_an_action_not_yet_agreed_says_so_in_words(east: Cast, signed_in: SignedIn) -> None:
    sow(east)

    page = body(signed_in(east["scrutiny"]), PLAN)

    assert re.search(r"Put up posters \(TBC\) <strong[^>]*>\(Not yet agreed\)", page)


@pytest.mark.parametrize(
    ("role", "written"),
    [
        ("manager", {"1.1", "2.1", "2.2", "3.1"}),
        ("contributor", {"1.1"}),
        ("chair", {"1.1"}),
        ("other_contributor", {"2.1"}),
        ("scrutiny", set()),
        ("administrator", set()),
    ],
)
def test_a_cell_is_a_way_to_write_only_for_those_who_may(
    east: Cast, signed_in: SignedIn, role: str, written: set[str]
) -> None:
    sow(east)

    page = body(signed_in(east[role]), PLAN)

    assert set(re.findall(r"Write<span[^>]*> Q2 of ([\d.]+)</span>", page)) == written


@pytest.mark.parametrize(
    ("asked", "refs"),
    [
        ("", ["1.1", "2.1", "2.2", "3.1"]),
        ("gap=no-target", ["1.1", "2.2", "3.1"]),
        ("gap=no-owner", ["2.2", "3.1"]),
        ("gap=no-action", ["2.1", "2.2", "3.1"]),
        ("gap=no-update-Q1", ["1.1", "2.2", "3.1"]),
        ("finding=collective-owner", ["3.1"]),
        ("agency={police}", ["2.1"]),
        ("group={comms}", ["1.1"]),
        ("section={second}", ["2.1", "2.2"]),
        ("section={second}&gap=no-owner", ["2.2"]),
        ("q=BOTTLE+watch", ["1.1"]),
        ("q=bottle+burglaries", []),
        ("gap=nonsense&section=x&agency=-1", ["1.1", "2.1", "2.2", "3.1"]),
        ("agency=99999999", []),
    ],
)
def test_a_filter_is_a_link(east: Cast, signed_in: SignedIn, asked: str, refs: list[str]) -> None:
    plan = sow(east)
    write_update(objective=objective(plan, "2.1"), quarter="Q1", text="Down by 4%", version=0,
                 by=access_by_command("test", east.partnership), now=NOW)  # fmt: skip
    address = asked.format(police=east.police.pk, comms=east.comms.pk, second=plan.sections.get(number="2").pk)

    page = body(signed_in(east["analyst"]), f"{PLAN}?{address}")

    assert re.findall(r">JAG ref </span>([\d.]+)</a>", page) == refs
    assert ("No objective answers to that" in page) is not bool(refs)


@pytest.mark.parametrize("then", ["", "?gap=no-target", "findings/", "order/"])
def test_no_page_of_a_plan_asks_more_of_the_database_when_the_plan_grows(
    east: Cast,
    signed_in: SignedIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
    then: str,
) -> None:
    sow(east)
    sow(east, period="2025-2026", objectives=40)
    client = signed_in(east["manager"])
    body(client, PLAN + then)

    with monkeypatch.context() as alone, django_assert_max_num_queries(16):
        alone.setattr(panels, "_panels", defaultdict(list))
        body(client, PLAN + then)
    with django_assert_max_num_queries(16 + FOR_ITS_PANELS) as short:
        body(client, PLAN + then)
    with django_assert_max_num_queries(len(short)):
        body(client, f"/p/east/plans/2025-2026/{then}")


@pytest.mark.parametrize("address", ["/p/east/", "/p/east/plans/", "/p/east/search/?q=crime"])
def test_no_page_asks_more_of_the_database_when_plans_are_added(
    east: Cast, signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries, address: str
) -> None:
    sow(east)
    client = signed_in(east["manager"])
    body(client, address)
    with django_assert_max_num_queries(32) as before:
        body(client, address)

    for year in range(2018, 2026):
        sow(east, period=f"{year}-{year + 1}", objectives=8)

    with django_assert_max_num_queries(len(before)):
        body(client, address)


def test_a_much_larger_plan_comes_in_pages(east: Cast, signed_in: SignedIn) -> None:
    sow(east, objectives=120)
    client = signed_in(east["scrutiny"])

    first, second = body(client, PLAN), body(client, f"{PLAN}?page=2")

    shown = [re.findall(r">JAG ref </span>([\d.]+)</a>", page) for page in (first, second)]
    assert [len(refs) for refs in shown] == [100, 23]
    assert len(set(shown[0]) | set(shown[1])) == 123
    assert "123</strong>" in first


def test_an_objectives_page_shows_everything_the_plan_says_of_it(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)

    page = body(signed_in(east["scrutiny"]), page_of(plan, "1.1"))

    assert f'href="{PLAN}#section-{plan.sections.get(number="2").pk}"' in page  # the cross-reference
    for words in (
        "Tell people what is done about crime",
        "Budget",
        "£500",
        "A Canaryofficer",
        "Objective 2.1",
        "bottle watch",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("ref", "meaning"),
    [
        ("2.2", "Left blank: nobody is named"),
        ("2.2", "To be decided: Assigned by JAG"),
        ("3.1", "The partnership as a whole"),
        ("3.1", "Not applicable: none is needed"),
    ],
)
def test_what_a_lead_cell_means_is_spelt_out(east: Cast, signed_in: SignedIn, ref: str, meaning: str) -> None:
    plan = sow(east)

    assert meaning in body(signed_in(east["scrutiny"]), page_of(plan, ref))


def test_reading_an_objectives_named_officers_is_written_down(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)
    client = signed_in(east["analyst"])

    body(client, page_of(plan, "1.1"))
    body(client, page_of(plan, "2.1"))

    read = Entry.objects.filter(event="objective.officers_read")
    assert [(entry.actor, entry.subject) for entry in read] == [
        (east["analyst"].audit_key, str(objective(plan, "1.1").pk))
    ]


def test_named_officers_are_not_on_the_plans_own_page(east: Cast, signed_in: SignedIn) -> None:
    sow(east)

    assert "Canaryofficer" not in body(signed_in(east["manager"]), PLAN)


@pytest.mark.parametrize(
    ("role", "named"),
    [("manager", True), ("chair", True), ("lead_officer", True), ("other_lead", False), ("scrutiny", False)],
)
def test_who_wrote_an_update_is_a_name_only_for_those_who_may_see_people(
    east: Cast, signed_in: SignedIn, role: str, named: bool
) -> None:
    plan = sow(east)
    client = signed_in(east["contributor"])
    client.post(page_of(plan, "1.1", "updates/Q1/"), {"text": "Two meetings held", "version": "0"})
    person = east["contributor"]

    page = body(signed_in(east[role]), page_of(plan, "1.1", "updates/Q1/"))

    assert (person.name in page) is named
    assert "EHC" in page
    assert Entry.objects.filter(event="person.read", subject=str(person.pk)).exists() is named


def test_each_finding_leads_to_the_box_that_mends_it(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)
    client = signed_in(east["manager"])
    page = body(client, f"{PLAN}findings/?code=no-target")
    [link, *_] = re.findall(r'href="([^"]+#id_target)"', page)

    form = body(client, link.split("#")[0])

    assert link.startswith(page_of(plan, "1.1", "edit/"))
    assert 'id="id_target"' in form


def test_somebody_who_may_not_mend_a_finding_is_led_to_the_objective(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)

    page = body(signed_in(east["scrutiny"]), f"{PLAN}findings/")

    assert "#id_" not in page
    assert f'href="{page_of(plan, "1.1")}"' in page


def test_every_kind_of_finding_leads_somewhere_that_answers(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)
    client = signed_in(east["manager"])
    links: set[str] = set()
    for number in (1, 2):
        page = body(client, f"{PLAN}findings/?page={number}")
        links |= set(re.findall(r'href="(/p/east/plans/[^"]+#[^"]+)"', page))

    assert links
    for link in links:
        address, _, anchor = link.partition("#")
        assert f'id="{anchor}"' in body(client, address), link
    assert PlanFinding.objects.filter(plan=plan).count() > 10


def test_findings_are_taken_away_as_csv_that_runs_nothing(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)
    PlanFinding.objects.filter(plan=plan, code="no-target").update(message="=HYPERLINK(1)")

    response = signed_in(east["scrutiny"]).get(f"{PLAN}findings.csv?code=no-target")

    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "code,ref,place,message,why,advice,field"
    assert len(lines) == 1 + PlanFinding.objects.filter(plan=plan, code="no-target").count()
    assert all(",'=HYPERLINK(1)," in line for line in lines[1:])


def test_findings_are_taken_away_as_json_filtered_as_their_page_is(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)
    client = signed_in(east["scrutiny"])

    rows = client.get(f"{PLAN}findings.json?code=no-owner").json()["rows"]

    assert [(row["code"], row["ref"]) for row in rows] == [("no-owner", "2.2")]
    assert f'href="{PLAN}findings.json?code=no-owner"' in body(client, f"{PLAN}findings/?code=no-owner")
    assert len(client.get(f"{PLAN}findings.json").json()["rows"]) == PlanFinding.objects.filter(plan=plan).count()


def test_an_empty_partnership_is_told_what_to_do_next(east: Cast, signed_in: SignedIn) -> None:
    manager, reader = signed_in(east["manager"]), signed_in(east["scrutiny"])

    assert "Bring your Word document" in body(manager, "/p/east/plans/")
    assert "Bring your action plan" in body(manager, "/p/east/")
    assert "Nobody has brought one yet" in body(reader, "/p/east/plans/")
    assert "/plans/import/" not in body(reader, "/p/east/plans/")


def test_an_empty_plan_is_told_what_to_do_next(east: Cast, signed_in: SignedIn) -> None:
    client = signed_in(east["manager"])
    sent = {
        "title": "Plan",
        "period": "2026-2027",
        "starts_on-day": "1",
        "starts_on-month": "4",
        "starts_on-year": "2026",
    }

    response = client.post("/p/east/plans/add/", sent, follow=True)

    assert response.redirect_chain == [(PLAN, 302)]
    assert "Add the first section" in response.content.decode()


def test_a_plan_with_nothing_wrong_says_so(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)
    PlanFinding.objects.filter(plan=plan).delete()

    assert "Nothing was found" in body(signed_in(east["scrutiny"]), f"{PLAN}findings/")


def test_words_of_the_plan_never_become_markup(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east, mark="<script>alert(1)</script>")
    client = signed_in(east["manager"])

    for address in (
        PLAN,
        page_of(plan, "1.1"),
        page_of(plan, "1.1", "updates/Q1/"),
        "/p/east/",
        "/p/east/search/?q=%3Cscript%3E",
    ):
        assert "<script>alert" not in body(client, address), address
