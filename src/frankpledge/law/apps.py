"""Names this app to Django."""

from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "frankpledge.law"
    label = "law"
    verbose_name = "Law"
