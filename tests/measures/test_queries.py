"""What other rooms ask of indicators, in a bounded number of queries whatever the plan's size."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from frankpledge.measures.changes import edit_indicator, publish_values, retire_indicator
from frankpledge.measures.changes.definitions import words_of
from frankpledge.measures.drawing import drawn
from frankpledge.measures.queries import gaps, quarter_to_show, ratings, series
from frankpledge.measures.queries.lacking import Lack
from frankpledge.measures.rating import Rag
from frankpledge.plans.models import Objective, Plan
from tests.measures.sowing import everywhere, indicator, value
from tests.people import NOW, Cast
from tests.plans.sowing import objective, sow

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(east: Cast) -> Plan:
    return sow(east)


def test_ratings_are_by_objective_and_the_whole_plans_stand_under_none(plan: Plan, east: Cast) -> None:
    by = everywhere(east)
    own, whole = indicator(plan, east), indicator(plan, east, None)
    value(own, "Q1", 220, by=by)
    value(own, "Q2", 240, by=by)

    found = ratings(plan, "Q2")

    assert set(found) == {objective(plan, "1.1").pk, None}
    (rating,) = found[own.objective_id]
    assert (rating.value, rating.so_far, rating.target, rating.rag) == (240, 460, 450, Rag.CLOSE)
    assert rating.earlier == (("Q1 2026/27", Decimal(220)),)
    assert found[None][0].indicator == whole.pk


def test_the_number_of_questions_does_not_grow_with_the_plan(east: Cast, django_assert_max_num_queries: object) -> None:
    plan, by = sow(east, objectives=37), everywhere(east)
    for row in Objective.objects.filter(section__plan=plan, ref__startswith="1."):
        made = indicator(plan, east, row.ref)
        value(made, "Q1", 220, by=by)
    plan = Plan.objects.select_related("partnership").get(pk=plan.pk)

    with django_assert_max_num_queries(5):  # type: ignore[operator]
        found = ratings(plan, "Q1")
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        lacking = gaps(plan)

    assert sum(len(each) for each in found.values()) == 37
    assert {gap.ref for gap in lacking} == {"2.1", "2.2", "3.1"}


def test_a_retired_indicator_is_rated_for_the_quarters_it_was_in_use_in(plan: Plan, east: Cast) -> None:
    row = indicator(plan, east)
    retire_indicator(indicator=row, reason="Gone.", version=1, by=everywhere(east), now=NOW)  # in the third quarter

    assert [bool(ratings(plan, quarter)) for quarter in ("Q1", "Q3", "Q4")] == [True, True, False]


def test_the_published_figure_is_found_after_a_correction(plan: Plan, east: Cast) -> None:
    row, by = indicator(plan, east), everywhere(east)
    value(row, "Q1", 220, by=by)
    publish_values(plan=plan, quarter="Q1", by=by, now=NOW)
    value(row, "Q1", 230, by=by, reason="Counted again.")

    (rating,) = ratings(plan, "Q1")[row.objective_id]
    point = series(row).points[0]

    assert (rating.value, rating.published) == (230, 220)
    assert (point.value, point.published) == (230, 220)


def test_a_series_runs_through_every_year_that_carried_the_indicator(plan: Plan, east: Cast) -> None:
    row, by = indicator(plan, east), everywhere(east)
    following = sow(east, period="2027-2028")
    Plan.objects.filter(pk=following.pk).update(previous=plan, starts_on=date(2027, 4, 1))
    following.refresh_from_db()
    later = indicator(following, east)
    later.lineage = row.lineage
    later.save()
    value(row, "Q2", 220, by=by)

    line = series(later)

    assert [point.label for point in line.points][:5] == [
        "Q1 2026/27", "Q2 2026/27", "Q3 2026/27", "Q4 2026/27", "Q1 2027/28",
    ]  # fmt: skip
    assert (line.points[1].value, line.points[1].target) == (220, 450)
    assert line.points[1].so_far is None  # the first quarter is missing: nothing is added up


def test_a_chart_says_in_words_what_it_shows(plan: Plan, east: Cast) -> None:
    row, by = indicator(plan, east), everywhere(east)
    assert drawn(series(row)) is None
    value(row, "Q1", 220, by=by)
    value(row, "Q2", 240, by=by)

    chart = drawn(series(row))

    assert chart is not None
    assert chart.description.startswith("In Q2 2026/27 it was 240, 460 so far that year, where the target was 450.")
    assert "The baseline was 1,000 in 2025/26." in chart.description
    assert chart.description in chart.svg.replace("&#x27;", "'")


def test_an_objective_without_anything_to_judge_it_by_says_what_to_do(plan: Plan, east: Cast) -> None:
    aimless = indicator(plan, east, "2.1", target=None)
    indicator(plan, east, "2.2", is_contextual=True)
    stepless = indicator(plan, east, "3.1", trajectory="even", baseline=None)
    indicator(plan, east, "1.1")

    found = {gap.ref: gap for gap in gaps(plan)}

    assert {ref: gap.lack for ref, gap in found.items()} == {
        "2.1": Lack.NO_TARGET, "2.2": Lack.NO_INDICATOR, "3.1": Lack.NO_BASELINE,
    }  # fmt: skip
    assert (found["2.1"].indicator, found["3.1"].indicator) == (aimless.pk, stepless.pk)
    assert found["2.1"].to_do == "Set a target"


def test_the_latest_quarter_of_which_anything_is_known_is_shown(plan: Plan, east: Cast) -> None:
    row, by = indicator(plan, east), everywhere(east)
    assert quarter_to_show(plan, NOW.date()) == "Q3"

    value(row, "Q1", 220, by=by)

    assert quarter_to_show(plan, NOW.date()) == "Q1"


def test_a_rating_follows_the_definition_as_it_stands(plan: Plan, east: Cast) -> None:
    row, by = indicator(plan, east), everywhere(east)
    value(row, "Q1", 220, by=by)
    words = words_of(row)
    loose = type(words)(**{**{name: getattr(words, name) for name in words.__slots__}, "target": None})

    edit_indicator(indicator=row, words=loose, version=1, reason="It was never agreed.", by=by, now=NOW)

    assert ratings(plan, "Q1")[row.objective_id][0].rag is Rag.NOT_RATED
