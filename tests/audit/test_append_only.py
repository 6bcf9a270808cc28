"""A row of the audit is written once: the models refuse to change it, and so does the database."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from frankpledge.accounts.models import User
from frankpledge.audit.append_only import allow_changes, changes_are_refused, refuse_changes
from frankpledge.audit.log import Command, log
from frankpledge.audit.models import AppendOnly, Entry
from tests.people import NOW


@pytest.fixture
def entry(db: None) -> Entry:
    return log("person.read", User(pk=1), by=Command("test"), now=NOW)


def test_a_row_cannot_be_saved_again(entry: Entry) -> None:
    entry.actor = "user:2"

    with pytest.raises(AppendOnly, match="written once"):
        entry.save()


def test_a_row_cannot_be_deleted(entry: Entry) -> None:
    with pytest.raises(AppendOnly):
        entry.delete()


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.update(actor="user:2"),
        lambda rows: rows.delete(),
        lambda rows: rows.bulk_update(list(rows), ["actor"]),
        lambda rows: rows.update_or_create(sequence=1, defaults={"actor": "user:2"}),
    ],
    ids=["update", "delete", "bulk_update", "update_or_create"],
)
def test_rows_cannot_be_changed_by_the_handful(entry: Entry, change: object) -> None:
    with pytest.raises(AppendOnly):
        change(Entry.objects.all())  # type: ignore[operator]


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET actor = 'user:2'", "DELETE FROM audit_entry"], ids=["update", "delete"]
)
def test_the_database_itself_refuses(entry: Entry, statement: str) -> None:
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Entry.objects.get().actor == "command:test"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_the_database_refuses_to_truncate(entry: Entry) -> None:
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_entry")


def test_it_can_be_asked_whether_the_database_refuses(db: None) -> None:
    there = changes_are_refused(connection)
    allow_changes(connection)
    gone = changes_are_refused(connection)
    refuse_changes(connection)

    assert there
    assert not gone
    assert changes_are_refused(connection)


@pytest.mark.django_db(transaction=True)
def test_emptying_the_whole_database_takes_the_audit_with_it_and_locks_it_again() -> None:
    log("person.read", User(pk=1), by=Command("test"), now=NOW)

    call_command("flush", interactive=False, verbosity=0)

    assert not Entry.objects.exists()
    log("person.read", User(pk=1), by=Command("test"), now=NOW)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry")
