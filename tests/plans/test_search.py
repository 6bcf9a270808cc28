"""What search finds, in which order, and what it never says."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.partners.access import access_by_command
from frankpledge.plans.changes.updates import write_update
from frankpledge.plans.queries.search import marked
from tests.people import NOW, Cast
from tests.plans.sowing import objective, sow

SignedIn = Callable[[User], Client]


def found(client: Client, words: str) -> list[str]:
    page = client.get("/p/east/search/", {"q": words}).content.decode()
    return re.findall(r'objectives/\d+/">([\d.]+) ', page)


@pytest.mark.parametrize(
    ("words", "refs"),
    [
        ("bottle watch", ["1.1"]),
        ("WATCH bottle", ["1.1"]),
        ("bottle burglaries", []),
        ("2.2", ["2.2"]),
        ("burglaries", ["2.2"]),
        ("18%", ["2.1"]),
        ("Assigned", []),
        ("police", ["2.1"]),
        ("100_", []),
        ("down by four", ["3.1"]),
        ("'", []),
        ("\\", []),
    ],
)
def test_an_objective_is_found_by_any_words_the_plan_says_of_it(
    east: Cast, signed_in: SignedIn, words: str, refs: list[str]
) -> None:
    plan = sow(east)
    write_update(objective=objective(plan, "3.1"), quarter="Q3", text="Down by four", version=0,
                 by=access_by_command("test", east.partnership), now=NOW)  # fmt: skip

    assert found(signed_in(east["scrutiny"]), words) == refs


def test_the_reference_asked_for_comes_first(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east, objectives=12)
    write_update(objective=objective(plan, "1.1"), quarter="Q1", text="See 1.12", version=0,
                 by=access_by_command("test", east.partnership), now=NOW)  # fmt: skip

    assert found(signed_in(east["scrutiny"]), "1.12") == ["1.12", "1.1"]


def test_search_says_nothing_of_the_partnership_next_door(east: Cast, west: Cast, signed_in: SignedIn) -> None:
    sow(east)
    sow(west, mark="westmark")
    client = signed_in(east["manager"])

    for words in ("westmark", "Westmarch", "canarycontributorofwestmarch", "Tell people"):
        page = client.get("/p/east/search/", {"q": words}).content.decode()
        assert "westmark" not in page.replace(f'value="{words}"', "").replace(f"“{words}”", "")
        assert "/p/west/" not in page
    assert client.get("/p/west/search/", {"q": "crime"}).status_code == 404


@pytest.mark.parametrize(
    ("role", "seen"), [("manager", True), ("lead_officer", True), ("other_lead", False), ("contributor", False)]
)
def test_people_are_found_only_by_those_who_may_see_them_and_that_is_written_down(
    east: Cast, signed_in: SignedIn, role: str, seen: bool
) -> None:
    person = east["analyst"]

    page = signed_in(east[role]).get("/p/east/search/", {"q": "analyst eastmarch"}).content.decode()

    assert (person.name in page) is seen
    assert Entry.objects.filter(event="person.found", subject=str(person.pk)).exists() is seen


def test_agencies_groups_and_sections_are_found_by_name(east: Cast, signed_in: SignedIn) -> None:
    sow(east)
    client = signed_in(east["scrutiny"])

    assert f"/p/east/agencies/{east.police.pk}/" in client.get("/p/east/search/", {"q": "police"}).content.decode()
    assert f"/p/east/groups/{east.comms.pk}/" in client.get("/p/east/search/", {"q": "comms"}).content.decode()
    assert "?section=" in client.get("/p/east/search/", {"q": "acquisitive"}).content.decode()


def test_what_is_not_found_says_what_to_try(east: Cast, signed_in: SignedIn) -> None:
    sow(east)
    client = signed_in(east["scrutiny"])

    assert "Try fewer or shorter words" in client.get("/p/east/search/", {"q": "xyzzy"}).content.decode()
    assert "Finds objectives by reference" in client.get("/p/east/search/").content.decode()


def test_results_come_twenty_five_to_a_page(east: Cast, signed_in: SignedIn) -> None:
    sow(east, objectives=30)
    client = signed_in(east["scrutiny"])

    assert len(found(client, "people crime")) == 25
    page = client.get("/p/east/search/", {"q": "people crime", "page": "2"}).content.decode()
    assert len(re.findall(r"<h3", page)) == 5
    assert "q=people+crime&amp;page=1" in page


@given(text=st.text(max_size=60), words=st.lists(st.text(min_size=1, max_size=5), max_size=4))
def test_marking_words_changes_nothing_but_the_marks(text: str, words: list[str]) -> None:
    shown = marked(text, words)

    from html import escape

    assert shown.replace("<mark>", "").replace("</mark>", "") == escape(text)
