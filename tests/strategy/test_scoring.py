"""The arithmetic: what a matrix declares is what is reckoned, and the same scores are always the same ranks."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.strategy.scoring.matrix import Combination, Matrix, MatrixRefused, body_of, matrix_from
from frankpledge.strategy.scoring.ranking import Sheet, agreed, combine, rank, score, sensitivity, spreads
from frankpledge.strategy.scoring.shipped import shipped, shipped_as

pytestmark = pytest.mark.pure

MATRICES = {each.slug: each.matrix for each in shipped()}


def sheets(matrix: Matrix) -> st.SearchStrategy[Sheet]:
    points = {each.key: st.sampled_from([point.value for point in each.points]) for each in matrix.criteria}
    return st.builds(Sheet, st.fixed_dictionaries(points), st.sampled_from(["low", "moderate", "high"]))


def four(impact: int, likelihood: int) -> Sheet:
    return Sheet({"impact": str(impact), "likelihood": str(likelihood)}, "low")


def test_the_two_shipped_matrices_are_read_and_written_back_the_same() -> None:
    assert set(MATRICES) == {"four-by-four", "harm-likelihood"}
    for each in shipped():
        assert matrix_from(body_of(each.matrix)) == each.matrix


def test_the_harm_matrix_says_that_its_arithmetic_is_our_own() -> None:
    assert "not openly published" in MATRICES["harm-likelihood"].description


def test_harm_is_added_and_multiplied_by_the_higher_of_likelihood_and_volume_then_position_and_confidence() -> None:
    points = {
        "physical": "3", "psychological": "2", "financial": "1", "community": "2", "environment": "2",
        "frequency": "2", "volume": "4", "capacity": "1.5",
    }  # fmt: skip

    done = score(MATRICES["harm-likelihood"], Sheet(points, "low"))

    assert [part.value for part in done.parts] == [10, 4, Fraction(3, 2)]
    assert done.total == Fraction(48)  # 10 × 4 × 1.5 × 0.8


def test_confidence_is_shown_and_changes_nothing_where_the_matrix_gives_it_no_multiplier() -> None:
    matrix = MATRICES["four-by-four"]

    assert score(matrix, four(3, 4)).total == 12
    assert score(matrix, Sheet(four(3, 4).points, "high")).total == 12


@pytest.mark.parametrize(("how", "expected"), [("sum", 14), ("product", 48), ("max", 4), ("weighted", Fraction(14, 5))])
def test_each_combination_is_what_its_word_says(how: str, expected: Fraction) -> None:
    two, six = [Fraction(2), Fraction(6)], [Fraction(1), Fraction(2)]
    numbers = {"sum": two, "product": [Fraction(8), Fraction(6)], "max": [Fraction(4), Fraction(1)]}.get(
        how, [Fraction(2), Fraction(3)]
    )
    weights = [Fraction(1), Fraction(4)] if how == "weighted" else six

    assert combine(Combination(how), numbers, weights) == expected


def test_a_level_is_the_highest_threshold_reached() -> None:
    matrix = MATRICES["four-by-four"]

    assert [matrix.level(Fraction(value)) for value in (1, 3, 4, 12, 16)] == [
        "Low", "Low", "Medium", "Very high", "Very high",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda body: body["parts"].clear(), "at least one part"),
        (lambda body: body["parts"][0]["criteria"].clear(), "has no criterion"),
        (lambda body: body["parts"][0]["criteria"][0]["points"].reverse(), "must go up"),
        (lambda body: body["parts"][0]["criteria"][0]["points"][0].update(value="few"), "not a number"),
        (lambda body: body["parts"][0].update(how="guess"), "guess"),
        (lambda body: body["parts"][1]["criteria"][0].update(key="impact"), "two of the criterion"),
        (lambda body: body.update(confidence={"low": "0"}), "above nothing"),
        (lambda body: body.pop("parts"), "lacks something"),
    ],
)
def test_a_matrix_that_does_not_add_up_is_refused_in_words(change: object, words: str) -> None:
    found = shipped_as("four-by-four")
    assert found is not None
    body = body_of(found.matrix)
    change(body)  # type: ignore[operator]  # each is a function of the body

    with pytest.raises(MatrixRefused, match=words):
        matrix_from(body)


@settings(max_examples=60)
@given(st.data())
def test_the_same_scores_give_the_same_ranks_in_whatever_order_they_come(data: st.DataObject) -> None:
    matrix = MATRICES[data.draw(st.sampled_from(sorted(MATRICES)))]
    given_sheets = data.draw(st.lists(st.lists(sheets(matrix), min_size=1, max_size=3), min_size=1, max_size=7))
    rows = [(number, agreed(matrix, each)) for number, each in enumerate(given_sheets)]
    scores = [(key, total) for key, total in rows if total is not None]

    first = {each.key: (each.rank, each.tied) for each in rank(scores)}
    again = {each.key: (each.rank, each.tied) for each in rank(data.draw(st.permutations(scores)))}

    assert first == again


@given(st.lists(st.integers(0, 6), min_size=1, max_size=9))
def test_ranks_follow_scores_and_ties_share_the_best_of_theirs(values: list[int]) -> None:
    ranked = rank([(at, Fraction(value)) for at, value in enumerate(values)])

    for one, other in pairwise(ranked):
        assert (one.rank == other.rank) == (one.score == other.score)
        assert one.rank <= other.rank
    for each in ranked:
        assert each.rank == 1 + sum(value > each.score for value in values)
        assert each.tied == values.count(int(each.score))


@settings(max_examples=40)
@given(st.data())
def test_a_higher_point_never_lowers_a_score(data: st.DataObject) -> None:
    matrix = MATRICES["harm-likelihood"]
    sheet = data.draw(sheets(matrix))
    criterion = data.draw(st.sampled_from(matrix.criteria))
    values = [point.value for point in criterion.points]
    after = values[min(values.index(sheet.points[criterion.key]) + 1, len(values) - 1)]

    moved = Sheet({**sheet.points, criterion.key: after}, sheet.confidence)

    assert score(matrix, moved).total >= score(matrix, sheet).total


def test_how_far_scorers_are_apart_is_counted_in_steps_of_the_scale_the_furthest_first() -> None:
    found = spreads(MATRICES["four-by-four"], [four(1, 2), four(4, 2), four(2, 3)])

    assert [(each.criterion.key, each.steps) for each in found] == [("impact", 3), ("likelihood", 1)]


def test_sensitivity_tries_every_point_of_every_scorer_one_step_up_and_down() -> None:
    matrix = MATRICES["four-by-four"]

    steady = sensitivity(matrix, [four(2, 2)], [Fraction(5), Fraction(1)])

    assert steady.tried == 4
    assert (steady.best, steady.worst) == (1, 2)  # 6 with one point up, 2 with one down
    assert {(each.criterion.key, each.before, each.after) for each in steady.changes} == {
        ("impact", "2", "3"), ("likelihood", "2", "3"),
    }  # fmt: skip


def test_a_rank_that_no_single_point_would_change_is_steady() -> None:
    assert sensitivity(MATRICES["four-by-four"], [four(4, 4)], [Fraction(1)]).is_steady
