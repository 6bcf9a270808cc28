"""The lists of strategies, assessments, findings and matrices are also files, of the same rows as their pages."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from frankpledge.accounts.models import User
from frankpledge.strategy.changes.findings import EvidenceWords, add_evidence
from frankpledge.strategy.models import Finding, Matrix, Strategy
from tests.people import NOW, Cast
from tests.strategy.sowing import Room, complete, finding, four_by_four, furnish

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


def files(client: Client, address: str) -> tuple[list[dict[str, str]], list[dict[str, Any]]]:
    """The rows of the CSV by its headings, and those of the JSON."""
    table, twin = client.get(f"{address}.csv"), client.get(f"{address}.json")
    assert (table.status_code, twin.status_code) == (200, 200)
    assert "attachment" in table["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig")))), json.loads(twin.content)["rows"]


def addresses(room: Room) -> dict[str, str]:
    return {
        "/p/east/strategies": "/p/east/strategy/",
        "/p/east/assessments": "/p/east/strategy/",
        f"/p/east/assessments/{room.assessment.pk}/findings": room.assessment.get_absolute_url(),
        "/p/east/matrices": "/p/east/matrices/",
    }


def test_each_page_offers_its_list_as_csv_and_json_and_no_other_kind(east: Cast, signed_in: Enter) -> None:
    room = complete(furnish(east))
    four_by_four(room)
    client = signed_in(east["scrutiny"])

    for address, page in addresses(room).items():
        shown = client.get(page).content.decode()
        assert f'href="{address}.csv"' in shown
        assert f'href="{address}.json"' in shown
        table, twin = files(client, address)
        assert len(table) == len(twin) > 0, address
        assert client.get(f"{address}.xml").status_code == 404


def test_the_strategies_file_has_the_pages_rows(east: Cast, signed_in: Enter) -> None:
    room = complete(furnish(east))
    table, twin = files(signed_in(east["scrutiny"]), "/p/east/strategies")

    page = signed_in(east["scrutiny"]).get("/p/east/strategy/").context["strategies"]

    assert [row["Strategy"] for row in table] == [each.strategy.title for each in page] == [room.strategy.title]
    assert (twin[0]["priorities"], twin[0]["plans"]) == (1, "2026-2027")
    assert (table[0]["First day"], twin[0]["approved_on"]) == (room.strategy.starts_on.isoformat(), None)


def test_a_findings_file_says_what_each_rests_on_and_runs_nothing(east: Cast, signed_in: Enter) -> None:
    room = furnish(east)
    row = finding(room)
    Finding.objects.filter(pk=row.pk).update(text="=HYPERLINK(1)")
    words = EvidenceWords(kind="link", words="Thefts", url="https://www.example.org/thefts")
    add_evidence(finding=row, words=words, by=room.analyst, now=NOW)

    table, twin = files(signed_in(east["scrutiny"]), f"/p/east/assessments/{room.assessment.pk}/findings")

    assert [(each["Finding"], each["Evidence"]) for each in table] == [("'=HYPERLINK(1)", "Thefts")]
    assert [(each["finding"], each["evidence"]) for each in twin] == [("=HYPERLINK(1)", "Thefts")]


def test_the_matrices_file_has_the_newest_version_of_each(east: Cast, signed_in: Enter) -> None:
    room = furnish(east)
    four_by_four(room)

    _, twin = files(signed_in(east["scrutiny"]), "/p/east/matrices")

    newest = Matrix.objects.get().versions.first()
    assert newest is not None
    assert [(each["matrix"], each["newest_version"], each["sha_256"]) for each in twin] == [
        (newest.matrix.name, newest.number, newest.sha256)
    ]


def test_another_partnerships_lists_are_not_there(east: Cast, west: Cast, signed_in: Enter) -> None:
    room = furnish(west)
    four_by_four(room)
    client = signed_in(east["manager"])

    for address in ("/p/west/strategies.csv", f"/p/east/assessments/{room.assessment.pk}/findings.csv"):
        assert client.get(address).status_code == 404
    assert Strategy.objects.exists()
    assert files(client, "/p/east/strategies") == ([], [])
    assert files(client, "/p/east/matrices") == ([], [])
