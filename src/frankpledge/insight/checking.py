"""Whether crime stores are as their catalogues say: worked out by a job for the page, and asked by the doctor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from frankpledge.crimestore import Store, StoreRefused
from frankpledge.insight.changes.keeping import keep_answer
from frankpledge.insight.models import IntakeFile, KeptAnswer
from frankpledge.insight.store import folder_of, open_store, state_of
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


@dataclass(frozen=True, slots=True)
class StoresChecked:
    """Every partnership's store, read through."""

    store_count: int
    month_count: int
    troubles: tuple[str, ...]


def check_every_store() -> StoresChecked:
    """Compare each partnership's folder with its catalogue, and both with what the database says was loaded.

    A partnership that never loaded anything has no folder, and none is made.
    """
    stores, months, troubles = 0, 0, list[str]()
    loaded = IntakeFile.objects.filter(state=IntakeFile.State.LOADED)
    expected = set(loaded.values_list("intake__partnership_id", flat=True))
    for partnership in Partnership.objects.order_by("slug"):
        if not (folder_of(partnership) / "catalogue.sqlite").exists():
            if partnership.pk in expected:
                troubles.append(f"{partnership.slug}: files were loaded, and {folder_of(partnership)} is not there")
            continue
        stores += 1
        try:
            with open_store(partnership) as store:
                found = store.verify()
        except (StoreRefused, OSError) as problem:
            troubles.append(f"{partnership.slug}: {problem}")
            continue
        months += found.checked
        if not found.is_whole:
            troubles.append(
                f"{partnership.slug}: {len(found.missing)} stored files are missing, {len(found.changed)} are changed"
            )
    return StoresChecked(stores, months, tuple(troubles))
