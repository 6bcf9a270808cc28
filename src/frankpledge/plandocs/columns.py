"""What each column of one table says, decided from all its headings together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from frankpledge.plandocs.headings import Says, is_quarter_beside, recognise
from frankpledge.plandocs.model import QUARTERS
from frankpledge.plandocs.quarters import quarter_of
from frankpledge.plandocs.wording import fold, plain


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading (and the merged one above it, if any) and what it says."""

    heading: str
    above: str = ""
    says: Says = Says.UNKNOWN

    @property
    def name(self) -> str:
        """The heading a kept column's words are filed under."""
        if self.above and self.heading and self.above != self.heading:
            return f"{self.above}: {self.heading}"
        return self.heading or self.above


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns of a table, in order."""

    columns: tuple[Column, ...] = ()

    def __len__(self) -> int:
        return len(self.columns)

    def at(self, index: int) -> Column:
        """The column at a position; beyond the last heading, one without a heading."""
        return self.columns[index] if index < len(self.columns) else Column(f"Column {index + 1}")

    def of(self, says: Says) -> int | None:
        """The position of the column that says this."""
        return next((index for index, column in enumerate(self.columns) if column.says is says), None)

    def has(self, *says: Says) -> bool:
        """Whether any column says any of these."""
        return any(column.says in says for column in self.columns)

    @property
    def key(self) -> tuple[str, ...]:
        """The headings as compared with those of another table."""
        return tuple(plain(column.name) for column in self.columns)


# Of several columns that could hold the row's objective, the first of these does.
_OBJECTIVES = (Says.OBJECTIVE, Says.AIM, Says.PRIORITY, Says.OUTCOME, Says.THEME)
_CHOICES: tuple[tuple[Says, tuple[Says, ...]], ...] = (
    (Says.OBJECTIVE, _OBJECTIVES),
    (Says.ACTIONS, (Says.ACTIONS, Says.STEP)),
    (Says.TARGET, (Says.TARGET, Says.MILESTONE)),
    (Says.INDICATOR, (Says.INDICATOR,)),
    (Says.LEADS, (Says.LEADS, Says.RESPONSIBLE)),
    (Says.SECTION, (Says.SECTION, Says.THEME, Says.PRIORITY, Says.AIM)),
    *((says, (says,)) for says in (Says.REF, Says.GROUPS, Says.PEOPLE, Says.TIMESCALE, Says.STATUS)),
)
_PLAN_LIKE = {
    Says.OBJECTIVE, Says.ACTIONS, Says.TARGET, Says.INDICATOR, Says.LEADS, Says.GROUPS, Says.PEOPLE, Says.TIMESCALE,
    Says.STATUS, Says.UPDATES, Says.SECTION, *(Says(quarter) for quarter in QUARTERS),
}  # fmt: skip
_FINAL = _PLAN_LIKE | {Says.REF, Says.OTHER, Says.IGNORE, Says.UNKNOWN}


def assign(columns: Sequence[Column], mapping: Mapping[str, str]) -> Columns:
    """The columns with what each says, each field given to one column at most; the rest are kept under their heading.

    >>> [str(c.says) for c in assign([Column("Theme"), Column("Outcome"), Column("Action"), Column("Who")], {}).columns]
    ['section', 'objective', 'actions', 'leads']
    """
    raw = [_raw(column, mapping) for column in columns]
    says: list[Says] = list(raw)
    taken: set[int] = set()
    for final, candidates in _CHOICES:
        chosen = next(
            (at for want in candidates for at, has in enumerate(raw) if has is want and at not in taken), None
        )
        if chosen is not None and _allowed(final, chosen, says):
            says[chosen] = final
            taken.add(chosen)
    says = [_leftover(has, at in taken) for at, has in enumerate(says)]
    _settle_quarters(columns, says)
    _find_unheaded_refs(columns, says)
    return Columns(tuple(replace(column, says=has) for column, has in zip(columns, says, strict=True)))


def _raw(column: Column, mapping: Mapping[str, str]) -> Says:
    for heading in (column.name, column.heading, f"{column.above} {column.heading}"):
        if plain(heading) in mapping:
            return recognise(heading, mapping)
    if column.above and (quarter := quarter_of(column.heading)):
        return Says(quarter)
    own = recognise(column.heading, mapping)
    if own is not Says.UNKNOWN or not column.above:
        return own
    return (
        recognise(f"{column.above} {column.heading}", mapping) if column.heading else recognise(column.above, mapping)
    )


def _allowed(final: Says, at: int, says: list[Says]) -> bool:
    """A theme to the right of its objective is not what the rows are grouped by."""
    objective = next((index for index, has in enumerate(says) if has is Says.OBJECTIVE), None)
    return final is not Says.SECTION or (objective is not None and at < objective)


def _leftover(says: Says, taken: bool) -> Says:
    if (
        taken
        or says in (Says.UPDATES, Says.SECTION_NOTES, Says.OTHER, Says.IGNORE, Says.UNKNOWN)
        or says.value in QUARTERS
    ):
        return says
    return Says.UNKNOWN if says is Says.FOREIGN else Says.OTHER


def _settle_quarters(columns: Sequence[Column], says: list[Says]) -> None:
    """One column a quarter: the update. Its RAG or figure beside it is kept under its own heading."""
    for quarter in QUARTERS:
        found = [at for at, has in enumerate(says) if has.value == quarter]
        beside = [at for at in found if is_quarter_beside(columns[at].name)]
        update = next((at for at in found if at not in beside), found[0] if found else None)
        for at in found:
            if at != update:
                says[at] = Says.OTHER
    unnamed = [
        at for at, has in enumerate(says) if has is Says.UPDATES and columns[at].above and not columns[at].heading
    ]
    if len(unnamed) == len(QUARTERS) and not any(has.value in QUARTERS for has in says):
        for at, quarter in zip(unnamed, QUARTERS, strict=True):
            says[at] = Says(quarter)


def _find_unheaded_refs(columns: Sequence[Column], says: list[Says]) -> None:
    """A first column without a heading, before the objective, holds the refs."""
    if says and says[0] is Says.UNKNOWN and not fold(columns[0].name) and Says.REF not in says:
        says[0] = Says.REF


def is_plan(columns: Columns) -> bool:
    """Whether rows under these columns can be a plan's: what is to be done, and one thing more about it."""
    says = {column.says for column in columns.columns}
    if not says & {Says.OBJECTIVE, Says.ACTIONS}:
        return False
    foreign = sum(recognise(column.heading, {}) is Says.FOREIGN for column in columns.columns)
    if foreign and not says >= {Says.OBJECTIVE, Says.ACTIONS}:
        return False
    return len(says & _PLAN_LIKE) >= 2 or says >= {Says.REF, Says.OBJECTIVE} or says >= {Says.REF, Says.ACTIONS}


def may_be_plan(columns: Columns) -> bool:
    """Whether a table without a column we know for the objective still looks like a plan."""
    says = {column.says for column in columns.columns}
    foreign = any(recognise(column.heading, {}) is Says.FOREIGN for column in columns.columns)
    return len(columns) >= 3 and not foreign and bool(says & (_PLAN_LIKE - {Says.SECTION, Says.TIMESCALE, Says.PEOPLE}))
