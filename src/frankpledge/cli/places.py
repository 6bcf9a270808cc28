"""``frankpledge places``: where each postcode is. The store itself needs no database; ``--partnership`` does."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from frankpledge.cli.areas import by_option, existing, licence_option
from frankpledge.cli.stores import json_option, opened, store_option
from frankpledge.cli.terminal import answer, messages, working


@click.group()
def places() -> None:
    """Bring in where postcodes are, so that a record can be placed by its postcode."""


@places.command("import")
@click.argument("paths", nargs=-1, required=True, type=existing)
@store_option
@licence_option
@by_option
@json_option
def import_(paths: tuple[Path, ...], root: Path | None, licence: str, by: str, as_json: bool) -> None:
    """Bring in PATHS: Code-Point Open, the ONS Postcode Directory, or a CSV of postcode, easting and northing.

    A file brought in again replaces what it says of the same postcodes. For what the partnership's own pages use, name
    the partnership with --partnership.
    """
    with opened(root, new=True) as store, working("Importing postcodes"):
        made = store.import_areas(paths, by=by, now=datetime.now(UTC), licence=licence)
    if as_json:
        answer([asdict(one) for one in made])
        return
    for one in made:
        counts = ", ".join(f"{count:,} {table}" for table, count in one.counts.items())
        messages.print(f"{one.name}: {counts}", markup=False)
