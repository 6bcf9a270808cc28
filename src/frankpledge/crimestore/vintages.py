"""Which year's LSOAs a month is printed in. The codes themselves tell: new areas were numbered onwards in 2021."""

from __future__ import annotations

from collections.abc import Iterable

# The last codes that the census of 2011 gave (ONS code history); every later one belongs to 2021.
LAST_OF_2011 = {"E": "E01033768", "W": "W01001958"}
IS_NEW_IN_2021 = " OR ".join(f"(lsoa > '{last}' AND lsoa LIKE '{nation}01%')" for nation, last in LAST_OF_2011.items())
ENOUGH = 100  # different codes: among so many of 2021 some would be new (about one in seventeen is)


def vintage(new_codes: int, codes: int) -> str:
    """The year of a month's codes: "2021", "2011", or nothing where there are too few to tell.

    ``new_codes`` counts rows whose code came in 2021, ``codes`` how many different codes one kind of crime has.

    >>> vintage(412, 900), vintage(0, 640), vintage(0, 7)
    ('2021', '2011', '')
    """
    if new_codes:
        return "2021"
    return "2011" if codes >= ENOUGH else ""


def mixed(vintages: Iterable[str]) -> bool:
    """Whether months of both years are among them."""
    return {"2011", "2021"} <= set(vintages)
