"""People who log in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    """Finds people by e-mail address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person with a log-in. What they may do comes from their memberships (``partners``), never from this row."""

    email = models.EmailField("e-mail address", max_length=254, unique=True)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(
        default=False,
        help_text="Runs the installation: may found partnerships. Sees nothing in them by this alone.",
    )
    joined_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    class Privacy:
        personal: frozenset[str] = frozenset({"email", "name", "password", "last_login"})
        retention = "while a member of a partnership, and two years after"

    def __str__(self) -> str:
        return self.name

    @property
    def audit_key(self) -> str:
        """How the audit names this person: by number, so that the audit can forget their name."""
        return f"user:{self.pk}"
