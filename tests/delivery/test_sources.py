"""An indicator counts records of a kind, a state and a quarter, and says nothing where nobody recorded anything."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from frankpledge.delivery.changes import link_record
from frankpledge.delivery.sources import RecordsCounted
from frankpledge.measures.changes.definitions import IndicatorWords, add_indicator
from frankpledge.measures.periods import quarter_period
from frankpledge.measures.reading import Reading, Verdict
from frankpledge.partners.access import access_by_command
from frankpledge.records.changes.records import move_record
from tests.delivery.test_links import made, of, plan
from tests.people import NOW, Cast
from tests.records.typed import as_role

pytestmark = pytest.mark.django_db
THIRD, SECOND = (quarter_period(date(2026, 4, 1), quarter) for quarter in ("Q3", "Q2"))


def read(cast: Cast, there: Any, what: str, scope: str, period: Any = THIRD) -> Reading:
    words = IndicatorWords(
        name=f"{what} {scope} {period.quarter}", source="delivery.records", direction="higher",
        parameters={"what": what, "scope": scope},
    )  # fmt: skip
    by = access_by_command("test", cast.partnership)
    row = add_indicator(plan=there, objective=of(cast, "1.3"), words=words, by=by, now=NOW)
    return RecordsCounted().value(row, period)


def test_it_counts_the_state_asked_for_and_opens_each_record(east: Cast) -> None:
    there, by = plan(east), as_role(east, "contributor")
    first, second = made("environment", east), made("environment", east)
    link_record(record=first, objective=of(east, "1.3"), action=None, by=by, now=NOW)
    values = {"done_on": date(2026, 11, 5)}
    move_record(record=first, move="remove", version=1, values=values, by=by, now=NOW)

    removed = read(east, there, "environment:removed", "every")

    assert (removed.value, removed.verdict) == (Decimal(1), Verdict.MEASURED)
    assert [each.url for each in removed.records] == [first.get_absolute_url()]
    assert "1 more are not “removed”" in removed.note
    assert read(east, there, "environment:", "every").value == Decimal(2)
    assert read(east, there, "environment:", "linked").value == Decimal(1)
    move_record(record=second, move="withdraw", version=1, reason="Twice.", by=by, now=NOW)
    assert read(east, there, "environment:reported", "every").value == Decimal(0)


def test_a_quarter_in_which_nobody_recorded_any_has_no_figure(east: Cast) -> None:
    there = plan(east)
    made("environment", east)

    other_quarter = read(east, there, "environment:", "every", SECOND)
    unlinked = read(east, there, "environment:", "linked")
    unknown = read(east, there, "dragons:", "every")

    assert (other_quarter.value, other_quarter.verdict) == (None, Verdict.TOO_LITTLE)
    assert "Nobody recorded any environmental crimes" in other_quarter.note
    assert (unlinked.value, unlinked.verdict) == (None, Verdict.TOO_LITTLE)
    assert (unknown.value, unknown.verdict) == (None, Verdict.NOT_MEASURABLE)
