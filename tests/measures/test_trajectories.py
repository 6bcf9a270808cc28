"""Where a value should stand at the end of each quarter."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from frankpledge.measures.definition import Definition, Direction, Rule
from frankpledge.measures.trajectories import aim_of

D = Decimal
some = st.decimals(min_value=0, max_value=100_000, places=2, allow_nan=False, allow_infinity=False)


@given(
    some, st.sampled_from([rule for rule in Rule if rule is not Rule.STATED]), st.lists(some, min_size=4, max_size=4)
)
def test_by_the_end_of_a_one_year_target_each_rule_is_at_the_target(
    target: Decimal, rule: Rule, quarters: list[Decimal]
) -> None:
    definition = Definition(target=target, baseline=D(50), rule=rule, baseline_quarters=tuple(quarters))
    aim = aim_of(definition, 4)

    assert aim.value is None or abs(aim.value - target) < D("0.0001")


def test_a_target_three_years_off_is_approached_in_twelve_steps() -> None:
    definition = Definition(baseline=D(0), target=D(120), quarters_to_target=12, rule=Rule.EVEN)

    assert [aim_of(definition, number).value for number in (1, 2, 3, 4)] == [D(10), D(20), D(30), D(40)]


def test_after_its_day_a_target_is_held_to() -> None:
    definition = Definition(baseline=D(0), target=D(120), quarters_to_target=1, rule=Rule.EVEN)

    assert aim_of(definition, 3).value == D(120)


def test_a_band_without_an_upper_end_is_no_target() -> None:
    assert aim_of(Definition(direction=Direction.WITHIN, target=D(5)), 1).why_not == "The band has no upper end"
