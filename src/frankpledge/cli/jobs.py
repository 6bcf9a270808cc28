"""Background work, for the person at the machine: the worker itself, and what is waiting, running and failed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from frankpledge.cli.terminal import answer, fail, messages, need_database

if TYPE_CHECKING:
    from frankpledge.jobs.models import Job

SHOWN = 50


@click.command()
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Jobs at once.")
@click.option("--beside", type=int, hidden=True, help="Stop when this process, which started the worker, is gone.")
def work(workers: int, beside: int | None) -> None:
    """Do the background work: letters, schedules, long tasks. Runs until stopped; several may run at once.

    'frankpledge serve' starts one beside the pages unless told --no-work.
    """
    need_database()
    from frankpledge.jobs.worker import Family

    if beside is None:
        messages.print("Working (Ctrl+C to stop)")
    sys.exit(Family(workers=workers, beside=beside).run())


@click.group()
def jobs() -> None:
    """See what background work is waiting, running and failed; try it again, cancel it, or do it now."""


@jobs.command("list")
@click.option("--state", type=click.Choice(["waiting", "running", "done", "failed", "cancelled"]), help="Only these.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON on standard output.")
def list_(state: str | None, as_json: bool) -> None:
    """The newest fifty jobs."""
    need_database()
    from frankpledge.jobs.models import Job

    found = Job.objects.filter(state=state) if state else Job.objects.all()
    rows = list(found[:SHOWN])
    if as_json:
        answer([_said(row) for row in rows])
        return
    for row in rows:
        note = row.problem or (f"{row.percent} %" if row.state == "running" and row.percent is not None else "")
        words = f"{row.title}  ({note})" if note else row.title
        click.echo(f"{row.pk:>6}  {row.state:<10}{row.made_at:%Y-%m-%d %H:%M}  {words}")
    if not rows:
        messages.print("No background work.")


@jobs.command()
@click.argument("number", type=int)
def retry(number: int) -> None:
    """Let failed or cancelled job NUMBER wait for its turn again."""
    _change(number, "try_again")
    messages.print("It waits for its turn again.")


@jobs.command()
@click.argument("number", type=int)
def cancel(number: int) -> None:
    """Cancel job NUMBER: at once if it waits, at its own next look if it runs."""
    state = _change(number, "cancel_job").state
    messages.print("Cancelled." if state == "cancelled" else "Asked to stop.")


@jobs.command("run-due")
def run_due() -> None:
    """Do everything that is due, in this process, without a worker."""
    need_database()
    from django.utils import timezone

    from frankpledge.jobs.running import run_due as do

    count = do(now=timezone.now())
    messages.print(f"Did {count} job{'' if count == 1 else 's'}.")


def _change(number: int, change: str) -> Job:
    need_database()
    from django.utils import timezone

    from frankpledge.audit.log import Command
    from frankpledge.jobs import changes
    from frankpledge.jobs.models import Job

    found = Job.objects.filter(pk=number).first()
    if found is None:
        raise fail(f"There is no job {number}. 'frankpledge jobs list' shows what there is.")
    try:
        done: Job = getattr(changes, change)(job=found, by=Command("jobs"), now=timezone.now())
    except changes.NotPossible as refusal:
        raise fail(str(refusal)) from refusal
    return done


def _said(row: Job) -> dict[str, object]:
    return {
        "number": row.pk, "name": row.name, "title": row.title, "state": row.state, "tries": row.tries,
        "made_at": row.made_at.isoformat(), "due_at": row.due_at.isoformat(), "percent": row.percent,
        "problem": row.problem,
    }  # fmt: skip
