"""``frankpledge demo``: the real East Herts plan of 2008-09 with a made-up cast, served on this machine."""

from __future__ import annotations

import os
from pathlib import Path

import click
from rich.table import Table

from frankpledge.cli.server import bring_up_to_date, run
from frankpledge.cli.terminal import begin, fail, messages, working


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--reload", is_flag=True, help="Start again when a file changes (for developers).")
@click.option("--prepare-only", is_flag=True, help="Make the demonstration and stop before serving it.")
@click.option("--no-work", is_flag=True, help="Start no worker beside the server.")
def demo(port: int, reload: bool, prepare_only: bool, no_work: bool) -> None:
    """Load the East Herts plan of 2008-09 with made-up people, and serve it. Run again, it keeps what you did."""
    os.environ.setdefault("FRANKPLEDGE_DATA", str(Path("frankpledge-data") / "demo"))
    os.environ["FRANKPLEDGE_DEMONSTRATION"] = "true"
    os.environ["FRANKPLEDGE_ADDRESS"] = f"http://localhost:{port}"
    begin()
    from frankpledge.project import free_port

    if not prepare_only and not free_port("127.0.0.1", port):
        raise fail(
            f"Something else is using port {port}. Choose another: make demo is 'frankpledge demo --port {port + 1}'"
        )
    bring_up_to_date()
    from django.utils import timezone

    from frankpledge.plans.demonstration import CAST, PASSWORD, NotADemonstration
    from frankpledge.project.demonstration import make_demonstration

    try:
        with working("Loading the East Herts plan") as say:
            made = make_demonstration(now=timezone.now(), say=say)
    except NotADemonstration as refusal:
        raise fail(str(refusal)) from refusal
    messages.print("Loaded the East Herts Community Safety Action Plan 2008-2009." if made else "Kept what was here.")
    table = Table("Log in as", "e-mail address", "who", box=None, pad_edge=False)
    for person in CAST:
        table.add_row(person.name, person.email, person.title)
    messages.print(table)
    messages.print(f"\nThe password for everyone is: [bold]{PASSWORD}[/bold]")
    messages.print("The second page of the log-in asks for a code; in this demonstration it shows you the code.")
    if not prepare_only:
        messages.print(f"\nOpen [bold]http://localhost:{port}/[/bold] (Ctrl+C to stop)\n")
        run(host="127.0.0.1", port=port, workers=2, reload=reload, work=not no_work)
