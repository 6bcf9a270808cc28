"""What changed, for one force over five years: the page against the bare question it asks of the store.

The bare question is one reading of the store for every definition, ward and month (``crimestore.together``), which is
itself several times quicker than asking each definition by itself. ``FRANKPLEDGE_BENCH_ROWS=10000000`` measures a
larger size; the default takes a minute or two on two cores.
"""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
from django.test import override_settings

from bench.crimestore import KINDS, MADE
from bench.pages import browser
from bench.timing import Result, interleaved, milliseconds
from frankpledge.crimestore import Store
from frankpledge.crimestore.questions import Question
from frankpledge.crimestore.together import count_together
from frankpledge.insight.changes.keeping import forget_answers
from frankpledge.insight.store import folder_of
from frankpledge.partners.models import Partnership

SIZES = (100_000, 1_000_000)
MONTHS = 60
LSOAS, WARD = 700, 7  # of the force; LSOAs in a ward
DISTRICT = "E07000242"
KEPT_GOAL = ANEW_GOAL = 2.0


def make_force(folder: Path, rows: int) -> None:
    """Sixty months of one invented force as the publisher's CSV."""
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    kinds = ", ".join(f"'{kind}'" for kind in KINDS)
    for number in range(MONTHS):
        month = f"{2021 + number // 12}-{number % 12 + 1:02d}"
        path = folder / f"{month}-aashire-street.csv"
        connection.execute(
            MADE.format(
                number=number, month=month, kinds=kinds, path=path, force="Aashire Police", rows=rows // MONTHS,
                force_number=0,
            )
        )  # fmt: skip
    connection.close()


def make_lookup(path: Path) -> Path:
    """Every LSOA of the force in a ward of one district."""
    with path.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow(["LSOA21CD", "LSOA21NM", "WD24CD", "WD24NM", "LAD24CD", "LAD24NM"])
        for number in range(LSOAS):
            ward = number // WARD
            area, above = f"E01{number:06d}", f"E05{ward:06d}"
            writer.writerow([area, f"Aashire {number:03d}A", above, f"Ward {ward}", DISTRICT, "Aashire"])
    return path


def load(partnership: Partnership, rows: int) -> None:
    """The force's files into the partnership's store."""
    with tempfile.TemporaryDirectory() as name, Store(folder_of(partnership)) as store:
        folder = Path(name)
        make_force(folder, rows)
        store.import_areas([make_lookup(folder / "lsoa21_ward24_ltla24.csv")])
        store.load(sorted(folder.glob("*-street.csv")))


def ask(partnership: Partnership) -> None:
    """What the page needs of the store, and nothing else."""
    question = Question(areas=(DISTRICT,), by=("ward", "month"), source="street")
    with Store(folder_of(partnership)) as store:
        found, _ = count_together(store, sorted(store.definitions()), question)
    assert len(found) > 5


def run(say: Callable[[str], None]) -> Iterator[Result]:
    """The page with its answer kept, as the refresh after a load leaves it, and the page that works it out anew."""
    asked = os.environ.get("FRANKPLEDGE_BENCH_ROWS")
    partnership = Partnership.objects.get(slug="east-herts")
    client, address = browser("ana@demo.example"), f"/p/{partnership.slug}/crime/"
    for size in (*SIZES, int(asked)) if asked else SIZES:
        say(f"what changed: {size:,} invented rows of one force")
        with tempfile.TemporaryDirectory() as name, override_settings(CRIME_FOLDER=Path(name)):
            load(partnership, size)

            def page() -> None:
                assert client.get(address).status_code == 200

            def anew() -> None:
                forget_answers(partnership=partnership)
                page()

            assert b"comparisons" in client.get(address).content
            kept, bare = interleaved(page, lambda: ask(partnership), rounds=5)
            worked, again = interleaved(anew, lambda: ask(partnership), rounds=3)
            shutil.rmtree(folder_of(partnership))
        yield Result(
            f"what changed, kept, {size:,} rows", kept / bare, KEPT_GOAL, "the bare question",
            f"{milliseconds(kept)} against {milliseconds(bare)}",
        )  # fmt: skip
        yield Result(
            f"what changed, anew, {size:,} rows", worked / again, ANEW_GOAL, "the bare question",
            f"{milliseconds(worked)} against {milliseconds(again)}",
        )  # fmt: skip
