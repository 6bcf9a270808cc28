"""Names this app to Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "frankpledge.accounts"
    label = "accounts"
    verbose_name = "Accounts"
