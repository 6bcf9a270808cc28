"""``frankpledge crimes``: load police files, see what is there, ask. None of it needs a database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from frankpledge.cli.repeats import decide, plain, repeats
from frankpledge.cli.stores import json_option, opened, store_option, warn, whoever
from frankpledge.cli.terminal import answer, fail, messages

if TYPE_CHECKING:
    from frankpledge.crimestore import Answer
    from frankpledge.crimestore.loading import Load

MONTH = "YYYY-MM"
ATTENTION = 3
existing = click.Path(path_type=Path, exists=True)
from_option = click.option("--from", "from_month", metavar=MONTH, help="The first month.")
to_option = click.option("--to", "to_month", metavar=MONTH, help="The last month.")
engine_option = click.option(
    "--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True,
    # Where crime questions run: duckdb, or spark for a national body.
    envvar="FRANKPLEDGE_CRIME_ENGINE", help="Where the question runs. The answer is the same.",
)  # fmt: skip


def _publisher() -> str:
    from frankpledge.crimestore.publisher import PUBLISHER

    return PUBLISHER


@click.group()
def crimes() -> None:
    """Load police files, see what is there, and ask."""


crimes.add_command(repeats)
crimes.add_command(decide)


@crimes.command("import")
@click.argument("paths", nargs=-1, required=True, type=existing)
@store_option
@click.option("--by", default=whoever, show_default="your login name", help="Who is loading, for the catalogue.")
@click.option("--licence", default="", help="Under which terms; each source has its usual one.")
@click.option("--mapping", type=existing, help="The column mapping of a police extract, a TOML file.")
@click.option("--released-on", type=click.DateTime(["%Y-%m-%d"]), help="When a recorded crime table was published.")
@click.option(
    "--most-rejects", default=1.0, show_default=True, type=click.FloatRange(0, 100),
    help="Per cent of a file's lines that may be unreadable before the load is refused.",
)  # fmt: skip
@json_option
def import_(
    paths: tuple[Path, ...], root: Path | None, by: str, licence: str, mapping: Path | None,
    released_on: datetime | None, most_rejects: float, as_json: bool,
) -> None:  # fmt: skip
    """Load PATHS: files, folders, or the publisher's zip archives. All of it or nothing.

    A month of a force that is loaded again replaces the one that was there.
    """
    from frankpledge.crimestore.sources.mapping import read_mapping

    with opened(root, new=True) as store, _progress("Loading") as say:
        try:
            load = store.load(
                paths, by=by, now=datetime.now(UTC), licence=licence,
                mapping=read_mapping(mapping) if mapping else None,
                released_on=released_on.date() if released_on else None, most_rejects=most_rejects / 100, say=say,
            )  # fmt: skip
        except KeyboardInterrupt as stopped:
            raise fail("Stopped. Nothing was loaded; the store is as it was.", code=130) from stopped
        suspicions = store.suspicions()
    _report_load(load, as_json=as_json)
    warn(suspicions)


@crimes.command()
@click.option("--force", required=True, help="The publisher's short name of the force: hertfordshire.")
@click.option("--from", "from_month", required=True, metavar=MONTH, help="The first month.")
@click.option("--to", "to_month", required=True, metavar=MONTH, help="The last month.")
@click.option("--address", default=_publisher, show_default="data.police.uk", help="Where the archives are.")
@click.option("--keep", type=click.Path(path_type=Path, file_okay=False), help="Also keep the archives in this folder.")
@store_option
@click.option("--by", default=whoever, show_default="your login name", help="Who is loading, for the catalogue.")
@json_option
def download(
    force: str,
    from_month: str,
    to_month: str,
    address: str,
    keep: Path | None,
    root: Path | None,
    by: str,
    as_json: bool,
) -> None:
    """Fetch a force's months from the publisher and load them."""
    from frankpledge.crimestore.publisher import fetched

    with (
        opened(root, new=True) as store,
        _progress("Downloading") as say,
        fetched(address, force, from_month, to_month, keep=keep, say=say) as paths,
    ):
        load = store.load(paths, by=by, now=datetime.now(UTC))
        suspicions = store.suspicions()
    _report_load(load, as_json=as_json)
    warn(suspicions)


