"""A place that must be an area or a street, because a number with it would be somebody's own address."""

from __future__ import annotations

import re

NOT_AN_ADDRESS = "Name the street or the area, never the number of a house or a whole postcode."
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_HOUSE = re.compile(r"(?:^|,\s*)(?:(?:flat|apartment|no\.?|number)\s*)?\d{1,4}[a-z]?[,\s]+[a-z]", re.IGNORECASE)
_FLAT = re.compile(r"\b(?:flat|apartment)\s*\d", re.IGNORECASE)


def is_an_address(words: str) -> bool:
    """Whether the words tell one house.

    >>> [is_an_address(words) for words in ("12 Mill Lane", "Flat 3, The Maltings", "SG14 1AB")]
    [True, True, True]
    >>> [is_an_address(words) for words in ("Mill Lane", "The A10 lay-by", "SG14", "1st Avenue, Sele ward")]
    [False, False, False, False]
    """
    return any(pattern.search(words) for pattern in (_POSTCODE, _HOUSE, _FLAT))


def wrong_places(record: object, *names: str) -> dict[str, str]:
    """The fields of the record that tell one house, each with what to do."""
    return {name: NOT_AN_ADDRESS for name in names if is_an_address(str(getattr(record, name)))}
