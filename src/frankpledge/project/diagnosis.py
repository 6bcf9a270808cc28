"""What is configured, what is not, and what to do about it: the answers behind ``frankpledge doctor``."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.checks import WARNING, run_checks
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from frankpledge import __version__
from frankpledge.insight.checking import check_every_store
from frankpledge.jobs.queries import health
from frankpledge.post.queries import troubled
from frankpledge.project import environment

LEAST_FREE_BYTES = 500 * 1024 * 1024


class State(StrEnum):
    OK = "ok"
    OFF = "not set"  # a choice somebody may make, not a fault
    ATTENTION = "needs attention"


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing looked at."""

    name: str
    state: State
    detail: str
    advice: str = ""


def diagnose() -> Iterator[Answer]:
    """Look at everything, in the order a person would put it right."""
    for look in LOOKS:
        yield look()


def version() -> Answer:
    python = ".".join(map(str, sys.version_info[:3]))
    return Answer("Version", State.OK, f"Frankpledge {__version__} on Python {python}")


def data_folder() -> Answer:
    folder: Path = settings.DATA_FOLDER
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return Answer(
            "Data folder",
            State.ATTENTION,
            f"{folder} is not a folder this program can write to",
            "Create it, or point FRANKPLEDGE_DATA at one that the program's account owns.",
        )
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE_BYTES:
        return Answer("Data folder", State.ATTENTION, f"{folder}: {free // 2**20} MB free", "Make room on the disk.")
    return Answer("Data folder", State.OK, f"{folder}: {free // 2**30} GB free")


def secret() -> Answer:
    if environment.text("FRANKPLEDGE_SECRET_KEY"):
        return Answer("Secret key", State.OK, "given by the environment")
    path = settings.DATA_FOLDER / "secret-key"
    if not path.is_file():
        return Answer(
            "Secret key", State.ATTENTION, f"{path} is not there",
            "Bring it back from your backups: without it everybody is logged out and unsent links cannot be read.",
        )  # fmt: skip
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return Answer("Secret key", State.ATTENTION, f"{path} can be read by others", f"Run: chmod 600 {path}")
    return Answer("Secret key", State.OK, f"kept in {path}; copy it with your backups")


def database() -> Answer:
    kind = connection.vendor
    try:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        behind = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as problem:
        return Answer("Database", State.ATTENTION, f"{kind} does not answer: {problem}", "Check FRANKPLEDGE_DATABASE.")
    if behind:
        return Answer("Database", State.ATTENTION, f"{kind}, {behind} steps behind", "Run: frankpledge migrate")
    detail = f"{kind}, up to date"
    if kind == "sqlite":
        with connection.cursor() as cursor:
            mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
            synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
        detail += f" ({mode}, synchronous {'full' if synchronous == 2 else synchronous})"
    return Answer("Database", State.OK, detail)


def crime_records() -> Answer:
    """Whether every partnership's crime store is there, and as its catalogue says. Reads all of it."""
    folder = Path(settings.CRIME_FOLDER)
    if folder.exists() and not os.access(folder, os.W_OK):
        return Answer(
            "Crime records", State.ATTENTION, f"{folder} cannot be written to",
            "Give the program's account the folder, or point FRANKPLEDGE_CRIMES at another.",
        )  # fmt: skip
    try:
        found = check_every_store()
    except DatabaseError:
        return Answer("Crime records", State.ATTENTION, "the database does not answer", "See Database above.")
    if found.troubles:
        return Answer(
            "Crime records", State.ATTENTION, "; ".join(found.troubles),
            f"Bring {folder} back from the same backup as the database, or load those months again.",
        )  # fmt: skip
    if not found.store_count:
        return Answer(
            "Crime records", State.OFF, f"no crime files are loaded; they would lie in {folder}",
            "Bring some in on the page “Data loaded”, or: frankpledge crimes import --partnership SLUG FILE",
        )  # fmt: skip
    return Answer(
        "Crime records", State.OK,
        f"{folder}: {found.month_count:,} months in {found.store_count} stores, as they were written",
    )  # fmt: skip


def address() -> Answer:
    where = settings.PUBLIC_ADDRESS
    local = all(host in {"localhost", "127.0.0.1", "[::1]"} for host in settings.ALLOWED_HOSTS)
    if local:
        return Answer(
            "Address",
            State.OFF,
            f"{where}, this machine only",
            "For others to reach it set FRANKPLEDGE_ADDRESS (https://…) and FRANKPLEDGE_HOSTS.",
        )
    if not settings.HTTPS:
        return Answer(
            "Address", State.ATTENTION, f"{where}, without https", "Set FRANKPLEDGE_ADDRESS to an https:// address."
        )
    return Answer("Address", State.OK, where)


