"""People who log in, the sessions they have open, and the wrong guesses lately made."""

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
    # Set while an administrator's letter about lost second factors is waiting: its link works only for this moment's.
    factor_reset_at = models.DateTimeField(null=True, blank=True)
    # Words for the log-in page of a demonstration; blank for real people.
    made_up_as = models.CharField(max_length=100, blank=True)

    # Words the password may not be made of, beyond those the account itself knows; set by forms, never stored.
    password_context: tuple[str, ...] = ()

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


class SignedInSession(models.Model):
    """A browser in which a person is logged in. When this row goes, so does the session, at its next request."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="signed_in_sessions")
    key_hash = models.CharField(max_length=64, unique=True)  # of the session's key, which itself would let one in
    started_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    browser = models.CharField(max_length=80)  # "Firefox on Windows", for the person to recognise
    source = models.CharField("network address", max_length=45, blank=True)

    class Meta:
        ordering: ClassVar = ["-last_seen_at", "-pk"]

    class Privacy:
        personal: frozenset[str] = frozenset({"key_hash", "browser", "source", "last_seen_at"})
        retention = "until the session ends, at most twelve hours"


class Attempts(models.Model):
    """The wrong guesses lately made at one lock: an account, a browser known to it, or a network address."""

    key = models.CharField(max_length=64, unique=True)  # a keyed hash: says nothing about who or where
    failures = models.JSONField(default=list)  # when each was made, in seconds since 1970, oldest first
    updated_at = models.DateTimeField(db_index=True)

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "15 minutes"
