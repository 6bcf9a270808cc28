"""Tells Django about this app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "frankpledge.api"
    verbose_name = "API"