@crimes.command()
@store_option
@click.option(
    "--across", is_flag=True, help="Also look for crime numbers that come in several months; reads every number."
)
@json_option
def verify(root: Path | None, across: bool, as_json: bool) -> None:
    """Read every stored file again and compare it with the catalogue. Exit code 3 when something is wrong."""
    with opened(root) as store:
        found, suspicions = store.verify(), store.suspicions()
        several = store.repeats_across_months() if across else []
    if as_json:
        repeated = [{"crime_id": number, "places": places} for number, places in several]
        outdated = [plain(one) for one in found.outdated]
        answer(
            {**asdict(found), "outdated": outdated, "suspicions": [asdict(one) for one in suspicions],
             "repeated_across_months": repeated}
        )  # fmt: skip
    else:
        messages.print(f"{found.checked:,} months checked, {len(found.missing)} missing, {len(found.changed)} changed.")
        for path in (*found.missing, *found.changed):
            messages.print(f"  {path}: load this month's file again", style="bold red", markup=False)
        for path in found.strangers:
            messages.print(f"  {path} belongs to no load; the next load sweeps it away", markup=False)
        messages.print(f"{found.waiting:,} repeated crime numbers wait for a decision, {found.decided:,} have one.")
        for decision in found.outdated:
            messages.print(f"  {decision.crime_id}: a decision no longer fits, its copies changed", markup=False)
        for number, places in several:
            messages.print(f"  {number}: {', '.join(places)}", markup=False)
        warn(suspicions)
    if not found.is_whole:
        raise click.exceptions.Exit(ATTENTION)


@crimes.command()
@store_option
@click.option("--history", is_flag=True, help="Also the months that a later load replaced.")
@json_option
def files(root: Path | None, history: bool, as_json: bool) -> None:
    """Which file each month came from: rows, rejects, licence, when it was loaded and by whom."""
    with opened(root) as store:
        parts = store.files() + ([old for old, _ in store.revisions()] if history else [])
    columns = ("source", "force", "month", "file_name", "row_count", "reject_count", "loaded_at", "loaded_by")
    rows = [
        {**{name: getattr(part, name) for name in columns}, "loaded_at": part.loaded_at.isoformat(),
         "sha256": part.file_sha256, "licence": part.licence, "vintage": part.vintage,
         "unlocated_count": part.unlocated_count, "released_on": part.released_on,
         "replaced_at": part.replaced_at.isoformat() if part.replaced_at else None}
        for part in parts
    ]  # fmt: skip
    if as_json:
        answer(rows)
    else:
        _print_table(columns, rows)


@crimes.command()
@click.option("--source", required=True, help="street, outcomes, stop-search, recorded or extract.")
@click.option("--force", "forces", multiple=True, help="Only this force; may be given again.")
@from_option
@to_option
@store_option
@click.option("--yes", is_flag=True, help="Do not ask again.")
def forget(
    source: str, forces: tuple[str, ...], from_month: str | None, to_month: str | None, root: Path | None, yes: bool
) -> None:
    """Delete records for good. The catalogue keeps that they were here."""
    with opened(root) as store:
        wanted = store.catalogue.parts(
            source, forces=forces, from_month=from_month, to_month=to_month, every_release=True
        )
        if not wanted:
            raise fail("There is nothing like that in the store. See: frankpledge crimes files.")
        rows = sum(part.row_count for part in wanted)
        if not yes:
            click.confirm(f"Delete {rows:,} records of {len(wanted):,} months for good?", abort=True, err=True)
        gone = store.forget(source, forces=forces, from_month=from_month, to_month=to_month, now=datetime.now(UTC))
    messages.print(f"Deleted {rows:,} records of {len(gone):,} months.")


@crimes.command()
@store_option
@click.option("--area", default="", help="An area's code or name; everything that is loaded when left out.")
@click.option("--by", "groups", default="month", show_default=True, help="What to group by, with commas: month,type.")
@from_option
@to_option
@click.option(
    "--source", default="street", show_default=True, help="street, outcomes, stop-search, recorded or extract."
)
@engine_option
@json_option
def summary(
    root: Path | None, area: str, groups: str, from_month: str | None, to_month: str | None, source: str, engine: str,
    as_json: bool,
) -> None:  # fmt: skip
    """Count records by month, type, area and more."""
    from frankpledge.crimestore import Question

    with opened(root, engine=engine) as store:
        question = Question(
            areas=(area,) if area else (), by=_words(groups), from_month=from_month, to_month=to_month, source=source
        )
        found = store.ask(question)
    if as_json:
        answer([dict(row) for row in found.rows])
    else:
        _print_table((*found.by, "count"), list(found.rows))
    warn(found.cautions)


