"""Names this app to Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "frankpledge.audit"
    label = "audit"
    verbose_name = "Audit"
