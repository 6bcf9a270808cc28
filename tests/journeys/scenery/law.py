"""Rules for the site that the journeys walk: one that came with it, one of its own, one withdrawn."""

from __future__ import annotations

from datetime import date
from typing import Any


def furnish(partnership: Any, people: dict[str, Any], facts: dict[str, Any], now: Any) -> dict[str, Any]:
    from frankpledge.law.changes import add_rule, withdraw_rule
    from frankpledge.law.queries import rule_on
    from frankpledge.partners.access import access_by_command

    by = access_by_command("test", partnership)
    said = {"sort": "days", "value": "10", "jurisdiction": "england", "source": "Made up for the journeys"}
    own, mistake = (
        add_rule(key=f"local.{name}", words="Days to answer", valid_from=date(2008, 4, 1), by=by, now=now, **said)
        for name in ("own", "mistake")
    )
    withdraw_rule(rule=mistake, because="It never held", by=by, now=now)
    litter = rule_on("fpn.litter.amount.default", date(2008, 5, 1), partnership=partnership)
    assert litter is not None
    return {"rule": litter.pk, "own_rule": own.pk, "withdrawn_rule": mistake.pk}