def mail() -> Answer:
    if not environment.text("FRANKPLEDGE_MAIL"):
        return Answer(
            "E-mail",
            State.OFF,
            f"letters are kept as files in {settings.EMAIL_FILE_PATH}",
            "Set FRANKPLEDGE_MAIL=smtp://user:password@host:587 so that invitations reach people.",
        )
    return Answer("E-mail", State.OK, f"through {settings.EMAIL_HOST}, from {settings.DEFAULT_FROM_EMAIL}")


def work() -> Answer:
    """Whether a worker lives, and whether anything the clock should have started is late."""
    now = timezone.now()
    try:
        found = health(now=now)
    except DatabaseError:
        return Answer("Background work", State.ATTENTION, "the database does not answer", "See Database above.")
    if not found.is_working:
        seen = f"none since {timezone.localtime(found.seen_at):%d %B %Y, %H:%M}" if found.seen_at else "none ever"
        return Answer(
            "Background work", State.ATTENTION,
            f"no worker has been seen for five minutes ({seen}); {found.waiting} waiting",
            "Run: frankpledge work (or frankpledge serve without --no-work).",
        )  # fmt: skip
    if found.overdue:
        return Answer(
            "Background work", State.ATTENTION, f"overdue: {', '.join(found.overdue)}",
            "The worker lives but its clock does not strike. Stop it and run: frankpledge work",
        )  # fmt: skip
    detail = f"a worker is alive; {found.waiting} waiting, {found.failed} failed in the last week"
    if found.failed:
        return Answer("Background work", State.ATTENTION, detail, "Look: frankpledge jobs list --state failed")
    return Answer("Background work", State.OK, detail)


def letters() -> Answer:
    """Whether letters go."""
    try:
        count = troubled(now=timezone.now())
    except DatabaseError:
        return Answer("Letters", State.ATTENTION, "the database does not answer", "See Database above.")
    if count:
        return Answer(
            "Letters", State.ATTENTION, f"{count} of the last week could not be sent at the last try",
            "Check FRANKPLEDGE_MAIL; the pages called Letters say what went wrong and try them again.",
        )  # fmt: skip
    return Answer("Letters", State.OK, "none of the last week has failed")


def single_sign_on() -> Answer:
    if not environment.text("FRANKPLEDGE_OIDC_ISSUER"):
        return Answer(
            "Single sign-on", State.OFF, "people log in with a password and a second factor",
            "To use your council's log-in set FRANKPLEDGE_OIDC_ISSUER, _CLIENT_ID and _CLIENT_SECRET.",
        )  # fmt: skip
    return Answer("Single sign-on", State.OK, environment.text("FRANKPLEDGE_OIDC_ISSUER"))


def front_end() -> Answer:
    if finders.find("built/app.css") is None:
        return Answer(
            "Front end", State.ATTENTION, "the style sheet is not built",
            "From a checkout run: make install. From a package: install it again.",
        )  # fmt: skip
    return Answer("Front end", State.OK, "built")


def demonstration() -> Answer:
    if settings.DEMONSTRATION:
        return Answer(
            "Demonstration",
            State.ATTENTION,
            "log-in codes are shown on the page",
            "Never put real data here. Unset FRANKPLEDGE_DEMONSTRATION for real use.",
        )
    return Answer("Demonstration", State.OK, "off")


def debugging() -> Answer:
    if settings.DEBUG:
        return Answer(
            "Debugging", State.ATTENTION, "on", "Unset FRANKPLEDGE_DEBUG: it shows code and data to visitors."
        )
    return Answer("Debugging", State.OK, "off")


def self_checks() -> Answer:
    found = [message for message in run_checks(include_deployment_checks=settings.HTTPS) if message.level >= WARNING]
    if found:
        return Answer("Self-checks", State.ATTENTION, "; ".join(message.msg for message in found), "See docs/admin.md.")
    return Answer("Self-checks", State.OK, "every address guarded, every setting sound")


LOOKS: tuple[Callable[[], Answer], ...] = (
    version, data_folder, secret, database, crime_records, front_end, address, mail, letters, work, single_sign_on,
    demonstration, debugging, self_checks,
)  # fmt: skip
