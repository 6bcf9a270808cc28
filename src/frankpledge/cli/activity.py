"""``frankpledge activity``: everything that was recorded, taken away as files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from frankpledge.cli.coverage import the_partnership
from frankpledge.cli.plan import save
from frankpledge.cli.terminal import fail, messages, need_database, working

if TYPE_CHECKING:
    from frankpledge.delivery.taking.sheets import Taker


@click.group()
def activity() -> None:
    """Take what was recorded away."""


@activity.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--partnership", "slug", help="The partnership's short name; not needed where there is only one.")
@click.option("--with-files", is_flag=True, help="Also every photograph and document, as it came. Not in a workbook.")
def export(target: Path, slug: str | None, with_files: bool) -> None:
    """Write everything recorded to TARGET: a .zip of CSV tables, an .xlsx workbook, or a folder of CSV tables.

    Free text and the names of the people in the partnership are in it: keep it as safe as the database.
    """
    kind = target.suffix.lower()
    if kind not in ("", ".zip", ".xlsx") or (not kind and target.is_file()):
        raise fail("Name a file that ends in .zip or .xlsx, or a folder.", code=2)
    if kind == ".xlsx" and with_files:
        raise fail("A workbook holds no photographs. Name a .zip or a folder.", code=2)
    need_database()
    from django.utils import timezone

    from frankpledge.delivery.models import DeliveryRecord
    from frankpledge.delivery.taking.changes import originals, take_away
    from frankpledge.delivery.taking.sheets import Taker
    from frankpledge.delivery.taking.writing import as_workbook
    from frankpledge.partners.access import access_by_command

    by, now = access_by_command("activity-export", the_partnership(slug)), timezone.now()
    taker = Taker(by, DeliveryRecord.objects.visible_to(by))
    if not taker.records.exists():
        raise fail(f"Nothing has been recorded in {by.partnership.name} yet.")
    take_away(taker=taker, kind_of_file=kind.lstrip(".") or "folder", by=by, now=now)
    files = originals(taker=taker, by=by, now=now) if with_files else iter(())
    with working(f"Writing {target.name}"):
        if kind == ".xlsx":
            save(target, as_workbook(taker.sheets()))
        else:
            _write(taker, target, files, now)
    messages.print(f"Wrote {taker.records.count()} records to {target}", markup=False)


def _write(taker: Taker, target: Path, files: Iterator[tuple[str, bytes]], now: datetime) -> None:
    """The tables in a folder, which is made where there is none, or in a zip."""
    from django.utils import timezone

    from frankpledge.delivery.taking.writing import in_folder, zipped

    name = taker.access.partnership.name
    try:
        if target.suffix:
            pieces = zipped(
                taker.sheets(), partnership=name, taker="the machine", now=timezone.localtime(now), files=files
            )
            save(target, pieces)
        else:
            target.mkdir(parents=True, exist_ok=True)
            in_folder(taker.sheets(), target, files)
    except OSError as wrong:
        raise fail(f"{target} cannot be written: {wrong.strerror}.") from wrong
