"""What is printed gives away nothing that is hidden: many random tables, several releases, overlapping areas."""

from __future__ import annotations

import os
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from frankpledge.analysis.disclosure import (
    CannotBePublished,
    ReleasedTable,
    Sensitivity,
    TrueCount,
    protect_counts,
    protect_table,
)
from frankpledge.analysis.disclosure_audit import Figure, audit_disclosure, first_exposure

CLASSES = list(Sensitivity)
# Before a release 2,000 tables, and a hundred attacks by another way; on each push 300 and six of them.
EVERYTHING = bool(os.environ.get("FRANKPLEDGE_TRY_EVERYTHING"))
TABLES, ATTACKS = (2_000, 100) if EVERYTHING else (300, 6)


def random_table(seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.negative_binomial(1.0, 1 / (1 + rng.choice([6, 12, 30])), (3, 3))


def protected(counts: np.ndarray, sensitivity: Sensitivity, round_to: int = 5) -> ReleasedTable:
    rows, columns = ([f"{axis}{place}" for place in range(size)] for axis, size in zip("rc", counts.shape, strict=True))
    return protect_table(counts, sensitivity, release="May", row_names=rows, column_names=columns, round_to=round_to)


def naive(counts: np.ndarray) -> list[Figure]:
    """What many publish: small cells hidden, totals exact."""
    figures = []
    for row in range(counts.shape[0] + 1):
        for column in range(counts.shape[1] + 1):
            rows = range(counts.shape[0]) if row == counts.shape[0] else [row]
            columns = range(counts.shape[1]) if column == counts.shape[1] else [column]
            atoms = frozenset((r, c) for r in rows for c in columns)
            count = int(sum(counts[r, c] for r, c in atoms))
            small = 1 <= count <= 7 and len(atoms) == 1
            low, high = (1, None) if small else (count, count)
            figures.append(Figure("May", f"{row} {column}", atoms, low, high, small, 7, 7 if small else None))
    return figures


def range_by_another_way(table: ReleasedTable, base: int, rule: Sensitivity) -> float:
    """The narrowest range of a hidden cell, by plain linear programmes over nothing but the printed text."""
    height, width = (size - 1 for size in table.values.shape)
    above, limits = [], []
    bounds: list[tuple[float, float | None]] = [(0, None)] * (height * width)
    for row in range(height + 1):
        for column in range(width + 1):
            value = int(table.values[row, column])
            low, high = (rule.value.smallest, None) if value < 0 else (value - base // 2, value + (base - 1) // 2)
            member = np.zeros((height, width))
            member[row if row < height else slice(None), column if column < width else slice(None)] = 1
            if member.sum() == 1:
                bounds[int(np.argmax(member))] = (max(0, low), high)
            else:
                above += [-member.ravel()] + ([] if high is None else [member.ravel()])
                limits += [-low] + ([] if high is None else [high])
    narrowest = float("inf")
    for place in np.flatnonzero(table.is_hidden[:height, :width].ravel()):
        goal = np.zeros(height * width)
        goal[place] = 1
        ends = [linprog(sign * goal, A_ub=np.array(above), b_ub=limits, bounds=bounds) for sign in (1, -1)]
        if ends[1].status != 3:  # 3: without limit
            narrowest = min(narrowest, -ends[1].fun - ends[0].fun)
    return narrowest


def test_of_many_random_tables_none_gives_anything_away_while_the_naive_way_leaks() -> None:
    leaking = recovered = 0
    for seed in range(TABLES):
        counts = random_table(seed)
        table = protected(counts, CLASSES[seed % 3])
        recovered += table.release.audit.recovered_count
        assert table.release.audit.may_be_published
        leaking += seed < 100 and first_exposure(naive(counts)) is not None

    assert recovered == 0
    assert leaking > 80  # of the first hundred


def exact_figures(counts: np.ndarray, hidden: set[tuple[int, int]]) -> list[Figure]:
    """A table with exact totals and these cells hidden, none of them for being small."""
    figures = []
    for row in range(counts.shape[0] + 1):
        for column in range(counts.shape[1] + 1):
            rows = range(counts.shape[0]) if row == counts.shape[0] else [row]
            columns = range(counts.shape[1]) if column == counts.shape[1] else [column]
            atoms = frozenset((r, c) for r in rows for c in columns)
            count, is_hidden = int(sum(counts[r, c] for r, c in atoms)), (row, column) in hidden
            low, high = (0, None) if is_hidden else (count, count)
            figures.append(Figure("May", f"{row} {column}", atoms, low, high, is_hidden, 4))
    return figures


RECOVERABLE = {
    "alone": {(1, 1)},
    "two in a row": {(1, 0), (1, 2)},
    "two in a column": {(0, 2), (3, 2)},
    "a corner of three": {(0, 0), (0, 3), (2, 0)},
    "a staircase": {(0, 0), (0, 1), (1, 1), (1, 2), (2, 2)},
}


@pytest.mark.parametrize("planted", RECOVERABLE.values(), ids=RECOVERABLE)
def test_every_planted_table_that_can_be_recovered_is_found(planted: set[tuple[int, int]]) -> None:
    for seed in range(40):
        counts = np.random.default_rng(seed).integers(0, 60, (4, 4))

        found = audit_disclosure(exact_figures(counts, planted))

        assert found.recovered_count == len(planted), seed
        recovered = {exposure.label: exposure.low for exposure in found.exposures}
        assert recovered == {f"{row} {column}": counts[row, column] for row, column in planted}
        assert first_exposure(exact_figures(counts, planted)) is not None


def test_a_square_of_large_hidden_counts_is_not_called_recoverable() -> None:
    for seed in range(40):
        counts = np.random.default_rng(seed).integers(20, 60, (4, 4))

        assert audit_disclosure(exact_figures(counts, {(0, 0), (0, 2), (3, 0), (3, 2)})).may_be_published, seed


def test_a_table_that_was_safe_is_found_out_when_one_hidden_figure_is_let_out() -> None:
    found = tried = 0
    for seed in range(30):
        table = protected(random_table(seed), CLASSES[seed % 3], round_to=1)
        figures = list(table.release.figures)
        further = [place for place, one in enumerate(figures) if one.is_hidden and one.largest_if_small is None]
        if not further or table.release.small_count != 1:
            continue
        known = {(f"r{row}", f"c{column}"): int(count) for (row, column), count in np.ndenumerate(random_table(seed))}
        for place in further:  # what was hidden besides is printed: the one small figure stands alone
            value = sum(count for atom, count in known.items() if atom in figures[place].atoms)
            figures[place] = replace(figures[place], low=value, high=value, is_hidden=False)
        tried += 1
        found += first_exposure(figures) is not None

    assert tried >= 3
    assert found == tried


@pytest.mark.parametrize("round_to", [5, 1])
def test_an_attack_written_apart_from_the_auditor_finds_nothing_either(round_to: int) -> None:
    for seed in range(3_000, 3_000 + ATTACKS):
        rule = CLASSES[seed % 3]

        narrowest = range_by_another_way(protected(random_table(seed), rule, round_to), round_to, rule)

        assert narrowest >= rule.value.threshold - 1e-6


@pytest.mark.parametrize("rule", CLASSES)
def test_no_small_count_is_printed_and_all_are_rounded(rule: Sensitivity) -> None:
    counts = random_table(7)
    table = protected(counts, rule)
    printed = table.values[~table.is_hidden]

    assert (printed % 5 == 0).all()
    small = (counts >= rule.value.smallest) & (counts <= rule.value.largest)
    assert table.is_hidden[:-1, :-1][small].all()
    assert (np.abs(table.values[:-1, :-1] - counts)[~table.is_hidden[:-1, :-1]] <= 2).all()


def test_totals_are_rounded_by_themselves() -> None:
    counts = np.array([[12, 12], [12, 12]])

    assert protected(counts, Sensitivity.ENVIRONMENT).values.tolist() == [[10, 10, 25], [10, 10, 25], [25, 25, 50]]


def test_small_and_further_hidden_figures_look_alike() -> None:
    table = protected(np.array([[3, 20], [30, 40]]), Sensitivity.ENVIRONMENT, round_to=1)

    assert table.text() == (("[c]", "[c]", "23"), ("[c]", "[c]", "70"), ("33", "60", "93"))
    assert (table.release.small_count, table.release.further_count) == (1, 3)


def test_no_more_is_hidden_than_it_takes() -> None:
    assert protected(np.array([[30, 20], [30, 40]]), Sensitivity.SENSITIVE).is_hidden.sum() == 0


def test_two_small_cells_of_a_total_of_two_are_not_left_to_be_guessed() -> None:
    figures = [
        Figure("May", "a", frozenset("a"), 1, None, True, 4, 4),
        Figure("May", "b", frozenset("b"), 1, None, True, 4, 4),
        Figure("May", "both", frozenset("ab"), 2, 2),
    ]

    assert audit_disclosure(figures).recovered_count == 2


def test_a_reader_who_knows_which_are_small_is_reckoned_with() -> None:
    """Seven and seven: a total of 14 gives any reader 1 to 13, but who knows the rule has both exactly."""
    figures = [
        Figure("May", "a", frozenset("a"), 1, None, True, 7, 7),
        Figure("May", "b", frozenset("b"), 1, None, True, 7, 7),
        Figure("May", "both", frozenset("ab"), 14, 14),
    ]

    answer = audit_disclosure(figures)

    assert {exposure.low for exposure in answer.exposures} == {7}
    assert "a reader who knows" in answer.verdict


def test_a_later_release_does_not_give_away_an_earlier_one() -> None:
    """April to May is published after April: the difference would be May."""
    april, may = frozenset({"April"}), frozenset({"May"})
    first = protect_counts([TrueCount("April", april, 60)], Sensitivity.CASEWORK, release="April", round_to=1)

    both = [TrueCount("April and May", april | may, 63)]
    second = protect_counts(both, Sensitivity.CASEWORK, release="May", round_to=1, earlier=first.figures)

    assert second.counts[0].value is None
    alone = protect_counts(both, Sensitivity.CASEWORK, release="May", round_to=1)
    assert alone.counts[0].value == 63
    leaking = audit_disclosure([*first.figures, *alone.figures])
    assert leaking.exposures[0].label == "April and May without April"
    assert leaking.exposures[0].is_exact


def test_a_ward_and_a_drawn_area_that_overlap_do_not_give_away_the_sliver() -> None:
    ward = TrueCount("ward", frozenset({"core", "sliver"}), 52)
    drawn = TrueCount("drawn area", frozenset({"core", "beyond"}), 81)
    parts = [TrueCount("core", frozenset({"core"}), 50), TrueCount("beyond", frozenset({"beyond"}), 31)]

    done = protect_counts([ward, drawn, *parts], Sensitivity.CASEWORK, release="May", round_to=1)

    assert done.audit.may_be_published
    assert (
        "ward" not in {count.label for count in done.counts if count.value is not None} or done.counts[2].value is None
    )


def test_what_was_hidden_once_is_not_found_from_ward_against_district() -> None:
    wards = [TrueCount(name, frozenset({name}), count) for name, count in (("a", 3), ("b", 40), ("c", 25), ("d", 33))]
    first = protect_counts(wards, Sensitivity.CASEWORK, release="wards", round_to=1)

    district = [TrueCount("district", frozenset("abcd"), 101)]
    second = protect_counts(district, Sensitivity.CASEWORK, release="district", round_to=1, earlier=first.figures)

    assert second.counts[0].value is None
    assert audit_disclosure([*first.figures, *second.figures]).may_be_published


def test_earlier_releases_that_leak_are_said_to() -> None:
    leak = naive(np.array([[3, 20], [30, 40]]))

    with pytest.raises(CannotBePublished):
        protect_counts([TrueCount("x", frozenset("x"), 50)], Sensitivity.CASEWORK, release="x", earlier=leak)


def test_releases_that_contradict_one_another_are_not_called_safe() -> None:
    answer = audit_disclosure([Figure("a", "x", frozenset("x"), 5, 5), Figure("b", "x", frozenset("x"), 9, 9)])

    assert not answer.may_be_published
    assert "contradict" in answer.verdict


def test_the_note_says_what_the_mark_means() -> None:
    assert "1 to 7" in protected(random_table(1), Sensitivity.CASEWORK).release.verdict
    assert "under 10" in protected(random_table(1), Sensitivity.SENSITIVE).release.verdict


def test_a_table_with_a_single_row_is_refused() -> None:
    with pytest.raises(ValueError, match="two of each"):
        protected(np.array([[3, 20]]), Sensitivity.CASEWORK)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=4, max_size=4), st.sampled_from(CLASSES))
def test_the_same_table_is_always_released_the_same(cells: list[int], rule: Sensitivity) -> None:
    counts = np.array(cells).reshape(2, 2)

    assert protected(counts, rule).text() == protected(counts, rule).text()
