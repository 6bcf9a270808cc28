"""Several definitions in one reading: the same counts and the same cautions as asking each by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from frankpledge.crimestore import Store
from frankpledge.crimestore.questions import Question
from frankpledge.crimestore.refusals import NeedsExtract, QuestionRefused
from frankpledge.crimestore.together import count_together
from tests.crimestore.made import ASB, NOW, street_row, write_street

WANTED = ("burglary", "vehicle-crime", "recorded-crime", "anti-social-behaviour")


def filled(store: Store, folder: Path) -> Store:
    for month, count in (("2021-01", 6), ("2021-02", 9)):
        kinds = ("Burglary", "Vehicle crime", ASB)
        rows = [street_row(100 * count + at, month, kind=kinds[at % 3]) for at in range(count)]
        rows.append(street_row(100 * count + 99, month, lsoa=""))
        write_street(folder / f"{month}-marchshire-street.csv", rows)
    store.load(sorted(folder.glob("*.csv")), by="tests", now=NOW)
    return store


def test_each_definition_is_counted_as_when_it_is_asked_by_itself(store: Store, tmp_path: Path) -> None:
    filled(store, tmp_path)

    found, refused = count_together(store, WANTED, Question(by=("lsoa", "month"), source="street"))

    assert not refused
    for name in WANTED:
        alone = store.ask(definition=name, by=("lsoa", "month"), source="street")
        placed = {key: count for key, count in found[name].counts.items() if key[0] is not None}
        assert placed == {(row["lsoa"], row["month"]): row["count"] for row in alone.rows}
        assert {one.code for one in found[name].cautions} == {one.code for one in alone.cautions}
        assert found[name].provenance.definition_key == alone.definition
        assert found[name].provenance.files == alone.provenance.files


def test_a_definition_that_the_source_cannot_count_is_refused_and_the_others_are_counted(
    store: Store, tmp_path: Path
) -> None:
    filled(store, tmp_path)

    found, refused = count_together(store, ("burglary", "lead-theft"), Question(by=("month",), source="street"))

    assert set(found) == {"burglary"}
    assert isinstance(refused["lead-theft"], NeedsExtract)


def test_a_rule_about_rural_areas_is_refused_where_nobody_says_which_are(store: Store, tmp_path: Path) -> None:
    filled(store, tmp_path)

    found, refused = count_together(store, ("burglary", "rural-crime"), Question(by=("month",), source="street"))

    assert set(found) == {"burglary"}
    assert isinstance(refused["rural-crime"], QuestionRefused)


def test_a_question_that_names_no_source_is_refused(store: Store) -> None:
    with pytest.raises(QuestionRefused):
        count_together(store, WANTED, Question(by=("month",)))


def test_on_real_files_wards_by_month_are_the_same_counts(real_store: Store) -> None:
    names = ("burglary", "vehicle-crime", "rural-crime", "anti-social-behaviour")
    asked = {"areas": ("E07000242",), "by": ("ward", "month"), "source": "street", "to_month": "2021-06"}

    found, _ = count_together(real_store, names, Question(**asked))  # type: ignore[arg-type]  # words of one question

    for name in names:
        alone = real_store.ask(definition=name, **asked)
        placed = {key: count for key, count in found[name].counts.items() if key[0] is not None}
        assert placed == {(row["ward"], row["month"]): row["count"] for row in alone.rows}


def test_on_real_files_the_published_categories_are_each_a_definition_but_other_crime(real_store: Store) -> None:
    months = {"from_month": "2021-01", "to_month": "2021-02", "source": "street"}
    by_type = {row["type"]: row["count"] for row in real_store.ask(by=("type",), **months).rows}  # type: ignore[arg-type]  # words of one question
    names = [
        "anti-social-behaviour", "bicycle-theft", "burglary", "criminal-damage", "drugs", "other-theft",
        "public-order", "robbery", "shoplifting", "theft-from-the-person", "vehicle-crime",
        "violence-and-sexual-offences", "weapons",
    ]  # fmt: skip

    found, refused = count_together(real_store, names, Question(by=("month",), **months))  # type: ignore[arg-type]

    assert not refused
    counted = sorted(sum(one.counts.values()) for one in found.values())
    assert counted == sorted(count for kind, count in by_type.items() if kind != "Other crime")
