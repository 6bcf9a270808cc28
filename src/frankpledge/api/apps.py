"""Tells Django about this app, and the audit whom else to tell."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "frankpledge.api"
    verbose_name = "API"

    def ready(self) -> None:
        from frankpledge.api.changes.webhooks import tell_webhooks
        from frankpledge.audit import listeners

        listeners.add("webhooks", tell_webhooks)
