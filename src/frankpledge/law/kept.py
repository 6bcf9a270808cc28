"""A record that keeps the rules it was made under, so that a later change of the law does not change what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from frankpledge.law.models import Rule, added, content_of, shown_as
from frankpledge.law.queries import rule_on


@dataclass(frozen=True, slots=True)
class Kept:
    """A rule as a record keeps it."""

    key: str
    sort: str
    value: str
    words: str
    rule: int  # the number of its row
    day: str  # for which it was looked up
    confirmed: bool

    @property
    def content(self) -> Any:
        return content_of(self.sort, self.value)

    @property
    def shown(self) -> str:
        return shown_as(self.sort, self.value)

    def added_to(self, day: date) -> date:
        """The day that is the rule's length after this one."""
        return added(day, self.sort, int(self.value))


class KeepsLaw(models.Model):
    """Mixed into a kind of record, after its root. Its ``clean`` calls ``keep_rule`` for each rule it needs."""

    law_kept = models.JSONField(default=dict, editable=False, encoder=DjangoJSONEncoder)

    class Meta:
        abstract = True

    def keep_rule(self, key: str, day: date) -> Kept | None:
        """The rule kept for that day; looked up and kept where there is none yet or the day is another one.

        ``None``, and nothing kept, where no such rule is in force on that day or none is known: say so, never guess.
        """
        held = self.law_kept.get(key)
        if held is not None and held["day"] == day.isoformat():
            return Kept(**held)
        rule = rule_on(key, day, partnership=self.partnership)  # type: ignore[attr-defined]  # the record has it
        self.law_kept = {name: said for name, said in self.law_kept.items() if name != key}
        if rule is None:
            return None
        self.law_kept[key] = _said(rule, day)
        return Kept(**self.law_kept[key])

    def forget_rules(self) -> None:
        """Keep none of them, because the record is now of another act."""
        self.law_kept = {}

    def kept_rule(self, key: str) -> Kept | None:
        """The rule as it was kept, without a question to the database."""
        held = self.law_kept.get(key)
        return None if held is None else Kept(**held)

    @property
    def kept_rules(self) -> list[Kept]:
        """All of them, by key."""
        return [Kept(**held) for _, held in sorted(self.law_kept.items())]

    @property
    def law_shown(self) -> str:
        """The rules kept, in one line of words; those nobody has read at their source say so."""
        return "; ".join(
            f"{kept.words}: {kept.shown}{'' if kept.confirmed else ' (not checked at its source)'}"
            for kept in self.kept_rules
        )


def _said(rule: Rule, day: date) -> dict[str, Any]:
    return {
        "key": rule.key, "sort": rule.sort, "value": rule.value, "words": rule.words, "rule": rule.pk,
        "day": day.isoformat(), "confirmed": rule.confirmed,
    }  # fmt: skip
