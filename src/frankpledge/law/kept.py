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
    absent: bool = False  # there is such a rule, and on that day none was in force that the register knew
    unknown: bool = False  # the record is older than the keeping: by which rule it was made nobody wrote down

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

        ``None`` where no such rule is in force on that day or none is known: say so, never guess. Of a rule that the
        register has for other days, it is kept that it had none for this one; it is looked up again at the next change.
        """
        held = self.law_kept.get(key)
        if held is not None and held["day"] == day.isoformat() and not _is_empty(held):
            return Kept(**held)
        rule = rule_on(key, day, partnership=self.partnership)  # type: ignore[attr-defined]  # the record has it
        self.law_kept = {name: said for name, said in self.law_kept.items() if name != key}
        if rule is None:
            other = Rule.objects.known_to(self.partnership).filter(key=key).order_by("pk").last()  # type: ignore[attr-defined]  # as above
            if other is not None:
                self.law_kept[key] = {**_said(other, day), "value": "", "confirmed": False, "absent": True}
            return None
        self.law_kept[key] = _said(rule, day)
        return Kept(**self.law_kept[key])

    def was_made_before_keeping(self, key: str, day: date) -> bool:
        """Whether a rule was applied for that day before records kept theirs: what came of it stands as it is."""
        held = self.law_kept.get(key)
        return held is not None and bool(held.get("unknown")) and held["day"] == day.isoformat()

    def forget_rules(self) -> None:
        """Keep none of them, because the record is now of another act."""
        self.law_kept = {}

    def kept_rule(self, key: str) -> Kept | None:
        """The rule as it was kept, without a question to the database."""
        held = self.law_kept.get(key)
        return None if held is None or _is_empty(held) else Kept(**held)

    @property
    def kept_rules(self) -> list[Kept]:
        """All of them, by key."""
        return [kept for kept in self._all_kept if not (kept.absent or kept.unknown)]

    @property
    def _all_kept(self) -> list[Kept]:
        return [Kept(**held) for _, held in sorted(self.law_kept.items())]

    @property
    def law_shown(self) -> str:
        """The rules kept, in one line of words; those nobody has read at their source say so, and what had none."""
        return "; ".join(_shown(kept) for kept in self._all_kept)


def _is_empty(held: dict[str, Any]) -> bool:
    """Whether it says that there was no rule, or that nobody knows which."""
    return bool(held.get("absent") or held.get("unknown"))


def _shown(kept: Kept) -> str:
    if kept.unknown:
        return f"{kept.words}: which rule was applied is not known, the record is older than the keeping of them"
    if kept.absent:
        day = date.fromisoformat(kept.day)
        return f"{kept.words}: none in force on {day:%-d %B %Y}, as far as the register knew"
    return f"{kept.words}: {kept.shown}{'' if kept.confirmed else ' (not checked at its source)'}"


def _said(rule: Rule, day: date) -> dict[str, Any]:
    return {
        "key": rule.key, "sort": rule.sort, "value": rule.value, "words": rule.words, "rule": rule.pk,
        "day": day.isoformat(), "confirmed": rule.confirmed,
    }  # fmt: skip
