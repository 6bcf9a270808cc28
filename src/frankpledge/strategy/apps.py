"""Tells Django about this app."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "frankpledge.strategy"
    verbose_name = "Strategy"

    def ready(self) -> None:
        """Show this room on the pages below, and offer what it can freeze as evidence."""
        from frankpledge.strategy import own_chapters, panels

        panels.offer()
        own_chapters.offer()
