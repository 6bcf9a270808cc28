"""Tells Django about this app."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "frankpledge.reporting"
    verbose_name = "Reports"
