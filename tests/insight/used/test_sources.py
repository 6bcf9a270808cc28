"""A quarter's figure is the store's own count, said with what it is held against, and never made of missing months."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from frankpledge.insight.queries.counts import counts
from frankpledge.measures.periods import quarter_period
from frankpledge.measures.reading import Reading, Verdict
from frankpledge.measures.sources import registry
from tests.insight.used.scenes import Q2, Q2_BEFORE, crime_indicator, load, plan_of_2008
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db
SECOND = quarter_period(date(2008, 4, 1), "Q2")


def read(cast: Cast, period: object = SECOND, **said: object) -> Reading:
    row = crime_indicator(plan_of_2008(cast), cast, **said)  # type: ignore[arg-type]
    source = registry.find(row.source)
    assert source is not None
    return source.value(row, period)  # type: ignore[arg-type]


def total(cast: Cast, months: tuple[str, ...], **said: object) -> int:
    asked = {"definition": "vehicle-crime", "source": "street", **said}
    return int(
        counts(cast.partnership, by=(), from_month=months[0], to_month=months[-1], now=NOW, **asked)["total"]  # type: ignore[arg-type]
    )


def test_the_figure_is_the_stores_own_count_of_those_months(east: Cast) -> None:
    load(east)

    reading = read(east)

    assert reading.verdict is Verdict.MEASURED
    assert reading.value == total(east, Q2) > 0
    assert reading.as_of == date(2008, 9, 30)


def test_it_is_held_against_the_same_months_a_year_before_in_words(east: Cast) -> None:
    load(east)

    reading = read(east)

    now, before = total(east, Q2), total(east, Q2_BEFORE)
    assert f"{now} records in July to September 2008 against {before} in July to September 2007" in reading.note
    assert "How much these counts vary by themselves is not known." in reading.note  # six months tell nothing of that
    assert "vehicle-crime@1" in reading.note


def test_it_opens_to_the_exact_questions_and_names_its_files(east: Cast) -> None:
    load(east)

    records = read(east).records

    assert "from=2008-07&to=2008-09" in records[0].url
    assert "from=2007-07&to=2007-09" in records[1].url
    assert "definition=vehicle-crime%401" in records[0].url
    assert sum("street" in record.words for record in records[2:]) == 6


def test_a_month_that_is_not_loaded_leaves_the_quarter_without_a_figure(east: Cast) -> None:
    load(east, ("2008-07", "2008-08"))

    reading = read(east)

    assert (reading.value, reading.verdict) == (None, Verdict.TOO_LITTLE)
    assert reading.note == "Not loaded yet: September 2008."
    assert reading.as_of == date(2008, 8, 31)


def test_what_only_an_extract_can_tell_says_so(east: Cast) -> None:
    load(east, extract=False)

    reading = read(east, parameters={"definition": "lead-theft@1", "source": ""})

    assert (reading.value, reading.verdict) == (None, Verdict.NOT_MEASURABLE)
    assert reading.note.startswith("Needs a police extract: Lead theft")


def test_the_same_is_measured_once_an_extract_is_loaded(east: Cast) -> None:
    load(east)

    reading = read(east, parameters={"definition": "tarantula@1", "source": ""})

    assert reading.value == total(east, Q2, definition="tarantula", source="extract")


def test_without_the_year_before_the_figure_stands_alone_and_says_why(east: Cast) -> None:
    load(east, Q2)

    reading = read(east)

    assert reading.value == total(east, Q2)
    assert "July to September 2007 not loaded" in reading.note


def test_a_rate_is_out_of_the_residents_of_its_area(east: Cast) -> None:
    made = load(east)
    area = made.wards[0].code

    reading = read(east, source="crime.rate", unit="rate", decimals=1, parameters={"area": area})

    assert reading.numerator == total(east, Q2, area=area)
    assert reading.denominator == sum(each.residents for each in made.wards[0].areas)
    assert reading.value == reading.numerator * 1000 / reading.denominator
    assert "residents as counted on" in reading.note


def test_a_rate_of_everywhere_has_no_denominator(east: Cast) -> None:
    load(east)

    reading = read(east, source="crime.rate", unit="rate")

    assert reading.verdict is Verdict.NOT_MEASURABLE
    assert "A rate needs an area" in reading.note


def test_a_change_of_small_counts_is_no_percentage(east: Cast) -> None:
    made = load(east)

    reading = read(east, source="crime.change", unit="percent", parameters={"area": made.wards[0].code})

    assert (reading.value, reading.verdict) == (None, Verdict.TOO_LITTLE)
    assert "Too few for a percentage" in reading.note


def test_a_change_of_large_counts_has_its_interval(east: Cast) -> None:
    load(east)

    reading = read(east, source="crime.change", unit="percent", parameters={"definition": "anti-social-behaviour@1"})

    asked = {"definition": "anti-social-behaviour"}
    now, before = total(east, Q2, **asked), total(east, Q2_BEFORE, **asked)
    assert min(now, before) >= 50
    assert reading.value is not None
    assert float(reading.value) == pytest.approx(100 * (now / before - 1))
    assert reading.low is not None
    assert reading.high is not None
    assert reading.low < reading.value < reading.high


def test_nothing_loaded_is_no_nought(east: Cast) -> None:
    reading = read(east)

    assert (reading.value, reading.verdict) == (None, Verdict.TOO_LITTLE)
    assert Decimal(0) not in (reading.value, reading.numerator)
