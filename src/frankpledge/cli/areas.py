"""``frankpledge areas``: lookups, boundaries, populations, drawn areas. No database is needed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from frankpledge.cli.stores import json_option, opened, store_option, whoever
from frankpledge.cli.terminal import answer, messages, working

existing = click.Path(path_type=Path, exists=True, dir_okay=False)
day = click.DateTime(["%Y-%m-%d"])
licence_option = click.option(
    "--licence", default="Open Government Licence v3.0", show_default=True, help="Under which terms."
)
by_option = click.option("--by", default=whoever, show_default="your login name", help="Who is importing.")


@click.group()
def areas() -> None:
    """Bring in the areas that crimes are counted in."""


@areas.command("import")
@click.argument("paths", nargs=-1, required=True, type=existing)
@store_option
@click.option("--kind", type=click.Choice(["drawn"]), help="GeoJSON that the partnership drew itself.")
@click.option("--on", type=day, help="The day a population was counted, or from which drawn areas hold.")
@licence_option
@by_option
@json_option
def import_(
    paths: tuple[Path, ...],
    root: Path | None,
    kind: str | None,
    on: datetime | None,
    licence: str,
    by: str,
    as_json: bool,
) -> None:
    """Bring in PATHS: official lookups and populations (CSV, gzip), boundaries or drawn areas (GeoJSON, WGS84)."""
    with opened(root, new=True) as store, working("Importing areas"):
        made = store.import_areas(
            paths, by=by, now=datetime.now(UTC), licence=licence, kind=kind or "", on=on.date() if on else None
        )
    if as_json:
        answer([asdict(one) for one in made])
        return
    for one in made:
        counts = ", ".join(f"{count:,} {table}" for table, count in one.counts.items())
        messages.print(f"{one.name}: {counts}", markup=False)


@areas.command()
@click.argument("addresses", nargs=-1, required=True)
@store_option
@click.option("--on", type=day, help="The day a population was counted.")
@licence_option
@by_option
@json_option
def download(
    addresses: tuple[str, ...], root: Path | None, on: datetime | None, licence: str, by: str, as_json: bool
) -> None:
    """Fetch lookups or boundaries from ADDRESSES (the ONS geography portal's download links) and bring them in."""
    from frankpledge.crimestore.publisher import fetched_files

    with opened(root, new=True) as store, working("Downloading areas"), fetched_files(addresses) as paths:
        made = store.import_areas(paths, by=by, now=datetime.now(UTC), licence=licence, on=on.date() if on else None)
    if as_json:
        answer([asdict(one) for one in made])
    else:
        messages.print(f"Imported {len(made):,} files.")


@areas.command()
@click.argument("wanted")
@store_option
@json_option
def show(wanted: str, root: Path | None, as_json: bool) -> None:
    """What is known of an area, by its code or name."""
    with opened(root) as store:
        area = store.area(wanted)
    made = {
        "kind": area.kind,
        "code": area.code,
        "name": area.name,
        "edition": area.edition,
        "valid_from": area.valid_from or None,
        "valid_to": area.valid_to or None,
        "lsoas": sorted(area.lsoas),
    }
    if as_json:
        answer({**made, "cautions": [caution.words for caution in area.cautions]})
        return
    messages.print(f"{area.name} ({area.code}): {area.kind}, {len(area.lsoas):,} LSOAs of both years", markup=False)
    listed = f"a day not known; the list of {area.first_edition} has it" if area.first_edition else "a day not known"
    messages.print(f"From {area.valid_from or listed}, to {area.valid_to or 'now'}", markup=False)
    for caution in area.cautions:
        messages.print(f"! {caution.words}", style="yellow", markup=False)
