"""Nominations and a pack for the group the chair leads, on figures that are there already or are made up here."""

from __future__ import annotations

from typing import Any

from frankpledge.insight.changes.nominations import decide_nomination, raise_nomination
from frankpledge.insight.changes.packs import make_pack
from frankpledge.insight.made_up import district, load_made_up
from frankpledge.insight.months import months_between
from frankpledge.insight.queries.changed import changed
from frankpledge.insight.queries.nominations import frozen_figures
from frankpledge.insight.store import open_store
from frankpledge.partners.access import access_for
from frankpledge.partners.models import ActionGroup, GroupMembership

LOADED = months_between("2006-10", "2008-11")


def furnish(partnership: Any, people: dict[str, Any], facts: dict[str, Any], now: Any) -> dict[str, Any]:
    """One nomination that waits, one that was decided, and a pack."""
    with open_store(partnership) as store:
        is_empty = not store.files()
    if is_empty:
        load_made_up(partnership, now=now, months=LOADED, small=True)
    by, manager = (access_for(people[role], partnership.slug, today=now.date()) for role in ("analyst", "manager"))
    place = GroupMembership.objects.filter(user=people["chair"], position="chair").first()
    group = place.group if place else ActionGroup.objects.within(partnership).order_by("name").first()
    assert group is not None
    found = changed(partnership, now=now, period="quarter:2008-09")
    rows = [row for row in found.rows if not row.is_district]
    raised = [
        raise_nomination(
            group=group, title=f"{row.definition_title} in {row.area_name}", why="Three nights in a row.",
            frozen=frozen_figures(found, row), definition=row.definition, area=row.area, address="", by=by, now=now,
        )
        for row in rows[-2:]
    ]  # fmt: skip
    decided = decide_nomination(
        nomination=raised[1], state="taken", decision="Visit each household.", version=1, by=manager, now=now
    )
    pack = make_pack(group=group, month="2008-09", by=manager, now=now)
    return {
        "nomination": raised[0].pk, "decided_nomination": decided.pk, "pack": pack.pk, "crime_group": group.pk,
        "risen_ward": district(1, code=partnership.area_code, wards_count=3).planted.risen_ward,
    }  # fmt: skip
