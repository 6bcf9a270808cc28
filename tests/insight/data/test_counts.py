"""A question asked on a page is the store's own question, kept until the store changes, with everything it rests on."""

from __future__ import annotations

import json

import pytest

from frankpledge.crimestore import AreaUnknown
from frankpledge.insight import made_up
from frankpledge.insight.models import KeptAnswer
from frankpledge.insight.queries.counts import counts
from frankpledge.insight.queries.files import is_made_up
from frankpledge.insight.store import open_store
from tests.people import NOW, Cast

MONTHS = ("2008-07", "2008-08")


@pytest.fixture
def made(east: Cast) -> made_up.Made:
    """Three wards and two months in our partnership's store."""
    return made_up.load_made_up(east.partnership, now=NOW, months=MONTHS, small=True)


def test_the_answer_is_the_stores_with_its_files_and_definition(made: made_up.Made, east: Cast) -> None:
    said = counts(
        east.partnership, definition="vehicle-crime", area=made.wards[0].code, by=("month",), source="street", now=NOW
    )
    with open_store(east.partnership) as store:
        bare = store.ask(definition="vehicle-crime", areas=(made.wards[0].code,), source="street")
    assert said["rows"] == [dict(row) for row in bare.rows]
    assert said["total"] == bare.total > 0
    assert said["definition"] == "vehicle-crime@1"
    assert said["definition_title"] == "Vehicle crime"
    assert {file["name"] for file in said["files"]} == set(made.street)
    assert said["area_name"] == made.wards[0].name
    assert said["as_of"] == NOW.isoformat()
    assert said["statement"].startswith("SELECT")


def test_the_same_question_is_worked_out_once(made: made_up.Made, east: Cast) -> None:
    first = counts(east.partnership, definition="burglary", now=NOW)
    again = counts(east.partnership, definition="burglary", now=NOW)
    assert json.dumps(again) == json.dumps(first)  # to the letter: a file made of it, or its ETag, is the same
    assert KeptAnswer.objects.within(east.partnership).filter(name="counts").count() == 1


def test_an_answer_from_before_a_load_is_not_given_after_it(made: made_up.Made, east: Cast) -> None:
    before = counts(east.partnership, definition="vehicle-crime", source="street", now=NOW)
    with open_store(east.partnership) as store:
        store.forget("street", from_month="2008-08", now=NOW)
    after = counts(east.partnership, definition="vehicle-crime", source="street", now=NOW)
    assert after["months"] == ["2008-07"]
    assert after["total"] < before["total"]


def test_an_area_nobody_knows_is_refused_and_nothing_is_kept(made: made_up.Made, east: Cast) -> None:
    with pytest.raises(AreaUnknown):
        counts(east.partnership, definition="vehicle-crime", area="Atlantis", now=NOW)
    assert not KeptAnswer.objects.within(east.partnership).exists()


def test_only_a_store_with_made_up_files_is_marked_so(made: made_up.Made, east: Cast, west: Cast) -> None:
    assert is_made_up(east.partnership)
    assert not is_made_up(west.partnership)
    with open_store(east.partnership) as store:
        store.forget("street", now=NOW)
        assert is_made_up(east.partnership)
        store.forget("extract", now=NOW)
    assert not is_made_up(east.partnership)
