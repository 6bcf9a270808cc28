"""The one command, ``frankpledge``. Each group of subcommands is a module; none imports Django before it must."""

from __future__ import annotations

import click

from frankpledge import __version__
from frankpledge.cli.activity import activity
from frankpledge.cli.areas import areas
from frankpledge.cli.audit import audit
from frankpledge.cli.coverage import coverage
from frankpledge.cli.crimes import crimes
from frankpledge.cli.demonstration import demo
from frankpledge.cli.doctor import doctor
from frankpledge.cli.jobs import jobs, work
from frankpledge.cli.people import user
from frankpledge.cli.places import places
from frankpledge.cli.plan_years import plan
from frankpledge.cli.report import report
from frankpledge.cli.server import migrate, serve
from frankpledge.cli.updates import updates

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="frankpledge")
def main() -> None:
    """Frankpledge runs a Community Safety Partnership.

    Exit codes: 0 done; 1 refused or failed, and the message says why; 2 a document could not be read, or the command
    was given the wrong words; 3 something needs attention (doctor, audit verify).
    """


COMMANDS = (
    activity, areas, audit, coverage, crimes, demo, doctor, jobs, migrate, places, plan, report, serve, updates, user,
    work,
)  # fmt: skip
for command in COMMANDS:
    main.add_command(command)
