"""The share answered by the day promised: closed unanswered is a no, what can still be answered is left out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from frankpledge.delivery.models import KINDS
from frankpledge.delivery.sources import DaysBetween, RecordsShare
from frankpledge.measures.changes.definitions import IndicatorWords, add_indicator
from frankpledge.measures.periods import quarter_period
from frankpledge.measures.reading import Reading
from frankpledge.partners.access import access_by_command
from frankpledge.records.changes.records import move_record
from tests.delivery.test_links import of, plan
from tests.examples.making import make
from tests.people import NOW, Cast
from tests.records.typed import lead

pytestmark = pytest.mark.django_db
THIRD = quarter_period(date(2026, 4, 1), "Q3")


def read(cast: Cast, source: Any, what: str) -> Reading:
    words = IndicatorWords(
        name=what,
        source=source.slug,
        unit=source.unit,
        direction="higher",
        parameters={"what": what, "scope": "every", "way": "median"},
    )
    by = access_by_command("test", cast.partnership)
    row = add_indicator(plan=plan(cast), objective=of(cast, "1.3"), words=words, by=by, now=NOW)
    answer: Reading = source.value(row, THIRD)
    return answer


def complaint(cast: Cast, step: str = "", **asked: Any) -> None:
    by = access_by_command("test", cast.partnership)
    row = make(KINDS["complaint-feedback"], by=by, now=NOW, **lead(cast))
    if step:
        move_record(record=row, move=step, version=1, values=asked, reason="No address", by=by, now=NOW)


def test_feedback_by_its_day_is_out_of_those_answered_or_closed_and_has_a_median_of_days(east: Cast) -> None:
    for day in (6, 16, 20):  # due on the 16th
        complaint(east, "answer", way="letter", answered_on=date(2026, 11, day))
    complaint(east, "close")
    complaint(east)

    rate = read(east, RecordsShare(), "complaint-feedback:by-due:answered_on:due_on")

    assert (rate.numerator, rate.denominator, rate.value) == (Decimal(2), Decimal(4), Decimal(50))
    assert "1 do not say" in rate.note


def test_the_days_until_an_answer_have_their_median(east: Cast) -> None:
    for day in (6, 16, 20):
        complaint(east, "answer", way="letter", answered_on=date(2026, 11, day))

    assert read(east, DaysBetween(), "complaint-feedback:starts_on:answered_on").value == Decimal(14)
