"""Triggers by which the database itself refuses to change or delete the rows of a table that is written once.

The same promise as ``append_only`` makes for the audit, for other rooms' frozen records: reports as the board had them.
A migration calls ``write_once(connection, table, what)`` after it makes the table; one that makes SQLite rebuild the
table calls it again. ``manage.py flush`` may empty these tables with the rest, as it may the audit.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

_EVENTS = ("update", "delete")
_SQLITE = """CREATE TRIGGER IF NOT EXISTS {table}_no_{event} BEFORE {event} ON {table}
WHEN NOT EXISTS (SELECT 1 FROM audit_emptying)
BEGIN SELECT RAISE(ABORT, '{what} is written once: it cannot be changed or deleted'); END"""
_REFUSE = """CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM audit_emptying) THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF TG_OP = 'UPDATE' THEN RETURN NEW; END IF;
    RETURN NULL;
  END IF;
  RAISE EXCEPTION '{what} is written once: it cannot be changed or deleted'
  USING ERRCODE = 'restrict_violation';
END $$"""
_ROW = """CREATE OR REPLACE TRIGGER {table}_no_{event} BEFORE {event} ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"""
_WHOLE = """CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"""


def write_once(connection: BaseDatabaseWrapper, table: str, what: str) -> None:
    """Put the triggers on ``table``; ``what`` names its rows in the refusal: "a report"."""
    if connection.vendor == "sqlite":
        statements = [_SQLITE.format(table=table, event=event, what=what) for event in _EVENTS]
    else:
        rows = [_ROW.format(table=table, event=event) for event in _EVENTS]
        statements = [_REFUSE.format(table=table, what=what), *rows, _WHOLE.format(table=table)]
    _run(connection, statements)


def write_freely(connection: BaseDatabaseWrapper, table: str) -> None:
    """Take them away: only for undoing the migration that put them there."""
    if connection.vendor == "sqlite":
        _run(connection, [f"DROP TRIGGER IF EXISTS {table}_no_{event}" for event in _EVENTS])
    else:
        _run(connection, [f"DROP FUNCTION IF EXISTS {table}_refuse() CASCADE"])


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
