"""The audit, for the person at the machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from frankpledge.cli.terminal import answer, fail, messages, need_database, working

if TYPE_CHECKING:
    from frankpledge.audit.chain import Checkpoint

DAMAGED = 3
file = click.Path(path_type=Path, dir_okay=False)


@click.group()
def audit() -> None:
    """Check that the audit is whole, and note how far it has come."""


@audit.command()
@click.argument("notes", type=file)
def checkpoint(notes: Path) -> None:
    """Add to NOTES how far the audit has come. Keep that file where whoever owns the database cannot reach it.

    A chain cut short or written anew with the installation's own key shows only against such a note.
    """
    need_database()
    from frankpledge.audit.chain import checkpoint as how_far

    point = how_far()
    try:
        with notes.open("a", encoding="utf-8") as lines:
            lines.write(f"{point.sequence} {point.seal}\n")
    except OSError as problem:
        raise fail(f"{notes} cannot be written: {problem.strerror}.") from problem
    messages.print(f"Noted row {point.sequence:,}.")


@audit.command()
@click.option("--checkpoints", type=file, help="The file that 'audit checkpoint' adds to.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON on standard output.")
def verify(checkpoints: Path | None, as_json: bool) -> None:
    """Walk the chain of seals and name the first row altered, taken away or put in. Exit code 3 if there is one."""
    need_database()
    from frankpledge.audit.chain import verify_all

    points = noted(checkpoints) if checkpoints else []
    with working("Checking every seal") as say:
        result = verify_all(checkpoints=points, progress=lambda rows: say(f"Checking every seal: {rows:,} rows"))
    if as_json:
        answer({"whole": result.whole, "rows": result.count, "damage": result.damage, "sequence": result.sequence})
    elif result.whole:
        messages.print(str(result))
    if not result.whole:
        raise fail(str(result), code=DAMAGED)


def noted(notes: Path) -> list[Checkpoint]:
    """The checkpoints in the file, or the end of the command."""
    from frankpledge.audit.chain import Checkpoint

    try:
        lines = notes.read_text(encoding="utf-8").split("\n")
        return [Checkpoint(int(line.split()[0]), line.split()[1]) for line in lines if line.strip()]
    except OSError as problem:
        raise fail(f"{notes} cannot be opened: {problem.strerror}.") from problem
    except (ValueError, IndexError) as problem:
        raise fail(f"{notes} is not a file that 'frankpledge audit checkpoint' wrote.") from problem
