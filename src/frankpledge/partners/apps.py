"""Names this app to Django."""

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    name = "frankpledge.partners"
    label = "partners"
    verbose_name = "Partnership"
