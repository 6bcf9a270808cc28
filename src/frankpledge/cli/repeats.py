"""``frankpledge crimes repeats`` and ``decide``: crime numbers that come twice, and what a person says about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from frankpledge.cli.stores import json_option, opened, store_option, whoever
from frankpledge.cli.terminal import answer, fail, messages

if TYPE_CHECKING:
    from frankpledge.crimestore import Decision


@click.command()
@store_option
@click.option("--waiting", is_flag=True, help="Only those of which every copy is counted until somebody decides.")
@click.option("--history", is_flag=True, help="Instead every decision ever recorded, also those taken back.")
@json_option
def repeats(root: Path | None, waiting: bool, history: bool, as_json: bool) -> None:
    """Crime numbers that come more than once in a month; each copy is counted until a person decides."""
    with opened(root) as store:
        found = [one for one in store.repeats() if one.is_waiting or not waiting]
        decisions = store.catalogue.every_decision() if history else []
    if history:
        _print_history(decisions, as_json=as_json)
        return
    if as_json:
        answer(
            [
                {**asdict(one), "decision": plain(one.decision) if one.decision else None, "waiting": one.is_waiting}
                for one in found
            ]
        )
        return
    rows = [
        (
            f"{one.source} {one.force} {one.month}",
            one.crime_id,
            "\n".join(f"{number}: {copy}" for number, copy in enumerate(one.copies, 1)),
            _said(one.decision),
        )
        for one in found
    ]
    _print(("where", "crime number", "copies", "decision"), rows)


@click.command()
@click.argument("crime_id")
@click.option("--keep", type=click.IntRange(min=1), help="Count this copy only, as numbered by: crimes repeats.")
@click.option("--drop", is_flag=True, help="Count none of the copies.")
@click.option("--leave", is_flag=True, help="Go on counting every copy; also takes an earlier decision back.")
@click.option("--why", required=True, help="The reason, kept with the decision.")
@click.option("--by", default=whoever, show_default="your login name", help="Who decided.")
@click.option("--source", default="", help="Where the number repeats in several sources, which one.")
@click.option("--force", default="", help="Where it repeats in several forces, which one.")
@click.option("--month", default="", metavar="YYYY-MM", help="Where it repeats in several months, which one.")
@store_option
@json_option
def decide(
    crime_id: str, keep: int | None, drop: bool, leave: bool, why: str, by: str, source: str, force: str, month: str,
    root: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Say which copies of the repeated number CRIME_ID count, from now on, in every figure.

    Nothing is deleted: the decision is in the catalogue, goes with each figure, and can be taken back.
    """
    if (keep is not None) + drop + leave != 1:
        raise fail("Say one of --keep N, --drop and --leave.")
    with opened(root) as store:
        made = store.decide(
            crime_id, "drop" if drop else "leave" if leave else "keep", kept=keep or 0, why=why, by=by,
            now=datetime.now(UTC), source=source, force=force, month=month,
        )  # fmt: skip
    if as_json:
        answer(plain(made))
    else:
        messages.print(f"{made.crime_id}: {made.in_words()}", markup=False)


def plain(decision: Decision) -> dict[str, Any]:
    """A decision for a program."""
    return {**asdict(decision), "decided_at": decision.decided_at.isoformat(), "left_out": decision.left_out_count}


def _said(decision: Decision | None) -> str:
    if decision is None:
        return "none: every copy is counted"
    if not decision.fits:
        return f"no longer fits, the copies changed: every copy is counted. It was: {decision.in_words()}"
    return decision.in_words()


def _print_history(decisions: list[Decision], *, as_json: bool) -> None:
    if as_json:
        answer([plain(one) for one in decisions])
        return
    rows = [(f"{one.source} {one.force} {one.month}", one.crime_id, one.in_words()) for one in decisions]
    _print(("where", "crime number", "decision"), rows)


def _print(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    table = Table(box=None, pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    Console(highlight=False).print(table)
