"""The questions worked out again when files arrive, so that the first reader after a load does not wait for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from frankpledge.crimestore import StoreRefused
from frankpledge.insight.districts import district_of
from frankpledge.insight.queries.counts import counts
from frankpledge.insight.store import open_store
from frankpledge.partners.models import Partnership

Refresh = Callable[[Partnership, datetime], object]
_usual: dict[str, Refresh] = {}


def add(name: str, refresh: Refresh) -> None:
    """Work this out after each load: ``refresh(partnership, now)`` asks what its page asks, through ``asking.kept``."""
    _usual[name] = refresh


def usual() -> dict[str, Refresh]:
    """Everything that is worked out after a load, by name, in the order in which it was added."""
    return dict(_usual)


def refresh_counts(partnership: Partnership, now: datetime) -> int:
    """Each definition by month in the partnership's district; how many could be counted."""
    with open_store(partnership) as store:
        district = district_of(store, partnership)
        names = sorted(store.definitions())
    done = 0
    for name in names if district else []:
        try:
            counts(partnership, definition=name, area=district.code if district else "", now=now)
            done += 1
        except StoreRefused:  # it needs other files: the page that asks says which
            continue
    return done


add("counts", refresh_counts)
