"""What each app adds to the site that the journeys walk: a module with ``furnish(partnership, people, facts, now)``.

It runs in the process that prepares the site, after the demonstration is made, goes through the app's own changes, and
returns the facts that its pages' paths have in braces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from tests.furnishing import ORDER


def furnishers() -> Iterator[Callable[[Any, dict[str, Any], dict[str, Any], Any], dict[str, Any]]]:
    """Each app's part, in the order in which one needs another."""
    for name in ORDER:
        if find_spec(f"{__name__}.{name}"):
            yield import_module(f"{__name__}.{name}").furnish
