"""Tells Django about this app, and what it shows and offers elsewhere."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "frankpledge.insight"
    verbose_name = "Crime"

    def ready(self) -> None:
        from frankpledge.insight import shown, used

        shown.offer()
        used.offer()
