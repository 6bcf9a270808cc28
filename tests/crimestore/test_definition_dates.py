"""When a definition holds: the version of the months asked answers and is named; two rules never make one figure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from frankpledge.crimestore import DefinitionOutOfDate, Question, Store
from frankpledge.crimestore.refusals import DefinitionRefused
from tests.crimestore.made import NOW, street_file


def define(store: Store, version: int, kind: str, valid_from: str, valid_to: str = "") -> None:
    own = store.folder.root / "definitions"
    own.mkdir(exist_ok=True)
    content: dict[str, object] = {
        "id": "theft", "title": "Theft", "version": version, "valid_from": valid_from,
        "measures": [{"source": "street", "include": [{"type": [kind]}]}],
    }  # fmt: skip
    if valid_to:
        content["valid_to"] = valid_to
    (own / f"theft-{version}.json").write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture
def dated(store: Store, tmp_path: Path) -> Store:
    """Ten burglaries in each of four months; the rule changes in March."""
    store.load([street_file(tmp_path, f"2021-0{month}", first=month * 100) for month in range(1, 5)], now=NOW)
    define(store, 1, "Burglary", "2020-01-01", "2021-02-28")
    define(store, 2, "Robbery", "2021-03-01")
    return store


def test_the_version_that_held_in_the_months_answers_and_is_named(dated: Store) -> None:
    before = dated.ask(definition="theft", to_month="2021-02")
    after = dated.ask(definition="theft", from_month="2021-03")

    assert (before.total, before.definition) == (20, "theft@1")
    assert (after.total, after.definition) == (0, "theft@2")
    caution = before.caution("definition-dates")
    assert caution is not None
    assert caution.words == (
        "Counted by theft@1, which held in these months (from 2020-01 to 2021-02); theft@2 holds from 2021-03."
    )
    assert after.caution("definition-dates") is None


def test_one_figure_is_never_made_by_two_rules(dated: Store) -> None:
    with pytest.raises(DefinitionOutOfDate, match=r"theft@2 holds from 2021-03, theft@1 holds from 2020-01 to 2021-02"):
        dated.ask(definition="theft")


def test_a_version_that_is_named_counts_any_month_and_says_which_are_outside_its_dates(dated: Store) -> None:
    answer = dated.ask(Question(definition="theft@1"))

    assert (answer.total, answer.definition) == (40, "theft@1")
    caution = answer.caution("definition-dates")
    assert caution is not None
    assert "also 2021-03 to 2021-04" in caution.words
    assert dated.ask(definition="theft@1", to_month="2021-02").caution("definition-dates") is None


def test_what_an_answer_names_asks_the_same_again(dated: Store) -> None:
    answer = dated.ask(definition="theft", to_month="2021-01")

    assert dated.ask(definition=answer.definition, to_month="2021-01").rows == answer.rows


def test_a_definition_is_not_asked_of_months_before_it(store: Store, tmp_path: Path) -> None:
    store.load([street_file(tmp_path, "2007-11")], now=NOW)

    with pytest.raises(DefinitionOutOfDate, match="no version of it held"):
        store.ask(definition="vehicle-crime")
    assert store.ask(definition="vehicle-crime@1").total == 0
    assert store.ask(source="street").definition == ""


@pytest.mark.parametrize("wanted", ["theft@3", "theft@", "theft@x", "theft@1@2", "arson"])
def test_a_version_that_is_not_there_says_which_are(dated: Store, wanted: str) -> None:
    with pytest.raises(DefinitionRefused, match=r"theft@2, theft@1|Definitions: .*theft"):
        dated.ask(definition=wanted)


def test_two_files_of_one_version_are_refused(dated: Store) -> None:
    own = dated.folder.root / "definitions"
    (own / "copy.json").write_text((own / "theft-1.json").read_text(encoding="utf-8"), encoding="utf-8")

    with pytest.raises(DefinitionRefused, match="Two files say that they are theft@1"):
        dated.ask(definition="theft")


def test_a_definition_that_ends_before_it_begins_is_refused(store: Store) -> None:
    define(store, 1, "Burglary", "2021-03-01", "2021-02-28")

    with pytest.raises(DefinitionRefused, match="ends before it begins"):
        store.definitions()
