"""Triggers by which the database itself refuses to change or delete a row of the audit.

They stop mistakes and stolen application code, not somebody who owns the database: that is what the seals are for
(``chain``). The one way round is a row in ``audit_emptying``, which only ``manage.py flush`` puts there, and takes away
again in the same transaction, when it empties the whole database.

A migration that makes SQLite rebuild ``audit_entry`` loses the triggers with the old table: call ``refuse_changes`` at
its end. ``changes_are_refused`` says whether they are there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

_TRIGGERS = ("audit_no_update", "audit_no_delete")

_SQLITE = [
    "CREATE TABLE IF NOT EXISTS audit_emptying (since TEXT NOT NULL)",
    """CREATE TRIGGER IF NOT EXISTS audit_no_update BEFORE UPDATE ON audit_entry
    WHEN NOT EXISTS (SELECT 1 FROM audit_emptying)
    BEGIN SELECT RAISE(ABORT, 'the audit is written once: its rows cannot be changed'); END""",
    """CREATE TRIGGER IF NOT EXISTS audit_no_delete BEFORE DELETE ON audit_entry
    WHEN NOT EXISTS (SELECT 1 FROM audit_emptying)
    BEGIN SELECT RAISE(ABORT, 'the audit is written once: its rows cannot be deleted'); END""",
]
_POSTGRESQL = [
    "CREATE TABLE IF NOT EXISTS audit_emptying (since TEXT NOT NULL)",
    """CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT 1 FROM audit_emptying) THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        IF TG_OP = 'UPDATE' THEN RETURN NEW; END IF;
        RETURN NULL;
      END IF;
      RAISE EXCEPTION 'the audit is written once: its rows cannot be changed or deleted'
      USING ERRCODE = 'restrict_violation';
    END $$""",
    """CREATE OR REPLACE TRIGGER audit_no_update BEFORE UPDATE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
    """CREATE OR REPLACE TRIGGER audit_no_delete BEFORE DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
    """CREATE OR REPLACE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()""",
]
_UNDO = {
    "sqlite": [*(f"DROP TRIGGER IF EXISTS {name}" for name in _TRIGGERS), "DROP TABLE IF EXISTS audit_emptying"],
    "postgresql": [
        "DROP FUNCTION IF EXISTS audit_refuse() CASCADE",
        "DROP TABLE IF EXISTS audit_emptying",
    ],
}
_INSTALL = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}


def refuse_changes(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers there, if they are not."""
    _run(connection, _INSTALL[connection.vendor])


def allow_changes(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: only for undoing the migration that put them there."""
    _run(connection, _UNDO[connection.vendor])


def changes_are_refused(connection: BaseDatabaseWrapper) -> bool:
    """Whether every trigger is there, for ``frankpledge doctor``."""
    wanted = set(_TRIGGERS) | ({"audit_no_truncate"} if connection.vendor == "postgresql" else set())
    question = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = 'audit_entry'::regclass AND tgenabled <> 'D'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(question)
        return wanted <= {name for (name,) in cursor.fetchall()}


@contextmanager
def emptying(alias: str) -> Iterator[None]:
    """While the whole database is emptied, the audit's rows may go with the rest."""
    connection = connections[alias]
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        cursor.execute("INSERT INTO audit_emptying (since) VALUES ('now')")
        yield
        cursor.execute("DELETE FROM audit_emptying")


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
