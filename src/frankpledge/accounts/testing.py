"""Lets a test be somebody who has logged in with both factors, by the same session marks a real log-in leaves."""

from __future__ import annotations

from datetime import datetime

from django.test import Client

from frankpledge.accounts.models import User


def sign_in(client: Client, user: User, *, now: datetime) -> None:
    """Log the person in."""
    client.force_login(user)
