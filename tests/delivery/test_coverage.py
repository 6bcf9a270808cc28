"""Coverage says of each objective which kinds record it, what was recorded, and what is only on paper."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.cli import main
from frankpledge.delivery.changes import link_record
from frankpledge.delivery.coverage import Covered, coverage_of
from frankpledge.partners.access import access_by_command
from frankpledge.records.changes.records import move_record
from tests.delivery.test_links import made, of, plan
from tests.people import NOW, Cast
from tests.records.typed import as_role

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def link(cast: Cast, row: Any, ref: str, action: Any = None) -> None:
    by = as_role(cast, "contributor")
    link_record(record=row, objective=of(cast, ref), action=action, by=by, now=NOW)


def covered(cast: Cast, there: Any) -> dict[str, Covered]:
    found = coverage_of(there, access_by_command("test", cast.partnership))
    return {each.objective.ref: each for each in found}


def test_a_kind_records_an_objective_whose_words_call_for_it_or_that_it_is_linked_to(east: Cast) -> None:
    there = plan(east)
    link(east, made("events", east), "1.3")

    kinds = {ref: [kind.slug for kind in each.kinds] for ref, each in covered(east, there).items()}

    assert {"environment", "events"} <= set(kinds["1.3"])  # its words; its link
    assert "communications" in kinds["1.1"]


def test_what_was_recorded_is_counted_by_the_quarter_it_went_on_in(east: Cast) -> None:
    there = plan(east)
    link(east, made("environment", east, starts_on=date(2026, 9, 30), ends_on=date(2026, 10, 2)), "1.3")
    withdrawn = made("environment", east)
    link(east, withdrawn, "1.3")
    move_record(record=withdrawn, move="withdraw", version=1, reason="Twice.", by=as_role(east, "contributor"), now=NOW)

    said = covered(east, there)["1.3"].as_json()

    assert said["recorded"] == {"2026-Q1": 0, "2026-Q2": 1, "2026-Q3": 1, "2026-Q4": 0}
    assert covered(east, there)["4.1"].is_on_paper


def test_an_action_is_on_paper_until_a_record_that_counts_is_linked_to_it(east: Cast) -> None:
    there = plan(east)
    row, action = made("environment", east), of(east, "1.3").actions.get()
    assert covered(east, there)["1.3"].as_json()["on_paper"] == ["Remove graffiti within five days"]

    link(east, row, "1.3", action)

    assert covered(east, there)["1.3"].as_json()["on_paper"] == []


def test_the_page_its_files_and_the_command_say_the_same(
    east: Cast, signed_in: SignedIn, capsys: pytest.CaptureFixture[str]
) -> None:
    there, client = plan(east), signed_in(east["scrutiny"])
    link(east, made("environment", east), "1.3")
    expected = [each.as_json() for each in covered(east, there).values()]

    page = client.get(reverse("activity-coverage", args=["east"]))
    sheet = client.get(reverse("activity-coverage-file", args=["east", "csv"])).content.decode("utf-8-sig")
    data = client.get(reverse("activity-coverage-file", args=["east", "json"])).json()
    said = CliRunner().invoke(main, ["coverage", "--partnership", "east", "--json"])
    table = CliRunner().invoke(main, ["coverage", "--partnership", "east", "--plan", there.slug])

    assert [row.as_json() for row, _ in page.context["rows"]] == data == json.loads(said.stdout) == expected
    assert set(expected[0]) == {"ref", "kinds", "recorded", "on_paper"}
    assert [row["Q3"] for row in csv.DictReader(io.StringIO(sheet))] == ["0", "1", "0"]
    assert (table.exit_code, "1.3" in table.output) == (0, True)
    assert CliRunner().invoke(main, ["coverage", "--partnership", "east", "--plan", "none"]).exit_code == 1
    assert client.get(reverse("activity-coverage-file", args=["east", "pdf"])).status_code == 404


def test_each_count_opens_to_the_records_it_counts(east: Cast, signed_in: SignedIn) -> None:
    plan(east)
    client, row = signed_in(east["scrutiny"]), made("environment", east)
    link(east, row, "1.3")
    made("events", east)

    page = client.get(reverse("activity-coverage", args=["east"]))
    cells = next(cells for row, cells in page.context["rows"] if row.objective.ref == "1.3")
    opened = {each.label: client.get(address).context["page_obj"] for each, address in cells}

    assert [each.pk for each in opened["2026-Q3"]] == [row.pk]
    assert list(opened["2026-Q2"]) == []


def test_coverage_asks_no_more_queries_of_more_records(east: Cast) -> None:
    there = plan(east)
    link(east, made("environment", east), "1.3")
    with CaptureQueriesContext(connection) as one:
        covered(east, there)
    for ref in ("1.1", "1.3", "4.1"):
        link(east, made("events", east), ref)
    with CaptureQueriesContext(connection) as many:
        covered(east, there)

    assert len(many) == len(one)
