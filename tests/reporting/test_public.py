"""The public's version: nobody named, no small count, and nothing else changed."""

from __future__ import annotations

import json
import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.reporting.content import from_json, to_json
from frankpledge.reporting.public import CONTACT_TAKEN_OUT, NAME_TAKEN_OUT, public_version
from tests.reporting.made_up import RATING, SMALL, content, objective

pytestmark = pytest.mark.pure


def test_a_report_that_names_nobody_and_counts_no_few_is_the_same_but_for_its_kind_and_marking() -> None:
    before = content()

    version = public_version(before, ["Pat Cotter"])

    assert version.content == replace(before, kind="public", marking="")
    assert (version.removals, version.guarded, version.to_check) == ((), (), ())


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Pat  Cotter met the group.", f"{NAME_TAKEN_OUT} met the group."),
        ("Further measures – A Farrell.", f"Further measures – {NAME_TAKEN_OUT}."),
        ("PC 1234 Jones held a surgery.", f"{NAME_TAKEN_OUT} held a surgery."),
        ("Ring 01279 655261, or asb@example.gov.uk.", f"Ring {CONTACT_TAKEN_OUT}, or {CONTACT_TAKEN_OUT}."),
    ],
)  # fmt: skip
def test_people_and_contacts_are_taken_out_of_an_update(words: str, left: str) -> None:
    version = public_version(content(objective(update=words)), ["Pat Cotter"])

    assert next(row for _, row in version.content.objectives).update == left
    assert {each.place for each in version.removals} == {"objective 1.1"}


@pytest.mark.parametrize("field", ["summary", "changes", "limits"])
def test_a_name_is_taken_out_wherever_it_stands(field: str) -> None:
    version = public_version(content(**{field: ("Said by Pat Cotter.",)}), ["Pat Cotter"])

    assert "Cotter" not in json.dumps(to_json(version.content))


def test_a_body_keeps_its_name_though_somebody_shares_it() -> None:
    version = public_version(content(objective(leads="Grace Kimble Trust")), ["Grace Kimble"])

    assert next(row for _, row in version.content.objectives).leads == "Grace Kimble Trust"


def test_a_small_count_goes_with_everything_it_could_be_worked_back_from() -> None:
    before = content(objective(ratings=(RATING, SMALL)))
    before = replace(before, charts=(*before.charts, replace(before.charts[0], title="1.1 Victims seen again")))

    version = public_version(before, [])

    kept, guarded = next(row for _, row in version.content.objectives).ratings
    assert kept == RATING
    assert (guarded.value, guarded.number, guarded.interval, guarded.earlier) == ("fewer than 5", None, "", ())
    assert "3" not in guarded.why + guarded.note
    assert [chart.title for chart in version.content.charts] == ["1.1 Street robberies"]
    assert version.guarded == ("1.1 Victims seen again",)


def test_what_a_source_holds_its_figure_against_stays_inside() -> None:
    words = "A rise: 12 records in July to September 2008 against 3 in July to September 2007."
    counted = replace(RATING, source="Crime: how many", note=words)
    entered = replace(RATING, source="Entered by a person", note="One station did not report.")

    version = public_version(content(objective(ratings=(counted, entered))), [])

    found = next(row for _, row in version.content.objectives).ratings
    assert [each.note for each in found] == ["", "One station did not report."]


def test_a_small_number_near_somebody_it_may_point_at_is_put_before_a_person_and_left_as_it_is() -> None:
    words = "Two victims were visited. Two patrols were held. 14 victims wrote."
    version = public_version(content(objective(update=words)), [])

    assert [each.context for each in version.to_check] == ["Two victims were visited."]
    assert next(row for _, row in version.content.objectives).update == words


@given(st.text(string.ascii_letters + " .,", max_size=80), st.text(string.ascii_letters + " .,", max_size=80))
def test_no_words_round_it_save_a_known_name(before: str, after: str) -> None:
    version = public_version(content(objective(update=f"{before} Quillon Thrasher {after}")), ["Quillon Thrasher"])

    assert "Quillon Thrasher" not in json.dumps(to_json(version.content))


def test_a_snapshot_read_back_is_the_content_that_was_frozen() -> None:
    whole = content(objective(ratings=(RATING, replace(SMALL, judged=RATING.sign, judged_why="It is clear."))))

    assert from_json(to_json(whole)) == whole
