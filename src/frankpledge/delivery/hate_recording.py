"""How hate incidents that are no crime are recorded: the rule of a day, and whether an entry was written under it."""

from __future__ import annotations

from datetime import date
from typing import Any

from frankpledge.delivery.kinds.hate_crime import RECORDING, HateCrimeInformation
from frankpledge.law.models import Rule
from frankpledge.law.queries import rule_on
from frankpledge.partners.models import Partnership


def recording_on(partnership: Partnership, day: date) -> Rule | None:
    """The rule in force on that day; nothing where the register knows of none."""
    return rule_on(RECORDING, day, partnership=partnership)


def is_of_another_rule(row: HateCrimeInformation, rule: Rule | None) -> bool:
    """Whether the rule has changed since it was checked, as far as both are known."""
    kept = row.kept_rule(RECORDING)
    return rule is not None and kept is not None and kept.value != rule.value


def recording(page: Any) -> dict[str, Any] | None:
    """Beside an entry: the rule of today, and whether its words must be looked at again because of it."""
    if not isinstance(page.record, HateCrimeInformation):
        return None
    rule = recording_on(page.partnership, page.today)
    return {
        "rule": rule, "has_changed": is_of_another_rule(page.record, rule),
        "rule_url": rule.url_in(page.partnership) if rule is not None else "",
    }  # fmt: skip
