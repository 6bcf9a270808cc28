"""The declared policy of every app, gathered: a new address adds its row to its own app's module here."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import Rule

_MODULES = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]

RULES: dict[str, Rule] = {name: rule for module in _MODULES for name, rule in module.RULES.items()}
# One address at which each permission decides.
WHERE: dict[Permission, str] = {permission: name for module in _MODULES for permission, name in module.WHERE.items()}
# Pages whose query or change demands the permission again, so that the page's own word is the outer of two doors.
TWO_DOORS: set[str] = {name for module in _MODULES for name in module.TWO_DOORS}
