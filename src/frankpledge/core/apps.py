"""Names this app to Django."""

from django.apps import AppConfig


class FurnitureConfig(AppConfig):
    name = "frankpledge.core"
    label = "core"
    verbose_name = "Furniture"
