"""Keeping a view of the figures with a title and a note, changing the note, and taking the view off the list."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.insight.models import SavedView
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import GoneMeanwhile, PlanRefused

LONGEST_QUERY = 2_000
_PAGES = ("crime-home", "crime-series", "crime-map", "crime-areas", "crime-periods", "crime-places", "crime-week",
          "crime-repeat", "crime-near-repeat", "crime-hot-spots")  # fmt: skip


class ViewRefused(PlanRefused):
    """It was not kept, and why, in words for the person. ``field`` names the box."""


@transaction.atomic
def save_view(*, page: str, query: str, title: str, note: str, by: Access, now: datetime) -> SavedView:
    """Keep the view at that address. The same view may be kept under several titles: each has its own note."""
    by.demand(Permission.CRIME_WRITE)
    if page not in _PAGES or len(query) > LONGEST_QUERY:
        raise ViewRefused("That address is not a view of the figures. Open a view and save it from there.")
    row = SavedView.objects.create(
        partnership=by.partnership, title=_title(title), note=note.strip(), page=page,
        query=urlencode(sorted(parse_qsl(query))), saved_at=now, saved_by=by.audit_key,
    )  # fmt: skip
    after = {"title": row.title, "note": row.note, "page": row.page, "query": row.query}
    log("view.saved", row, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE, after=after)
    return row


@transaction.atomic
def edit_view(*, view: SavedView, title: str, note: str, version: int, by: Access, now: datetime) -> SavedView:
    """Another title or note; the view itself stays as it was kept."""
    row = _held(view, version, by)
    before = {"title": row.title, "note": row.note}
    row.title, row.note, row.version = _title(title), note.strip(), row.version + 1
    row.save(update_fields=["title", "note", "version"])
    after = {"title": row.title, "note": row.note}
    log("view.changed", row, by=by, now=now, partnership=by.partnership, before=before, after=after)
    return row


@transaction.atomic
def remove_view(*, view: SavedView, version: int, by: Access, now: datetime) -> None:
    """Take it off the list. The figures are where they were."""
    row = _held(view, version, by)
    before: dict[str, Any] = {"title": row.title, "note": row.note, "page": row.page, "query": row.query}
    log("view.removed", row, by=by, now=now, partnership=by.partnership, operation=Operation.ERASE, before=before)
    row.delete()


def _held(view: SavedView, version: int, by: Access) -> SavedView:
    row = SavedView.objects.within(by.partnership).select_for_update().filter(pk=view.pk).first()
    if row is None:
        raise GoneMeanwhile
    by.demand(Permission.CRIME_WRITE)
    if row.version != version:
        raise EditedMeanwhile(row)
    return row


def _title(title: str) -> str:
    if not title.strip():
        raise ViewRefused("Give the view a title, so that others know what it shows.", "title")
    return title.strip()[:200]
