"""How the command talks: to people on standard error, to programs on standard output."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

messages = Console(stderr=True, highlight=False)


def answer(value: Any) -> None:
    """One JSON value on standard output, for a program."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def fail(message: str, *, code: int = 1) -> click.exceptions.Exit:
    """Say what is wrong and what to do, and give the exit code: ``raise fail(…)``."""
    messages.print(message, style="bold red", markup=False)
    return click.exceptions.Exit(code)


@contextmanager
def working(words: str) -> Iterator[Callable[[str], None]]:
    """A spinner with the time it has taken, while something long goes on; calling the result changes the words.

    Where nobody is looking (a log, a pipe) each change of words is a line.
    """
    if not messages.is_terminal:
        messages.print(f"{words} …", markup=False)
        yield lambda changed: messages.print(f"{changed} …", markup=False)
        return
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=messages, transient=True
    ) as bar:
        task = bar.add_task(words, total=None)
        yield lambda changed: bar.update(task, description=changed)


def begin() -> None:
    """Load the settings and the apps; a wrong setting ends the command with its name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frankpledge.project.settings")
    from frankpledge.project.environment import SettingWrong

    try:
        import django

        django.setup()
    except SettingWrong as wrong:
        raise fail(str(wrong)) from wrong


def need_database() -> None:
    """``begin``, and end the command plainly when the database is not there or not up to date."""
    begin()
    from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as problem:
        raise fail(
            f"The database does not answer: {problem}\nRun 'frankpledge doctor' to see what is configured."
        ) from problem
    if behind:
        raise fail("The database is not up to date. Run 'frankpledge migrate' first.")
