"""One row of looks at the same activity: whoever goes from one to another keeps what they had asked for."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse

from frankpledge.plans.views.tables import Link

WAYS = (
    ("activity-list", "List"),
    ("activity-calendar", "Calendar"),
    ("activity-timeline", "Timeline"),
    ("activity-map", "Map"),
    ("activity-clock", "What runs out"),
)
KEPT = ("words", "state", "agency", "group", "since", "until", "objective", "at", "area")


def ways(page: Any) -> list[Link]:
    """The looks there are. ``page`` is the view: its address, its partnership, its kind if it is of one."""
    kind, here = page.kind, page.request.resolver_match.url_name.removesuffix("-file")
    found = []
    for name, words in WAYS:
        if name == "activity-clock" and kind is not None and not kind.clocks:
            continue
        is_list = name == "activity-list"
        there = reverse(name, args=[page.partnership.slug])
        if is_list and kind is not None:
            there = reverse("record-list", args=[page.partnership.slug, kind.slug])
        query = _kept(page, "" if is_list or kind is None else kind.slug)
        is_here = name == here or (is_list and here == "record-list")
        found.append(Link(words, f"{there}?{query}" if query else there, is_here=is_here))
    return found


def _kept(page: Any, kind: str) -> str:
    """What was asked for, as the query of another look."""
    query = QueryDict(mutable=True)
    if kind:
        query["kind"] = kind
    for name, said in page.request.GET.items():
        if said and name.partition("-")[0] in KEPT:  # a date is asked for in three boxes: since-day
            query[name] = said
    return query.urlencode()
