"""What each app adds to the world of the permission tests: a module with ``furnish(there)`` for each app.

``furnish`` makes one thing of the council's and one of the police's through the app's own changes, and puts them in
``there.more["thing"] = {"own": ..., "other": ...}``; a rule then names it with ``named("thing")``. Modules run in the
order of their names in ``ORDER``.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from tests.furnishing import ORDER

FURNISHERS: list[Callable[[Any], None]] = [
    import_module(f"{__name__}.{name}").furnish for name in ORDER if find_spec(f"{__name__}.{name}")
]
