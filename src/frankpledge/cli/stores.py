"""What the commands about crime figures share: where the store is, and how a refusal ends the command."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from frankpledge.cli.terminal import begin, fail, messages

if TYPE_CHECKING:
    from frankpledge.crimestore import Caution, Store

REFUSED = 2
PARTNERSHIP = "frankpledge.partnership"


def usual_store() -> Path:
    """The installation's own store, beside its database."""
    # Where the crime store lies; "crime" inside FRANKPLEDGE_DATA when unset.
    named = os.environ.get("FRANKPLEDGE_CRIME_STORE", "")
    return Path(named) if named else Path(os.environ.get("FRANKPLEDGE_DATA", "data")) / "crime"


def store_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Which store: a folder, or a partnership's own, whose figures are those on its pages."""
    named = click.option(
        "--partnership", metavar="SLUG", expose_value=False, callback=_of_partnership,
        help="The store of that partnership, by its short name: what its pages show.",
    )(command)  # fmt: skip
    return click.option(
        "--store", "root", type=click.Path(path_type=Path, file_okay=False),
        help="The store's folder; else FRANKPLEDGE_CRIME_STORE, or 'crime' in the installation's data.",
    )(named)  # fmt: skip


def _of_partnership(context: click.Context, option: click.Parameter, slug: str | None) -> None:
    """Note where that partnership's records lie; the only command about crimes that needs the database."""
    if not slug:
        return
    begin()
    from frankpledge.insight.store import folder_of
    from frankpledge.partners.models import Partnership

    found = Partnership.objects.filter(slug=slug).first()
    if found is None:
        raise fail(f"There is no partnership called {slug}. See its address: /p/{slug}/")
    context.meta[PARTNERSHIP] = folder_of(found)


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--json", "as_json", is_flag=True, help="Answer in JSON on standard output.")(command)


@contextmanager
def opened(root: Path | None, *, engine: str = "duckdb", new: bool = False) -> Iterator[Store]:
    """The store, closed afterwards; a refusal ends the command with its reason and what to do."""
    from frankpledge.crimestore import Store, StoreRefused

    where = _chosen(root)
    if not new and not (where / "catalogue.sqlite").exists():
        raise fail(
            f"There is no crime store in {where}. Load files first: frankpledge crimes import FILE --store {where}"
        )
    try:
        with Store(where, engine=engine) as store:
            yield store
    except StoreRefused as refusal:
        raise fail(str(refusal), code=REFUSED) from refusal


def _chosen(root: Path | None) -> Path:
    named = click.get_current_context().meta.get(PARTNERSHIP)
    if named is None:
        return root or usual_store()
    if root is not None:
        raise fail("Give either --store or --partnership.")
    return Path(named)


def whoever() -> str:
    """Who is at the keyboard, for the catalogue."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def warn(cautions: tuple[Caution, ...] | list[Caution]) -> None:
    """Cautions for people, on standard error, so that they never mix with an answer for a program."""
    for caution in cautions:
        messages.print(f"! {caution.words}", style="yellow", markup=False)
