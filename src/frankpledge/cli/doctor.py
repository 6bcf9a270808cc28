"""``frankpledge doctor``: what is configured, what is not, what to do."""

from __future__ import annotations

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from frankpledge.cli.terminal import answer, begin


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON on standard output.")
def doctor(as_json: bool) -> None:
    """Say what is configured, what is not, and what to do. Exit code 3 when something needs attention."""
    begin()
    from frankpledge.project.diagnosis import State, diagnose

    answers = list(diagnose())
    if as_json:
        answer([{"name": a.name, "state": a.state, "detail": a.detail, "advice": a.advice} for a in answers])
    else:
        table = Table(box=None, pad_edge=False, show_header=False)
        marks = {State.OK: "[green]✓[/green]", State.OFF: "·", State.ATTENTION: "[bold red]![/bold red]"}
        for a in answers:
            words = escape(a.detail) + (f"\n[bold]{escape(a.advice)}[/bold]" if a.advice else "")
            table.add_row(marks[a.state], f"[bold]{a.name}[/bold]", words)
        Console(highlight=False).print(table)
    if any(a.state == State.ATTENTION for a in answers):
        raise click.exceptions.Exit(3)
