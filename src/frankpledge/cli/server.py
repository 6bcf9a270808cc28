"""Preparing the database and serving the pages."""

from __future__ import annotations

import multiprocessing

import click

from frankpledge.cli.beside import worker_beside
from frankpledge.cli.terminal import begin, fail, messages, need_database, working


@click.command()
def migrate() -> None:
    """Create the database, or bring it up to date after an upgrade. Safe to run again."""
    begin()
    bring_up_to_date()
    messages.print("The database is up to date.")


def bring_up_to_date() -> None:
    """Run the migrations, make the table that throttles count in, and set the clock of the background work."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import OperationalError

    settings.DATA_FOLDER.mkdir(parents=True, exist_ok=True)
    with working("Bringing the database up to date"):
        try:
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
        except OperationalError as problem:
            raise fail(f"The database does not answer: {problem}\nRun 'frankpledge doctor'.") from problem
    from django.utils import timezone

    from frankpledge.jobs.changes import keep_schedules

    keep_schedules(now=timezone.now())


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Server processes.")
@click.option("--reload", is_flag=True, help="Start again when a file changes (for developers).")
@click.option("--no-work", is_flag=True, help="Start no worker beside the server: 'frankpledge work' runs elsewhere.")
def serve(host: str, port: int, workers: int, reload: bool, no_work: bool) -> None:
    """Serve the pages. On an empty installation, print the link that lets the first person in."""
    need_database()
    from django.utils import timezone

    from frankpledge.accounts.changes import setup_link
    from frankpledge.accounts.models import User

    if not User.objects.exists():
        messages.print("Nobody has an account yet. Open this link once, within a day, to make the first:")
        messages.print(f"\n    {setup_link(timezone.now())}\n", style="bold", markup=False, soft_wrap=True)
    messages.print(f"Serving on http://{host}:{port} (Ctrl+C to stop)")
    run(host=host, port=port, workers=workers, reload=reload, work=not no_work)


def run(*, host: str, port: int, workers: int, reload: bool = False, work: bool = True) -> None:
    """The server itself, and a worker beside it, until it is stopped."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    from frankpledge.project import free_port

    if not free_port(host, port):
        raise fail(f"Something else is using port {port}. Choose another: --port {port + 1}")
    begin_workers_afresh()
    server = Server(
        "frankpledge.project.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1 if reload else workers,
        blocking_threads=4,
        log_level=LogLevels.warning,
        log_access=False,  # addresses people open are nobody's business
        reload=reload,
        websockets=False,
    )
    with worker_beside(wanted=work):
        server.serve()


def begin_workers_afresh() -> None:
    """Let each server process begin from nothing, not as a copy of this one.

    The library that draws charts keeps a thread. A copy of a process has its locks and not its threads: had this one
    drawn anything, as the demonstration does for its reports, the first chart on a page would wait for ever.
    """
    multiprocessing.set_start_method("spawn", force=True)
