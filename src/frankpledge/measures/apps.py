"""Tells Django about this app."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "frankpledge.measures"
    verbose_name = "Indicators"
