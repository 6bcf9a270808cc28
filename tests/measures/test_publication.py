"""What may leave: small counts guarded, and nothing beside them from which they could be told."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from frankpledge.measures.publication import is_guarded, public_figure, public_rating
from frankpledge.measures.rating import Rag, Rating
from frankpledge.measures.reading import RecordLink

D = Decimal


def rating(value: object, **said: Any) -> Rating:
    usual: dict[str, Any] = {
        "indicator": 1, "name": "Crimes", "unit": "number", "target": D(10), "as_of": None, "rag": Rag.ON_TRACK,
        "word": "On track", "shape": "circle", "why": f"{value} meets the target.", "note": "Ask at the desk.",
        "records": (RecordLink("2.1: a case", "/p/east/"),),
    }  # fmt: skip
    return Rating(value=None if value is None else D(str(value)), **{**usual, **said})


@pytest.mark.parametrize(("value", "words"), [(4, "fewer than 5"), (0, "fewer than 5"), (5, "5"), (None, "")])
def test_a_small_count_is_said_as_fewer_than(value: object, words: str) -> None:
    row = rating(value)

    assert public_figure(row.value, row) == words


@pytest.mark.parametrize(
    ("unit", "numerator", "denominator", "guarded"),
    [
        ("percent", 3, 100, True),
        ("percent", 98, 100, True),  # tells of two
        ("percent", 50, 100, False),
        ("percent", None, None, False),
        ("rate", 4, 9000, True),
        ("rate", 40, 9000, False),
        ("pounds", 3, 4, False),
    ],
)
def test_a_share_is_guarded_by_the_counts_it_rests_on(
    unit: str, numerator: int | None, denominator: int | None, guarded: bool
) -> None:
    row = rating(
        3, unit=unit, numerator=None if numerator is None else D(numerator),
        denominator=None if denominator is None else D(denominator),
    )  # fmt: skip

    assert is_guarded(row) is guarded


def test_a_guarded_rating_keeps_nothing_to_work_the_count_out_from() -> None:
    guarded = public_rating(rating(3, so_far=D(53), low=D(1), high=D(9), published=D(2), earlier=(("Q1", D(50)),)))

    assert (guarded.value, guarded.so_far, guarded.low, guarded.high, guarded.published) == (None,) * 5
    assert "3" not in guarded.why
    assert guarded.rag is Rag.ON_TRACK


def test_the_year_so_far_does_not_give_an_earlier_small_count_away() -> None:
    public = public_rating(rating(50, so_far=D(53), earlier=(("Q1", D(3)),)))

    assert public.earlier == (("Q1", None),)
    assert (public.value, public.so_far) == (D(50), None)
    assert "53" not in public.why


def test_nothing_inside_leaves_with_a_rating() -> None:
    public = public_rating(rating(50, judged=Rag.CLOSE, judged_why="Officer Penny was away."))

    assert (public.records, public.note, public.url, public.judged_why) == ((), "", "", "")
    assert public.value == D(50)
