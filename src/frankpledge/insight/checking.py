"""Whether a partnership's crime store is as its catalogue says: worked out by a job, shown on a page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from frankpledge.crimestore import Store
from frankpledge.insight.changes.keeping import keep_answer
from frankpledge.insight.models import KeptAnswer
from frankpledge.insight.store import open_store, state_of
from frankpledge.partners.models import Partnership

NAME = "verify"


def check_store(partnership: Partnership, *, now: datetime) -> dict[str, Any]:
    """Read every stored file again and keep what was found."""
    with open_store(partnership) as store:
        found, state = verified(store), state_of(store)
    key = f"{NAME}:{state}:{now.isoformat()}"[:64]
    keep_answer(partnership=partnership, name=NAME, key=key, state=state, asked={}, answer=found, now=now)
    return found


def verified(store: Store) -> dict[str, Any]:
    """What is wrong with the store's files, as plain JSON."""
    found = store.verify()
    return {
        "checked": found.checked,
        "missing": list(found.missing),
        "changed": list(found.changed),
        "strangers": list(found.strangers),
        "waiting": found.waiting,
        "decided": found.decided,
        "outdated": len(found.outdated),
    }


def last_check(partnership: Partnership) -> KeptAnswer | None:
    """What was found when the store was last read through since it last changed; None where nobody has."""
    return KeptAnswer.objects.within(partnership).filter(name=NAME).first()
