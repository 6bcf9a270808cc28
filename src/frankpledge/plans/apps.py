"""Names this app to Django."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "frankpledge.plans"
    label = "plans"
    verbose_name = "Plans"
