"""Tells Django about this app."""

from django.apps import AppConfig


class QuartersConfig(AppConfig):
    name = "frankpledge.quarters"
    verbose_name = "Quarters"
