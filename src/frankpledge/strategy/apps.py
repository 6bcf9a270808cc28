"""Tells Django about this app."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "frankpledge.strategy"
    verbose_name = "Strategy"
