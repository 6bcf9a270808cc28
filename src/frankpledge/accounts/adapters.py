"""How allauth's log-in is bent to this house: nobody signs up, every session has its row and its audit."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts arise by invitation or at first run only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Our own changes write the letters."""
