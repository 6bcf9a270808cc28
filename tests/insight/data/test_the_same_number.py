"""The same question gives the same number on a page, in its files, through the API and at the command line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.api.changes.tokens import make_token
from frankpledge.cli import main
from frankpledge.insight import made_up
from frankpledge.insight.queries.figures import Figure, Wanted, figure_of
from frankpledge.insight.store import folder_of
from frankpledge.partners.access import access_for
from tests.people import NOW, Cast

SignedIn = Callable[[User], Client]
COUNTS = "/api/v1/crimes/counts"
MONTHS = ("2008-07", "2008-08", "2008-09")


@pytest.fixture
def there(east: Cast) -> made_up.Made:
    """Three wards and a quarter."""
    return made_up.load_made_up(east.partnership, now=NOW, months=MONTHS, small=True)


@pytest.fixture
def program(east: Cast) -> dict[str, str]:
    """What a program of the analyst's sends with each request."""
    now = timezone.now()
    by = access_for(east["analyst"], "east", today=timezone.localdate(now))
    return {"Authorization": f"Bearer {make_token(name='Figures', scopes=['read'], days=9, by=by, now=now)[1]}"}


def ask_api(program: dict[str, str], **asked: str) -> Any:
    return Client().get(COUNTS, asked, headers=program)


def test_page_file_api_source_and_command_say_the_same(
    east: Cast, there: made_up.Made, signed_in: SignedIn, program: dict[str, str]
) -> None:
    ward = there.planted.risen_ward
    asked = {"definition": "vehicle-crime", "area": ward, "source": "street", "from": MONTHS[0], "to": MONTHS[-1]}
    said = ask_api(program, **asked).json()
    by_month = {row["month"]: row["count"] for row in said["rows"]}
    assert sum(by_month.values()) == said["total"] > 0

    command = [
        "crimes",
        "ask",
        "vehicle-crime",
        "--partnership",
        "east",
        "--area",
        ward,
        "--source",
        "street",
        "--json",
    ]
    told = json.loads(CliRunner().invoke(main, [*command, "--from", MONTHS[0], "--to", MONTHS[-1]]).stdout)
    assert {row["month"]: row["count"] for row in told["rows"]} == by_month
    assert told["definition"] == said["definition"] == "vehicle-crime@1"

    client = signed_in(east["scrutiny"])
    page = client.get(reverse("crime-series", args=["east"]), asked).content.decode()
    assert all(f">{count}<" in page or f">{count:,}<" in page for count in by_month.values())
    file = client.get(reverse("crime-export", args=["east", "series", "csv"]), asked).content.decode("utf-8-sig")
    counted = [int(cell) for row in csv.reader(io.StringIO(file)) for cell in row[1:2] if cell.isdigit()]
    assert counted == list(by_month.values())

    figure = figure_of(
        east.partnership, Wanted("vehicle-crime", ward, "street", "none"), first=MONTHS[0], last=MONTHS[-1], now=NOW
    )
    assert isinstance(figure, Figure)
    assert figure.count == said["total"]


def test_the_api_says_what_a_figure_rests_on(there: made_up.Made, program: dict[str, str]) -> None:
    said = ask_api(program, definition="tarantula", by="month,ward").json()
    assert said["definition"] == "tarantula@1"
    assert said["source"] == "extract"
    assert {file["licence"] for file in said["files"]} == {made_up.LICENCE}
    assert said["months"] == list(MONTHS)
    assert next(iter(said["excluded"].values())) > 0
    assert "loaded_by" not in said["files"][0]
    file = ask_api(program, definition="tarantula", format="csv").content.decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(file)))
    assert sum(int(row["count"]) for row in table) == said["total"]


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ({"definition": "no-such-thing"}, 422, "There is no definition"),
        ({"area": "Atlantis"}, 404, "Atlantis"),
        ({"by": "moon"}, 422, "Nothing can be grouped by"),
        ({"definition": "lead-theft", "source": "street"}, 422, "needs a police extract"),
        ({"format": "xml"}, 400, "json or csv"),
    ],
)
def test_what_the_store_refuses_the_api_says_in_words(
    there: made_up.Made, program: dict[str, str], asked: dict[str, str], status: int, words: str
) -> None:
    answer = ask_api(program, **asked)
    assert answer.status_code == status
    assert words in answer.json()["detail"]


def test_a_program_counts_in_its_own_partnerships_store_alone(west: Cast, there: made_up.Made) -> None:
    now = timezone.now()
    by = access_for(west["analyst"], "west", today=timezone.localdate(now))
    theirs = {"Authorization": f"Bearer {make_token(name='x', scopes=['read'], days=9, by=by, now=now)[1]}"}
    assert ask_api(theirs, definition="vehicle-crime").status_code == 422
    assert Client().get(COUNTS).status_code == 401


def test_the_command_wants_one_store_and_a_partnership_there_is(east: Cast) -> None:
    folder = str(folder_of(east.partnership))
    both = CliRunner().invoke(main, ["crimes", "files", "--partnership", "east", "--store", folder])
    assert both.exit_code == 1
    assert "either --store or --partnership" in both.output
    nobody = CliRunner().invoke(main, ["crimes", "files", "--partnership", "atlantis"])
    assert nobody.exit_code == 1
    assert "no partnership called atlantis" in nobody.output
