"""Tells Django about this app, and the audit whom else to tell."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "frankpledge.api"
    verbose_name = "API"

    def ready(self) -> None:
        from frankpledge.api.changes.webhooks import tell_webhooks
        from frankpledge.audit import listeners
        from frankpledge.core import panels

        listeners.add("webhooks", tell_webhooks)
        panels.add("my-work-foot", order=90, template="api/_my_work.html", context=lambda request, access: {})
