"""How wide each column of a printed table is: by what it usually holds, but never too narrow for its own heading."""

from __future__ import annotations

from collections.abc import Sequence

from frankpledge.plandocs.writing.grid import Column

# Shares of an A4 page's width, as Arial bold 9.5 points takes them: one letter, and a cell's two margins.
_LETTER = 0.0074
_MARGINS = 0.0125


def shares(columns: Sequence[Column]) -> list[float]:
    """Each column's share of the page's width; together they are the whole.

    >>> columns = [Column("actions", "Actions", 9.0), Column("status", "Progress", 0.1)]
    >>> [round(share, 2) for share in shares(columns)]
    [0.93, 0.07]
    """
    least = [_MARGINS + _LETTER * _longest_word(column.heading) for column in columns]
    if sum(least) >= 1:
        return [share / sum(least) for share in least]
    fixed: set[int] = set()
    while True:
        free = [at for at in range(len(columns)) if at not in fixed]
        room = 1 - sum(least[at] for at in fixed)
        whole = sum(columns[at].weight for at in free)
        narrow = {at for at in free if room * columns[at].weight / whole < least[at]}
        if not narrow:
            return [least[at] if at in fixed else room * column.weight / whole for at, column in enumerate(columns)]
        fixed |= narrow


def _longest_word(heading: str) -> int:
    return max(map(len, heading.split()), default=0)
