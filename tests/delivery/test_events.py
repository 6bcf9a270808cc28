"""An event's cost per head and its change in feedback are worked out, or not said where they cannot be known."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from frankpledge.delivery.models import KINDS, Event
from frankpledge.records.changes.records import RecordRefused, add_record
from tests.examples import EXAMPLES
from tests.people import NOW, Cast
from tests.records.typed import as_role, lead

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cost", "attendance", "said"),
    [
        (Decimal("120.00"), 40, "£3.00"),
        (Decimal("0"), 40, "£0.00"),
        (None, 40, ""),
        (Decimal("5"), None, ""),
        (Decimal("5"), 0, ""),
    ],
)
def test_cost_per_head_is_said_only_where_both_are_known(cost: Any, attendance: Any, said: str) -> None:
    assert Event(cost=cost, attendance=attendance).cost_per_head == said


def test_change_in_feedback_has_its_sign_and_needs_both() -> None:
    before, after = Decimal("4.0"), Decimal("6.5")

    assert Event(feedback_before=before, feedback_after=after).feedback_change == "+2.5"
    assert Event(feedback_before=after, feedback_after=before).feedback_change == "-2.5"
    assert Event(feedback_before=before).feedback_change == ""


@pytest.mark.parametrize(
    ("attendance", "capacity", "said"),
    [(26, 30, "26 of 30 (87 %)"), (31, 30, "31 came to 30 places"), (0, 30, "0 of 30 (0 %)"), (None, 30, ""),
     (26, None, "")],
)  # fmt: skip
def test_places_taken_are_out_of_the_places_there_are_or_not_said(attendance: Any, capacity: Any, said: str) -> None:
    assert Event(attendance=attendance, capacity=capacity).places_taken == said


def test_what_they_knew_before_and_after_is_compared_apart_from_what_they_thought_of_it() -> None:
    event = Event(knowledge_before=Decimal("4.2"), knowledge_after=Decimal("7.0"))

    assert (event.knowledge_change, event.feedback_change) == ("+2.8", "")
    assert Event(knowledge_after=Decimal("7.0")).knowledge_change == ""


def test_ages_are_said_in_words_and_in_order(east: Cast) -> None:
    said = [Event(age_from=first, age_to=last).ages for first, last in ((11, 17), (11, 11), (16, None), (None, 9))]
    assert said == ["11 to 17", "11", "16 and over", "up to 9"]
    assert Event().ages == ""
    values = {**EXAMPLES["events"].values, **lead(east), "age_from": 17, "age_to": 11}
    with pytest.raises(RecordRefused) as refusal:
        add_record(kind=KINDS["events"], values=values, by=as_role(east, "contributor"), now=NOW)
    assert refusal.value.field == "age_to"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("feedback_after", Decimal("11")), ("feedback_before", Decimal("-1")), ("cost", Decimal("-1")),
        ("knowledge_after", Decimal("11")), ("knowledge_before", Decimal("-1")), ("capacity", 0),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_box(east: Cast, name: str, value: Decimal) -> None:
    values = {**EXAMPLES["events"].values, **lead(east), name: value}

    with pytest.raises(RecordRefused) as refusal:
        add_record(kind=KINDS["events"], values=values, by=as_role(east, "contributor"), now=NOW)

    assert refusal.value.field == name
