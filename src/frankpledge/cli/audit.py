"""The audit, for the person at the machine."""

from __future__ import annotations

import click

from frankpledge.cli.terminal import answer, fail, messages, need_database, working


@click.group()
def audit() -> None:
    """Check that the audit is whole."""


@audit.command()
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON on standard output.")
def verify(as_json: bool) -> None:
    """Walk the chain of seals and name the first row altered, taken away or put in. Exit code 3 if there is one."""
    need_database()
    from frankpledge.audit.chain import verify_all

    with working("Checking every seal"):
        result = verify_all()
    if as_json:
        answer({"whole": result.whole, "rows": result.count, "damage": result.damage, "sequence": result.sequence})
    elif result.whole:
        messages.print(f"Whole: {result.count:,} rows, every seal right.")
    if not result.whole:
        raise fail(f"Row {result.sequence}: {result.damage}.", code=3)
