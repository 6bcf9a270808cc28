"""Tells Django about this app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "frankpledge.jobs"
    verbose_name = "Background work"
