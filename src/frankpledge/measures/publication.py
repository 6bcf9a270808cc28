"""What may leave the partnership: small counts guarded, and nothing beside them from which to tell them. Pure.

Inside, figures are exact. A public path passes each rating through ``public_rating`` and shows ``public_figure``.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from frankpledge.measures.figures import shown
from frankpledge.measures.rating import Rating

COUNTS = ("number",)
SHARES = ("percent", "rate")
GUARDED_WHY = "The count is too small to publish."


def is_small(count: Decimal | None, small_number: int) -> bool:
    """Whether a count is below the indicator's threshold. Nought is: that nobody was hurt tells of those who were not.

    >>> is_small(Decimal(4), 5), is_small(Decimal(0), 5), is_small(Decimal(5), 5), is_small(None, 5)
    (True, True, False, False)
    """
    return count is not None and abs(count) < small_number


def is_guarded(rating: Rating) -> bool:
    """Whether the rating's own figure may not be published: a small count, or a share or rate that rests on one.

    A share is guarded from both ends: 98 of 100 tells of two.
    """
    if rating.unit in COUNTS:
        return is_small(rating.value, rating.small_number)
    if rating.unit not in SHARES:
        return False
    rest = None
    if rating.unit == "percent" and rating.numerator is not None and rating.denominator is not None:
        rest = rating.denominator - rating.numerator
    counts = (rating.numerator, rating.denominator, rest)
    return any(is_small(count, rating.small_number) for count in counts)


def public_figure(value: Decimal | None, rating: Rating) -> str:
    """The figure as the public may read it: "fewer than 5" for a small count, "" where there is none.

    ``value`` is any figure of that indicator: its value, an earlier quarter's, the published one.
    """
    if rating.unit in COUNTS and is_small(value, rating.small_number):
        return f"fewer than {rating.small_number}"
    return shown(value, rating.unit, rating.decimals)


def public_rating(rating: Rating) -> Rating:
    """The rating without what the public may not read. Its word stays: it was worked out on the exact figures.

    A guarded quarter keeps neither its figure, its counts, its interval nor the year so far, from which it could be
    taken away; earlier small counts go too. Records are inside addresses and never leave.
    """
    earlier = tuple((label, None if _is_small_count(value, rating) else value) for label, value in rating.earlier)
    hides_earlier = earlier != rating.earlier
    kept = replace(rating, earlier=earlier, records=(), note="", url="", judged_why="")
    if is_guarded(rating):
        return replace(
            kept, value=None, so_far=None, numerator=None, denominator=None, low=None, high=None, published=None,
            why=GUARDED_WHY,
        )  # fmt: skip
    if _is_small_count(rating.published, rating):
        kept = replace(kept, published=None)
    if hides_earlier and rating.so_far is not None:  # the year so far, less this quarter, would be the one hidden
        return replace(kept, so_far=None, low=None, high=None, why="An earlier count is too small to publish.")
    return kept


def _is_small_count(value: Decimal | None, rating: Rating) -> bool:
    return rating.unit in COUNTS and is_small(value, rating.small_number)
