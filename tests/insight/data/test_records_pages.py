"""Single records: for analysts of that partnership alone, and every page of them written down before it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.crimestore.sources.mapping import mapping_from
from frankpledge.insight import made_up
from frankpledge.insight.queries.counts import counts
from frankpledge.insight.queries.records import key_of_repeat
from frankpledge.insight.store import open_store
from tests.people import NOW, Cast

SignedIn = Callable[[User], Client]


@pytest.fixture
def there(east: Cast) -> made_up.Made:
    """Three wards and one month with a number that repeats."""
    return made_up.load_made_up(east.partnership, now=NOW, months=("2008-08",), small=True)


def address(name: str, *args: Any) -> str:
    return reverse(name, args=["east", *args])


def test_an_analyst_reads_the_records_a_question_counts_and_it_is_written_down(
    east: Cast, there: made_up.Made, signed_in: SignedIn
) -> None:
    client = signed_in(east["analyst"])
    ward = there.wards[0]
    here = f"{address('crime-records')}?definition=vehicle-crime&area={ward.code}&first=8+2008"
    answer = client.get(here)
    total = counts(
        east.partnership, definition="vehicle-crime", area=ward.code, source="extract", now=NOW
    )["total"]  # fmt: skip
    assert answer.context["found"].total == total > 0
    assert "MU/2008/" in answer.content.decode()
    entry = Entry.objects.get(event="crime.records_read")
    assert entry.actor == east["analyst"].audit_key
    assert entry.operation == "read"
    assert entry.after == {
        "definition": "vehicle-crime", "area": ward.code, "from": "2008-08", "to": "", "page": "1",
        "records_shown": min(25, total),
    }  # fmt: skip


def test_nothing_is_read_until_a_question_is_asked(east: Cast, there: made_up.Made, signed_in: SignedIn) -> None:
    page = signed_in(east["analyst"]).get(address("crime-records")).content.decode()
    assert "MU/" not in page
    assert not Entry.objects.filter(event="crime.records_read").exists()


def test_each_page_of_records_is_another_reading(east: Cast, there: made_up.Made, signed_in: SignedIn) -> None:
    client = signed_in(east["analyst"])
    here = f"{address('crime-records')}?definition=recorded-crime"
    first, second = client.get(here).context["found"], client.get(f"{here}&page=2").context["found"]
    assert len(first.rows) == len(second.rows) == 25
    assert not {row.reference for row in first.rows} & {row.reference for row in second.rows}
    assert [entry.after["page"] for entry in Entry.objects.filter(event="crime.records_read").order_by("sequence")] == [
        "1",
        "2",
    ]


@pytest.mark.parametrize("role", ["manager", "chair", "lead_officer", "auditor", "administrator"])
def test_nobody_but_an_analyst_reads_records(east: Cast, there: made_up.Made, signed_in: SignedIn, role: str) -> None:
    here = f"{address('crime-records')}?definition=vehicle-crime"
    assert signed_in(east[role]).get(here).status_code == 404
    assert not Entry.objects.filter(event="crime.records_read").exists()


def test_an_analyst_next_door_reads_their_own_store_and_no_other(
    east: Cast, west: Cast, there: made_up.Made, signed_in: SignedIn
) -> None:
    client = signed_in(west["analyst"])
    assert client.get(f"{address('crime-records')}?definition=vehicle-crime").status_code == 404
    page = client.get(f"{reverse('crime-records', args=['west'])}?definition=vehicle-crime").content.decode()
    assert "MU/" not in page
    assert "needs a police extract" in page


def test_open_data_alone_is_not_told_record_by_record(east: Cast, signed_in: SignedIn) -> None:
    made_up.load_made_up(east.partnership, now=NOW, months=("2008-08",), small=True, extract=False)
    here = f"{address('crime-records')}?definition=vehicle-crime"
    page = signed_in(east["analyst"]).get(here).content.decode()
    assert "needs a police extract" in page
    assert not Entry.objects.filter(event="crime.records_read").exists()


def test_a_repeated_number_is_settled_on_the_page_and_every_figure_follows(
    east: Cast, there: made_up.Made, signed_in: SignedIn
) -> None:
    client = signed_in(east["manager"])
    before = counts(east.partnership, definition="", source="street", now=NOW)
    with open_store(east.partnership) as store:
        (repeat,) = store.repeats()
    page = client.get(address("crime-repeats")).content.decode()
    assert "Waiting" in page
    assert repeat.crime_id[:12] in page
    here = address("crime-repeat-decide", key_of_repeat(repeat))
    assert client.post(here, {"verdict": "keep-1"}).status_code == 422
    assert client.post(here, {"verdict": "keep-1", "why": "The copy has no location"}).status_code == 302
    after = counts(east.partnership, definition="", source="street", now=NOW)
    assert after["total"] == before["total"] - 1
    assert after["decisions"][0]["words"] == "copy 1 of 2 is counted"
    assert "copy 1 is counted" in client.get(address("crime-repeats")).content.decode()
    assert Entry.objects.get(event="crime.repeat_decided").actor == east["manager"].audit_key


def test_an_extracts_repeats_are_shown_to_those_who_may_read_its_records(
    east: Cast, signed_in: SignedIn, tmp_path: Any
) -> None:
    made = made_up.district(1, wards_count=1, only=("2008-08",))
    (name, text), *_ = made.extract.items()
    lines = text.splitlines()
    twice = {name: "\n".join([*lines, lines[1]])}
    with open_store(east.partnership) as store:
        store.load(made.write(tmp_path, twice), now=NOW, mapping=mapping_from(dict(made.mapping), "made up"))
        (repeat,) = store.repeats()
    here = address("crime-repeat-decide", key_of_repeat(repeat))
    assert repeat.crime_id not in signed_in(east["manager"]).get(address("crime-repeats")).content.decode()
    assert signed_in(east["manager"]).get(here).status_code == 404
    assert repeat.crime_id in signed_in(east["analyst"]).get(address("crime-repeats")).content.decode()
    assert repeat.crime_id not in here
    assert Entry.objects.get(event="crime.repeats_read").after == {"repeated_numbers": 1, "records_shown": 2}
    assert signed_in(east["analyst"]).get(address("crime-repeats-file", "csv")).status_code == 200
    assert Entry.objects.filter(event="crime.repeats_read").count() == 2
