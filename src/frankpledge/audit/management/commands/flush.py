"""Lets ``manage.py flush`` empty the whole database, the audit with it; nothing else may take an audit row away."""

from __future__ import annotations

from typing import Any

from django.core.management.commands.flush import Command as Flush

from frankpledge.audit.append_only import emptying


class Command(Flush):
    """Django's own command, with the audit's triggers told that everything is going."""

    def handle(self, **options: Any) -> None:
        with emptying(options["database"]):
            super().handle(**options)
