"""Tells Django about this app."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "frankpledge.post"
    verbose_name = "Letters"
