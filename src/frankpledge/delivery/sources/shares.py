"""What share of records, or of the lines of a table inside them, meet a condition; always with its denominator."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from frankpledge.delivery.sources import declared
from frankpledge.delivery.sources.scope import (
    UNKNOWN,
    OfRecords,
    as_of,
    asked,
    begun_in,
    behind,
    choices_of,
    form_of,
    lines_in,
    nobody,
)
from frankpledge.measures.models import Indicator
from frankpledge.measures.periods import Period
from frankpledge.measures.reading import Reading
from frankpledge.measures.sources.steps import share
from frankpledge.records.kinds import Part, RecordKind

STATE, INSIDE, IN_TIME, BY_DUE, YES = "state", "part", "in-time", "by-due", "True"


def _conditions(of: RecordKind | Part) -> list[tuple[str, str]]:
    """Yes of a field, or one of its answers."""
    found = [(f"{name}:{YES}", declared.label(of, name)) for name in declared.yes_or_no(of)]
    return found + [(f"{name}:{value}", f"{declared.label(of, name)} is “{words}”")
                    for name, value, words in declared.choices(of)]  # fmt: skip


def _of_kind(kind: RecordKind) -> dict[str, str]:
    """Every condition records of the kind can be held to, with its words."""
    found = {f"{STATE}:{state}": f"now “{kind.states.labels[state].lower()}”" for state in kind.states.counted()}
    found |= dict(_conditions(kind))
    found |= {
        f"{IN_TIME}:{name}:{promised}": f"{declared.label(kind, name)} within {declared.label(kind, promised)}"
        for promised in declared.promised(kind)
        for name in declared.days(kind)
    }
    found |= {
        f"{BY_DUE}:{name}:{due}": f"{declared.label(kind, name)} by the day “{declared.label(kind, due)}”"
        for due, name in declared.due(kind)
    }
    for part in kind.parts:
        found |= {
            f"{INSIDE}:{part.slug}:{key}": f"of {part.heading.lower()}, {words}" for key, words in _conditions(part)
        }
    return found


class RecordsShare(OfRecords):
    """Of the records whose first day is in the period, the share that meets a condition."""

    slug = "delivery.share"
    name = "Share of records of activity that meet a condition"
    description = (
        "Of the records of a kind whose first day is in the quarter, or of the lines of a table inside them, the share "
        "that meets a condition: a state, an answer, or done within the days or by the day promised. What does not say "
        "is left out of both numbers and counted in the note."
    )
    unit = "percent"
    form = form_of("Condition", choices_of(_of_kind))
    looks_back = True
    is_by_chance = False

    def read(self, indicator: Indicator, period: Period) -> Reading:
        kind, rest = asked(indicator)
        if kind is None or ":".join(rest) not in _of_kind(kind):
            return UNKNOWN
        rows = begun_in(indicator, kind, period)
        if not rows:
            return nobody(kind)
        held = _held(kind, rows, rest)
        known = [(row, met) for row, met in held if met is not None]
        if not known:
            return nobody(kind, "it")
        met = sum(each for _, each in known)
        left = len(held) - len(known)
        return Reading(
            share(met, len(known)), as_of(rows), numerator=Decimal(met), denominator=Decimal(len(known)),
            records=behind((row, "yes" if each else "no") for row, each in known),
            note=f"{left} do not say and are left out." if left else "",
        )  # fmt: skip


def _held(kind: RecordKind, rows: list[Any], rest: list[str]) -> list[tuple[Any, bool | None]]:
    """Each record or line with whether it meets the condition; nothing where it cannot be said."""
    how, *what = rest
    if how == INSIDE:
        part = kind.part(what[0])
        assert part is not None  # noqa: S101  (the conditions of a kind name its own tables)
        by_number = {row.pk: row for row in rows}
        lines = lines_in(part, rows)
        return [(by_number[line.record_id], _answers(line, *what[1:])) for line in lines]
    if how == STATE:
        return [(row, row.state == what[0]) for row in rows]
    if how == IN_TIME:
        return [(row, _in_time(row, *what)) for row in rows]
    if how == BY_DUE:
        return [(row, _by_due(kind, row, *what)) for row in rows]
    return [(row, _answers(row, how, what[0])) for row in rows]


def _answers(holder: Any, name: str, wanted: str) -> bool | None:
    said = getattr(holder, name)
    return None if said in (None, "") else str(said) == wanted


def _in_time(row: Any, name: str, promised: str) -> bool | None:
    """Within the days promised. What is not done says nothing yet: how many do not is in the note."""
    day, days = getattr(row, name), getattr(row, promised)
    return None if day is None or days is None else (day - row.starts_on).days <= days


def _by_due(kind: RecordKind, row: Any, name: str, due: str) -> bool | None:
    """Done by the day promised. What can still be done says nothing yet; what was closed without it is no."""
    day, last = getattr(row, name), getattr(row, due)
    if last is None:
        return None
    if day is not None:
        return bool(day <= last)
    return None if any(name in step.requires for step in kind.states.from_state(row.state)) else False
