"""Names this app to Django."""

from django.apps import AppConfig
from django.core.checks import register


class AccountsConfig(AppConfig):
    name = "frankpledge.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from frankpledge.accounts import demonstration

        register(demonstration.check)
