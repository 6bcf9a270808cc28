"""Refuses to start an installation in which something is open by being forgotten."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from frankpledge.project.policy import undeclared


@register("security")
def every_address_is_declared(**_: Any) -> list[CheckMessage]:
    """Each address is a guarded view or stands in ``project/policy.py`` with its reason."""
    return [
        Error(
            f"Nobody has said who may use {address}.",
            hint="Make it a Guarded view with a permission, or add it to project/policy.py with a reason.",
            id="frankpledge.E001",
        )
        for address in undeclared()
    ]
