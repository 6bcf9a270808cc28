"""A figure is never rated better than it bears."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.measures.rating import Definition, Direction, Figure, Outcome, Rag, Rule, ToleranceIs, Unit, rate

D = Decimal
GOOD = {Rag.ON_TRACK}


def rated(value: object, *, quarter: int = 1, figures: dict[int, Figure] | None = None, **said: Any) -> Outcome:
    """The rating of a figure that does not vary by chance, unless the test says it does."""
    definition = Definition(**{"is_by_chance": False, **said})
    given_value = None if value is None else D(str(value))
    return rate(definition, quarter, figures or {quarter: Figure(given_value)})


def test_without_a_target_nothing_is_rated() -> None:
    outcome = rated(5)

    assert (outcome.rag, outcome.why, outcome.value) == (Rag.NOT_RATED, "No target is set.", D(5))


def test_a_quarter_without_a_value_is_not_rated_and_its_target_is_still_said() -> None:
    outcome = rate(Definition(target=D(10)), 1, {})

    assert (outcome.rag, outcome.aim) == (Rag.NOT_RATED, D(10))


def test_a_watched_indicator_is_never_rated_even_with_a_target() -> None:
    assert rated(5, target=D(10), is_contextual=True).rag is Rag.WATCHED


@pytest.mark.parametrize(
    ("direction", "value", "expected"),
    [
        (Direction.HIGHER, 100, Rag.ON_TRACK),
        (Direction.HIGHER, 101, Rag.ON_TRACK),
        (Direction.HIGHER, "95", Rag.CLOSE),
        (Direction.HIGHER, "94.9", Rag.OFF_TRACK),
        (Direction.LOWER, 100, Rag.ON_TRACK),
        (Direction.LOWER, 0, Rag.ON_TRACK),
        (Direction.LOWER, 105, Rag.CLOSE),
        (Direction.LOWER, "105.1", Rag.OFF_TRACK),
    ],
)
def test_the_tolerance_parts_close_from_off_track(direction: Direction, value: object, expected: Rag) -> None:
    assert rated(value, target=D(100), direction=direction, tolerance=D(5)).rag is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(10, Rag.ON_TRACK), (20, Rag.ON_TRACK), (9, Rag.CLOSE), (21, Rag.CLOSE), (8, Rag.OFF_TRACK), (22, Rag.OFF_TRACK)],
)
def test_a_band_is_missed_on_either_side(value: int, expected: Rag) -> None:
    outcome = rated(
        value, direction=Direction.WITHIN, target=D(10), target_high=D(20), tolerance=D(1),
        tolerance_is=ToleranceIs.ABSOLUTE,
    )  # fmt: skip

    assert outcome.rag is expected


def test_without_a_tolerance_what_misses_is_off_track() -> None:
    assert rated("99.9999", target=D(100)).rag is Rag.OFF_TRACK


def test_a_tolerance_in_per_cent_of_a_target_of_nought_tolerates_nothing() -> None:
    assert rated(1, target=D(0), direction=Direction.LOWER, tolerance=D(50)).rag is Rag.OFF_TRACK


def test_negative_figures_are_compared_as_numbers() -> None:
    assert rated(-5, target=D(-4), direction=Direction.LOWER).rag is Rag.ON_TRACK
    assert rated(-3, target=D(-4), direction=Direction.LOWER, tolerance=D(25)).rag is Rag.CLOSE


def test_yes_and_no_know_no_close() -> None:
    assert rated(1, unit=Unit.YES_NO, target=D(1)).rag is Rag.ON_TRACK
    assert rated(0, unit=Unit.YES_NO, target=D(1), tolerance=D(100)).rag is Rag.OFF_TRACK


def test_the_quarters_target_is_held_against_and_not_the_years() -> None:
    said: dict[str, Any] = {"baseline": D(60), "target": D(80), "rule": Rule.EVEN}

    assert rated(66, quarter=1, **said).rag is Rag.ON_TRACK  # 65 is due by the first quarter
    assert rated(66, quarter=2, **said).rag is Rag.OFF_TRACK  # and 70 by the second


def test_without_a_baseline_there_are_no_even_steps_from_it() -> None:
    outcome = rated(66, target=D(80), rule=Rule.EVEN)

    assert outcome.rag is Rag.NOT_RATED
    assert "No baseline" in outcome.why


def test_a_baseline_already_past_its_target_is_said_and_lets_nobody_slip_back() -> None:
    outcome = rated(85, baseline=D(90), target=D(80), rule=Rule.EVEN, quarter=1)
    slipped = rated(79, baseline=D(90), target=D(80), rule=Rule.EVEN, quarter=1)

    assert "past the target already" in outcome.why
    assert (outcome.rag, slipped.rag) == (Rag.ON_TRACK, Rag.OFF_TRACK)


def test_where_quarters_add_up_the_year_so_far_is_judged() -> None:
    figures = {1: Figure(D(30)), 2: Figure(D(21))}
    outcome = rated(None, quarter=2, figures=figures, target=D(100), rule=Rule.CUMULATIVE, direction=Direction.LOWER)

    assert (outcome.value, outcome.aim, outcome.rag) == (D(51), D(50), Rag.OFF_TRACK)


def test_a_missing_quarter_is_never_counted_as_nought() -> None:
    outcome = rated(
        None, quarter=2, figures={2: Figure(D(20))}, target=D(100), rule=Rule.CUMULATIVE, direction=Direction.LOWER
    )

    assert outcome.rag is Rag.TOO_LITTLE
    assert "Quarter 1 has no value" in outcome.why


def test_seasons_follow_the_baseline_year() -> None:
    said: dict[str, Any] = {
        "target": D(90), "rule": Rule.SEASONAL, "direction": Direction.LOWER,
        "baseline_quarters": (D(10), D(20), D(30), D(40)),
    }  # fmt: skip

    assert rated(9, quarter=1, **said).aim == D(9)
    assert rated(None, quarter=2, figures={1: Figure(D(9)), 2: Figure(D(18))}, **said).aim == D(27)


@pytest.mark.parametrize("quarters", [(), (D(1), None, D(1), D(1)), (D(0),) * 4])
def test_seasons_that_are_not_known_rate_nothing(quarters: tuple[Decimal | None, ...]) -> None:
    outcome = rated(9, target=D(90), rule=Rule.SEASONAL, baseline_quarters=quarters)

    assert outcome.rag is Rag.NOT_RATED


def test_a_target_stated_for_some_quarters_rates_only_those() -> None:
    said: dict[str, Any] = {"rule": Rule.STATED, "stated": (None, None, None, D(1)), "unit": Unit.YES_NO}

    assert rated(0, quarter=1, **said).rag is Rag.NOT_RATED
    assert rated(1, quarter=4, **said).rag is Rag.ON_TRACK


def test_a_source_that_could_not_answer_is_not_a_failure() -> None:
    refused = rated(
        None, figures={1: Figure(None, is_not_measurable=True, note="It needs a police extract.")}, target=D(1)
    )
    little = rated(None, figures={1: Figure(None, is_too_little=True, note="Nothing was due.")}, target=D(1))

    assert (refused.rag, refused.why) == (Rag.NOT_RATED, "It needs a police extract.")
    assert (little.rag, little.why) == (Rag.TOO_LITTLE, "Nothing was due.")


@pytest.mark.parametrize(
    ("unit", "numerator", "denominator", "why"),
    [
        (Unit.PERCENT, 8, None, "missing"),
        (Unit.PERCENT, 8, 9, "fewer than 10"),
        (Unit.RATE, 8, None, "missing"),
        (Unit.RATE, 4, 5000, "too few for a rate"),
        (Unit.RATE, None, 5000, "too few for a rate"),
    ],
)
def test_a_share_or_rate_on_too_little_says_so(
    unit: Unit, numerator: int | None, denominator: int | None, why: str
) -> None:
    figure = Figure(D(90), None if numerator is None else D(numerator), None if denominator is None else D(denominator))
    outcome = rated(None, figures={1: figure}, unit=unit, target=D(80), has_denominator=True, fewest=10, small_number=5)

    assert outcome.rag is Rag.TOO_LITTLE
    assert why in outcome.why


def share(numerator: int, denominator: int, target: int, **said: Any) -> Outcome:
    value = D(numerator) * 100 / denominator
    figure = Figure(value, D(numerator), D(denominator))
    return rated(
        None, figures={1: figure}, unit=Unit.PERCENT, has_denominator=True, is_by_chance=True, target=D(target), **said
    )


def test_a_target_met_by_what_chance_could_give_is_too_close_to_call() -> None:
    outcome = share(46, 50, 90)  # 92%, 95% interval 81% to 97%

    assert outcome.rag is Rag.CLOSE
    assert outcome.is_close_call
    assert "too close to call" in outcome.why


def test_a_target_met_beyond_chance_is_on_track() -> None:
    assert share(990, 1000, 90).rag is Rag.ON_TRACK


def test_chance_excuses_nobody_who_is_off_track() -> None:
    outcome = share(40, 50, 90, tolerance=D(1))  # 80%, interval 67% to 89%: the target is outside it
    unsure = share(41, 50, 90, tolerance=D(1))

    assert (outcome.rag, unsure.rag) == (Rag.OFF_TRACK, Rag.OFF_TRACK)
    assert "too close to call" not in outcome.why
    assert "too close to call" in unsure.why


def test_all_of_a_share_and_none_of_what_is_unwanted_are_met_outright() -> None:
    assert share(50, 50, 100).rag is Rag.ON_TRACK
    assert rated(0, target=D(0), direction=Direction.LOWER, is_by_chance=True).rag is Rag.ON_TRACK


def test_a_count_of_crimes_has_a_poisson_interval() -> None:
    outcome = rated(100, target=D(110), direction=Direction.LOWER, is_by_chance=True)

    assert outcome.rag is Rag.CLOSE
    assert outcome.interval is not None
    assert (round(outcome.interval.low, 1), round(outcome.interval.high, 1)) == (D("81.4"), D("121.6"))


def test_what_is_counted_in_full_has_no_interval() -> None:
    outcome = rated(None, figures={1: Figure(D(80), D(8), D(10))}, unit=Unit.PERCENT, target=D(75))

    assert (outcome.rag, outcome.interval) == (Rag.ON_TRACK, None)


def test_a_source_may_bring_a_better_interval() -> None:
    outcome = rated(None, figures={1: Figure(D(80), low=D(70), high=D(90))}, unit=Unit.PERCENT, target=D(75))

    assert outcome.rag is Rag.CLOSE


def test_shares_miss_by_points_and_not_by_per_cent() -> None:
    outcome = rated(70, unit=Unit.PERCENT, target=D(90), tolerance=D(5), tolerance_is=ToleranceIs.ABSOLUTE)

    assert outcome.why == "70% misses the quarter's target of 90% by 20 points, more than the tolerance of 5 points."


figures = st.decimals(min_value=-10_000, max_value=10_000, places=2, allow_nan=False, allow_infinity=False)
directions = st.sampled_from([Direction.HIGHER, Direction.LOWER])
RANK = {Rag.OFF_TRACK: 0, Rag.CLOSE: 1, Rag.ON_TRACK: 2}


@given(figures, figures, figures, directions, st.none() | st.decimals(0, 100, places=1))
def test_a_better_figure_is_never_rated_worse(
    one: Decimal, other: Decimal, target: Decimal, direction: Direction, tolerance: Decimal | None
) -> None:
    worse, better = sorted([one, other], reverse=direction is Direction.LOWER)
    said: dict[str, Any] = {"target": target, "direction": direction, "tolerance": tolerance}

    assert RANK[rated(better, **said).rag] >= RANK[rated(worse, **said).rag]


@given(st.integers(0, 500), st.integers(0, 500), directions)
def test_chance_never_makes_a_rating_better(count: int, target: int, direction: Direction) -> None:
    said: dict[str, Any] = {"target": D(target), "direction": direction, "tolerance": D(5)}

    sure, by_chance = rated(count, **said), rated(count, **said, is_by_chance=True)

    assert RANK[by_chance.rag] <= RANK[sure.rag]


@given(figures, figures, directions)
def test_green_means_the_target_is_met(value: Decimal, target: Decimal, direction: Direction) -> None:
    outcome = rated(value, target=target, direction=direction, tolerance=D(10))

    met = value >= target if direction is Direction.HIGHER else value <= target
    assert (outcome.rag in GOOD) == met


def test_each_word_has_its_own_sign() -> None:
    signs = {(rag.colour, rag.shape) for rag in (Rag.ON_TRACK, Rag.CLOSE, Rag.OFF_TRACK, Rag.WATCHED)}

    assert len(signs) == 4
    assert len({rag.word for rag in Rag}) == len(Rag)
