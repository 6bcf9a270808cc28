"""Reads settings from the environment, typed, and fails loudly with the name of the setting that is wrong."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


class SettingWrong(Exception):
    """A setting has a value that cannot be used; the message names it and says what would do."""


def text(name: str, default: str = "") -> str:
    """The setting's words, or those in the file that ``NAME_FILE`` names, to keep secrets out of the environment."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as problem:
            raise SettingWrong(f"{name}_FILE is {path!r}, which cannot be read: {problem.strerror}.") from problem
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    """True or False, spelt in one of the usual ways."""
    value = text(name)
    if not value:
        return default
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off"}:
        return False
    raise SettingWrong(f"{name} is {value!r}. Use 'true' or 'false'.")


def number(name: str, *, default: int, least: int = 0) -> int:
    """A whole number of at least ``least``."""
    value = text(name)
    if not value:
        return default
    if not value.isdigit() or int(value) < least:
        raise SettingWrong(f"{name} is {value!r}. Use a whole number of at least {least}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A list, separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    """A folder as an absolute path; it need not exist yet."""
    return Path(text(name) or default).expanduser().absolute()


def database(name: str, default: str) -> dict[str, object]:
    """A database address as Django's settings for it: ``sqlite:////path/file`` or ``postgresql://user:password@host/name``.

    SQLite runs with a write-ahead log and full synchronous writes, and takes its write lock when a transaction begins:
    slower than the usual settings, but no acknowledged change is lost with the power, and none fails with "locked".
    """
    address = urlsplit(text(name) or default)
    if address.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(address.path.removeprefix("/")) if address.path != "/:memory:" else ":memory:",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; "
                "PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-20000;",
            },
        }
    if address.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(address.path.removeprefix("/")),
            "USER": unquote(address.username or ""),
            "PASSWORD": unquote(address.password or ""),
            "HOST": dict(parse_qsl(address.query)).get("host", address.hostname or ""),
            "PORT": str(address.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise SettingWrong(f"{name} begins with {address.scheme!r}. Use 'sqlite:////path/to/file' or 'postgresql://…'.")


def mail(name: str) -> dict[str, object]:
    """Where e-mail goes: ``smtp://user:password@host:587?tls=1``. Unset: letters are kept as files in the outbox."""
    value = text(name)
    if not value:
        return {}
    address = urlsplit(value)
    if address.scheme not in {"smtp", "smtps"} or not address.hostname:
        raise SettingWrong(f"{name} must look like 'smtp://user:password@host:587?tls=1' or 'smtps://…:465'.")
    return {
        "EMAIL_HOST": address.hostname,
        "EMAIL_PORT": address.port or (465 if address.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(address.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(address.password or ""),
        "EMAIL_USE_TLS": address.scheme == "smtp" and dict(parse_qsl(address.query)).get("tls", "1") == "1",
        "EMAIL_USE_SSL": address.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
