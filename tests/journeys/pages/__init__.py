"""The pages of each app of the living plan: a module with ``PAGES``, ``STATES`` and ``NO_PAGE`` for each.

``PAGES`` has every route's name with where it is ``Opened``; ``STATES`` the same pages empty, refused, or as somebody
else sees them; ``NO_PAGE`` the routes that answer with something other than a page to read. What a path has in braces
is made in ``tests/journeys/scenery``.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from tests.journeys.opened import Opened

_MODULES = {module.name: import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)}

LIVING: dict[str, dict[str, Opened]] = {name: module.PAGES for name, module in _MODULES.items()}
LIVING_STATES: dict[str, Opened] = {name: page for module in _MODULES.values() for name, page in module.STATES.items()}
NOT_PAGES: dict[str, str] = {name: why for module in _MODULES.values() for name, why in module.NO_PAGE.items()}
