"""Finds the person by e-mail address and password, taking as long when there is no such person."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from frankpledge.accounts.models import User


class EmailBackend(ModelBackend):
    """E-mail address and password. Nobody is told which of the two was wrong, nor that an account is closed."""

    def authenticate(  # type: ignore[override]
        self, request: HttpRequest | None, email: str | None = None, password: str | None = None, **other: Any
    ) -> User | None:
        if not email or not password:
            return None
        user = User.objects.filter(email__iexact=email.strip()).first()
        if user is None:
            User().set_password(password)  # the same hashing as for somebody we know
            return None
        if not user.check_password(password) or not user.is_active:
            return None
        return user
