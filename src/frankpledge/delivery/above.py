"""What stands above the list of one kind, such as how many of how many: sentences, each worked out for its page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Box:
    """A heading and its sentences. A figure in one says out of how many, or that this is not known."""

    heading: str
    sentences: tuple[str, ...]
    link: tuple[str, str] | None = None  # words and address of the one thing to do about it


# By the kind's slug, what answers with a box for a page of its list; nothing, and it is not shown.
ABOVE: dict[str, list[Callable[[Any], Box | None]]] = {}


def above(page: Any) -> list[Box]:
    """The boxes above a list. ``page`` is the view: kind, access, partnership, today."""
    found = [box_of(page) for box_of in ABOVE.get(page.kind.slug, [])] if page.kind else []
    return [box for box in found if box is not None]
