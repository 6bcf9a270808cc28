"""Names this app to Django."""

from django.apps import AppConfig


class PublicSiteConfig(AppConfig):
    name = "frankpledge.publicsite"
    verbose_name = "The public site"
