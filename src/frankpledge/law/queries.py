"""What is asked of the register: the rule on a day. What it does not know it does not guess: the answer is nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from frankpledge.law.models import Jurisdiction, Rule, Rules, topic_of
from frankpledge.partners.models import Partnership

HEADS = (
    "Topic", "Key", "What it says", "Value", "Kind of value", "In force from", "Last day", "Where", "Source",
    "Read at its source", "Whose row", "Note",
)  # fmt: skip


def jurisdiction_of(partnership: Partnership | None) -> str:
    """Where the partnership lies, by its district's code; England where there is none."""
    is_welsh = partnership is not None and partnership.area_code.startswith("W")
    return Jurisdiction.WALES if is_welsh else Jurisdiction.ENGLAND


def rule_on(
    key: str, day: date, *, partnership: Partnership | None = None, jurisdiction: str | None = None
) -> Rule | None:
    """The rule of that key in force on that day, or ``None``: not in force then, or not known. Never guess from it.

    A partnership's own row stands before the installation's, one for England or Wales before one for both.
    """
    rows = Rule.objects.known_to(partnership).in_force(day).filter(key=key)
    return _first(rows.holding_in(jurisdiction or jurisdiction_of(partnership)))


def last_to_hold(keys: Iterable[str], day: date, *, partnership: Partnership) -> Rule | None:
    """The last of these rules, one taking over from another without a gap from that day on; its last day is the end.

    ``None`` where none of them holds on the day itself. A rule that says "no" does not hold.
    """
    found = None
    while held := [
        rule for key in keys if (rule := rule_on(key, day, partnership=partnership)) is not None and rule.content
    ]:
        found = max(held, key=lambda rule: rule.valid_to or date.max)
        if found.valid_to is None:
            break
        day = found.valid_to + timedelta(days=1)
    return found


def value_on(key: str, day: date, *, partnership: Partnership | None = None, jurisdiction: str | None = None) -> Any:
    """The value of that rule as a program uses it, or ``None``: not in force then, or not known."""
    rule = rule_on(key, day, partnership=partnership, jurisdiction=jurisdiction)
    return None if rule is None else rule.content


def rules_on(day: date, *, partnership: Partnership, beginning: str = "") -> dict[str, Rule]:
    """Every rule in force on that day by its key, in one query; with ``beginning``, those whose key begins so."""
    rows = Rule.objects.known_to(partnership).in_force(day).holding_in(jurisdiction_of(partnership))
    found: dict[str, Rule] = {}
    for row in rows.filter(key__startswith=beginning):
        held = found.get(row.key)
        found[row.key] = row if held is None or _rank(row) > _rank(held) else held
    return found


def _first(rows: Rules) -> Rule | None:
    return max(rows, key=_rank, default=None)


def _rank(rule: Rule) -> tuple[bool, bool, date, int]:
    is_special = rule.jurisdiction != Jurisdiction.BOTH
    return (rule.partnership_id is not None, is_special, rule.valid_from or date.min, rule.pk)


@dataclass(frozen=True, slots=True)
class Asked:
    """How the register is narrowed: a day, or every version; a topic; words."""

    day: date
    which: str = "on"  # on that day; off: not switched on; every: all versions, ended and withdrawn ones too
    topic: str = ""
    words: str = ""


def register(partnership: Partnership, asked: Asked) -> list[Rule]:
    """The rows asked for, by topic and key, in one query."""
    rows: list[Rule]
    if asked.which == "on":
        rows = list(rules_on(asked.day, partnership=partnership).values())
    else:
        known = Rule.objects.known_to(partnership)
        rows = list(known.off() if asked.which == "off" else known)
    words = asked.words.strip().casefold()
    rows = [row for row in rows if words in f"{row.key} {row.words} {row.value} {row.source}".casefold()]
    rows = [row for row in rows if asked.topic in ("", row.topic)]
    return sorted(rows, key=lambda row: (row.topic, row.key, row.valid_from or date.max, row.pk))


def topics(partnership: Partnership) -> list[str]:
    """What the register has rules about."""
    keys = Rule.objects.known_to(partnership).values_list("key", flat=True).distinct()
    return sorted({topic_of(key) for key in keys})


def versions_of(rule: Rule, partnership: Partnership) -> list[Rule]:
    """Every row of the same key, the newest first and those not switched on before all."""
    rows = list(Rule.objects.known_to(partnership).filter(key=rule.key))
    return sorted(rows, key=lambda row: (row.valid_from or date.max, row.pk), reverse=True)


def line_of(rule: Rule) -> tuple[str, ...]:
    """One row for a file."""
    return (
        rule.topic, rule.key, rule.words, rule.shown, rule.get_sort_display(),
        rule.valid_from.isoformat() if rule.valid_from else "not in force",
        rule.valid_to.isoformat() if rule.valid_to else "", rule.get_jurisdiction_display(), rule.source,
        "yes" if rule.confirmed else "no", "the partnership’s own" if rule.partnership_id else "came with the software",
        "withdrawn as a mistake" if rule.withdrawn_at else rule.note,
    )  # fmt: skip
