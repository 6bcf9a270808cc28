"""Tells Django about this app."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "frankpledge.records"
    verbose_name = "Records"