@crimes.command()
@click.argument("definition", required=False, default="")
@click.option("--area", "areas", multiple=True, help="An area's code or name; may be given again.")
@click.option("--by", "groups", default="month", show_default=True, help="What to group by, with commas.")
@from_option
@to_option
@click.option("--source", default="", help="Which source; the one that can tell and has most months when left out.")
@click.option("--force", "forces", multiple=True, help="Only files of this force; may be given again.")
@click.option("--rate", type=click.Choice(["residents", "households"]), help="Also records per 1,000 of these.")
@click.option(
    "--vintages", type=click.Choice(["refuse", "printed", "bridge"]), default="refuse", show_default=True,
    help="By LSOA over months whose codes are of different years.",
)  # fmt: skip
@store_option
@engine_option
@json_option
def ask(
    definition: str, areas: tuple[str, ...], groups: str, from_month: str | None, to_month: str | None, source: str,
    forces: tuple[str, ...], rate: str | None, vintages: str, root: Path | None, engine: str, as_json: bool,
) -> None:  # fmt: skip
    """Ask by DEFINITION, place and time; the answer names its files and says what to doubt.

    A definition alone, vehicle-crime, is answered by the version that held in those months; vehicle-crime@1 by that
    version in any month.
    """
    from frankpledge.crimestore import Question

    with opened(root, engine=engine) as store:
        question = Question(
            definition=definition, areas=areas, by=_words(groups), from_month=from_month, to_month=to_month,
            source=source, forces=forces, measure="rate" if rate else "count", per=rate or "residents",
            vintages=vintages,
        )  # fmt: skip
        found = store.ask(question)
    if as_json:
        answer(_whole(found))
    else:
        _print_table((*found.by, "count", *(("rate",) if rate else ())), list(found.rows))
        for label, count in found.excluded.items():
            messages.print(f"Left out: {count:,} ({label})", markup=False)
        names = sorted({file.name for file in found.provenance.files})
        shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        counted = f"Counted by {found.definition}. " if found.definition else ""
        messages.print(f"{counted}From {shown}. {'; '.join(found.provenance.licences)}.", style="dim", markup=False)
    warn(found.cautions)


@crimes.command()
@store_option
@json_option
def definitions(root: Path | None, as_json: bool) -> None:
    """Every crime definition and version: what it counts, when it holds, which sources can measure it."""
    with opened(root, new=True) as store:
        known = [one for versions in store.definition_versions().values() for one in versions]
    rows = [
        {"id": one.id, "version": one.version, "key": one.key, "title": one.title, "says": one.says,
         "holds": one.dates, "valid_from": one.valid_from.isoformat(),
         "valid_to": one.valid_to.isoformat() if one.valid_to else None, "sources": list(one.sources)}
        for one in known
    ]  # fmt: skip
    if as_json:
        answer(rows)
    else:
        shown = [{**row, "sources": ", ".join(one.sources)} for row, one in zip(rows, known, strict=True)]
        _print_table(("key", "title", "says", "holds", "sources"), shown)


def _words(groups: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in groups.split(",") if word.strip())


def _whole(found: Answer) -> dict[str, Any]:
    """An answer for a program, with where it came from."""
    from frankpledge.crimestore.answers import Rows

    def simple(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: simple(inner) for key, inner in value.items()}
        if isinstance(value, Rows):
            return [dict(row) for row in value]
        if isinstance(value, list | tuple):
            return [simple(inner) for inner in value]
        return value.isoformat() if isinstance(value, date) else value

    made: dict[str, Any] = simple(
        {"definition": found.definition, **asdict(replace(found, rows=Rows((), ()))), "rows": found.rows}
    )
    return made


def _report_load(load: Load, *, as_json: bool) -> None:
    if as_json:
        answer(
            {"rows": load.row_count, "rejects": load.reject_count, "repeated_ids": load.repeated_count,
             "files": [file.name for file in load.files], "skipped": list(load.skipped),
             "passed_over": list(load.passed_over), "new_months": load.new_months,
             "replaced_months": load.replaced_months, "changes": list(load.changes)}
        )  # fmt: skip
        return
    messages.print(
        f"Loaded {load.row_count:,} rows from {len(load.files):,} files: {load.new_months:,} new months, "
        f"{load.replaced_months:,} replaced; {load.reject_count:,} lines could not be read."
    )
    for words in load.changes:
        messages.print(f"  {words}", markup=False)
    for file in load.files:
        for reject in file.rejects:
            messages.print(f"  {file.name}, {reject}", markup=False)
    if load.skipped:
        messages.print(f"{len(load.skipped):,} files are in the store already and change nothing.")
    if load.passed_over:
        messages.print(f"Passed over, not tables: {', '.join(load.passed_over[:5])}", markup=False)
    if load.repeated_count:
        messages.print(f"{load.repeated_count:,} crime numbers come more than once. See: frankpledge crimes repeats.")


def _print_table(columns: tuple[str, ...], rows: list[Any]) -> None:
    table = Table(box=None, pad_edge=False)
    for name in columns:
        numeric = name in ("count", "rate", "row_count", "reject_count")
        table.add_column(name.replace("_", " "), justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_shown(row[name]) for name in columns))
    Console(highlight=False).print(table)


def _shown(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int | float) else escape("" if value is None else str(value))


@contextmanager
def _progress(words: str) -> Iterator[Callable[[int, int, str], None]]:
    """A bar of how many files are done; nothing where nobody is looking."""
    if not messages.is_terminal:
        yield lambda done, total, name: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=messages, transient=True) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, total, name: bar.update(task, completed=done, total=total, description=f"{words} {name}")
