"""What stands beside a record on its page, in this order: a line for each concern."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from frankpledge.delivery.queries import links_of
from frankpledge.delivery.suggesting import suggestions

# The template of each, and what answers with its words for a page of one record; nothing, and it is not shown.
BESIDE: list[tuple[str, Callable[[Any], dict[str, Any] | None]]] = []


def beside(page: Any) -> list[tuple[str, dict[str, Any]]]:
    """The template and the words of everything there is to show. ``page`` is the view: record, access, may_write."""
    found = [(template, said_of(page)) for template, said_of in BESIDE]
    return [(template, said) for template, said in found if said is not None]


def _links(page: Any) -> dict[str, Any]:
    """What it delivers, and what it probably delivers."""
    record = page.record
    return {
        "links": links_of(record),
        "suggested": suggestions(record) if page.may_write and record.counts else [],
        "link_url": record.address("link"),
    }


BESIDE.append(("delivery/_links.html", _links))
