"""On the real files of the district: the quarter's own published-by-hand count, and a year the files cannot compare."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from frankpledge.insight.demonstration import AREAS
from frankpledge.insight.store import open_store
from frankpledge.measures.models import Indicator
from frankpledge.measures.periods import quarter_period
from frankpledge.measures.reading import Verdict
from frankpledge.measures.sources import registry
from tests.insight.used.scenes import crime_indicator, plan_of_2008
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db
DISTRICT = "E07000242"
YEAR_2021 = date(2021, 4, 1)


@pytest.fixture
def row(east: Cast, data_folder: Path) -> Indicator:
    """Vehicle crime of East Herts, from the files of 2021 alone."""
    with open_store(east.partnership) as store:
        store.import_areas([data_folder / name for name in AREAS], now=NOW)
        store.load(sorted((data_folder / "police_uk" / "hertfordshire").glob("2021-*-street.csv*")), now=NOW)
    return crime_indicator(plan_of_2008(east), east, parameters={"area": DISTRICT})


def test_the_quarter_counts_what_was_counted_by_hand(row: Indicator) -> None:
    source = registry.find("crime.count")
    assert source is not None

    reading = source.value(row, quarter_period(YEAR_2021, "Q1"))

    assert (reading.value, reading.as_of) == (181, date(2021, 6, 30))
    assert "January" not in reading.note
    assert "April to June 2020 not loaded" in reading.note


def test_a_quarter_whose_last_month_is_missing_has_no_figure(row: Indicator) -> None:
    source = registry.find("crime.count")
    assert source is not None

    reading = source.value(row, quarter_period(YEAR_2021, "Q4"))

    assert (reading.value, reading.verdict) == (None, Verdict.TOO_LITTLE)
