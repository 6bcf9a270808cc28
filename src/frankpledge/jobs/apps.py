"""Tells Django about this app, and gathers every app's jobs."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "frankpledge.jobs"
    verbose_name = "Background work"

    def ready(self) -> None:
        autodiscover_modules("background")
