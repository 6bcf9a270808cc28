"""The crime store against DuckDB itself doing the same work: loading police.uk-shaped rows, and asking them.

``FRANKPLEDGE_BENCH_ROWS=100000000`` measures a larger size; the default takes some minutes on two cores.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from bench.timing import Result, interleaved, milliseconds
from frankpledge.crimestore import Question, Store

SIZES = (100_000, 1_000_000, 10_000_000)
ROWS_A_FILE = 11_600  # ten million rows are 860 files: twenty months of forty-three forces
KINDS = (
    "Anti-social behaviour", "Burglary", "Vehicle crime", "Violence and sexual offences", "Shoplifting", "Drugs",
    "Other theft", "Robbery",
)  # fmt: skip
IMPORT_GOAL, ASK_GOAL, MEMORY_GOAL, GROWTH_GOAL = 1.5, 1.25, 500.0, 1.5

MADE = """
COPY (
  SELECT CASE WHEN kind = 1 THEN NULL ELSE sha256(concat(i, '-', {number})) END AS "Crime ID", '{month}' AS "Month",
    '{force}' AS "Reported by", '{force}' AS "Falls within",
    printf('%.6f', -2 + (hash(i, {number}) % 2000000) / 1e6) AS "Longitude",
    printf('%.6f', 51 + (hash({number}, i) % 1000000) / 1e6) AS "Latitude",
    concat('On or near Street ', hash(i) % 5000) AS "Location",
    concat('E01', lpad(CAST(lsoa AS VARCHAR), 6, '0')) AS "LSOA code",
    concat('District ', lsoa // 100, ' 001A') AS "LSOA name", list_extract([{kinds}], kind) AS "Crime type",
    CASE WHEN kind = 1 THEN NULL ELSE 'Investigation complete; no suspect identified' END AS "Last outcome category",
    NULL AS "Context"
  FROM (
    SELECT i, CAST(1 + hash(i, {number}, 1) % 8 AS BIGINT) AS kind,
      {force_number} * 700 + hash(i, {number}, 2) % 700 AS lsoa
    FROM range({rows}) t(i)
  )
) TO '{path}' (HEADER, DELIMITER ',')
"""
TEXTS = ("Crime ID", "Month", "Reported by", "Falls within")
MORE = ("Location", "LSOA code", "LSOA name", "Crime type", "Last outcome category", "Context")
COLUMNS = {
    **dict.fromkeys(TEXTS, "VARCHAR"),
    "Longitude": "DOUBLE",
    "Latitude": "DOUBLE",
    **dict.fromkeys(MORE, "VARCHAR"),
}
TYPED = (  # the folder is one we made
    "SELECT * FROM read_csv('{folder}/*.csv', header = true, auto_detect = false, delim = ',', quote = '\"', "  # noqa: S608
    f"escape = '\"', columns = {{{COLUMNS}}})"
)
PLAIN = "SELECT * FROM read_csv('{folder}/*.csv')"
# One process for each, so that the peak of memory is that process's own.
ONCE = """
import json, resource, sys
from pathlib import Path
def used():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
what, folder, target = sys.argv[1:4]
if what == "ours":
    from frankpledge.crimestore import Store
    store = Store(target)
    begin = used()
    store.load([Path(folder)])
else:
    import duckdb
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    connection.execute("SET enable_progress_bar = false")
    begin = used()
    connection.execute(f"COPY ({sys.argv[4]}) TO '{target}/bare.parquet' (FORMAT parquet, COMPRESSION zstd)")
print(json.dumps([used() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def make_files(folder: Path, rows: int) -> None:
    """Invented months of invented forces, as the publisher's CSV."""
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    kinds = ", ".join(f"'{kind}'" for kind in KINDS)
    for number in range(max(1, rows // ROWS_A_FILE)):
        force, month = divmod(number, 20)
        name = f"{2021 + month // 12}-{month % 12 + 1:02d}"
        letters = f"{chr(97 + force // 26 % 26)}{chr(97 + force % 26)}{'x' * (force // 676)}shire"
        path = folder / f"{name}-{letters}-street.csv"
        values = {"number": number, "month": name, "kinds": kinds, "path": path}
        connection.execute(
            MADE.format(**values, force=f"{letters.title()} Police", rows=ROWS_A_FILE, force_number=force)
        )
    connection.close()


def once(what: str, folder: Path, target: Path, select: str = "") -> tuple[float, float]:
    """Processor seconds and peak megabytes of one load in a process of its own."""
    target.mkdir(exist_ok=True)
    words = [sys.executable, "-c", ONCE, what, str(folder), str(target), select.format(folder=folder)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    seconds, megabytes = done.stdout.splitlines()[-1].strip("[]").split(", ")
    return float(seconds), float(megabytes)


def run(say: Callable[[str], None]) -> Iterator[Result]:
    """Loading against the bare copy, asking against the bare query, and how both grow."""
    asked = os.environ.get("FRANKPLEDGE_BENCH_ROWS")  # one more size, up to a hundred million rows
    sizes = (*SIZES, int(asked)) if asked else SIZES
    loading: dict[int, float] = {}
    asking: dict[int, float] = {}
    for size in sizes:
        say(f"crime store: {size:,} invented rows")
        with tempfile.TemporaryDirectory() as name:
            folder, csv = Path(name), Path(name) / "csv"
            csv.mkdir()
            make_files(csv, size)
            bare = once("bare", csv, folder / "bare", TYPED)
            plain = once("bare", csv, folder / "plain", PLAIN)
            ours = once("ours", csv, folder / "store")
            loading[size] = ours[0]
            asking[size], query = questions(folder / "store")
            if size == sizes[-1]:
                yield _import_result(size, ours, bare, plain)
                yield Result("peak of an import, of 500 MB", ours[1] / MEMORY_GOAL, 1.0, "500 MB", f"{ours[1]:,.0f} MB")
                detail = f"{milliseconds(asking[size])} against {milliseconds(query)}, the answers equal"
                yield Result(
                    "month × type × area", asking[size] / query, ASK_GOAL, "the bare query in the same order", detail
                )
    for what, times in (("import", loading), ("question", asking)):
        small, large = sorted(times)[0], sorted(times)[-1]
        detail = ", ".join(f"{size:,}: {seconds:.2f} s" for size, seconds in times.items())
        yield Result(
            f"growth of an {what} a row" if what == "import" else f"growth of a {what} a row",
            (times[large] / large) / (times[small] / small), GROWTH_GOAL, f"{small:,} rows", detail,
        )  # fmt: skip


def _import_result(
    size: int, ours: tuple[float, float], bare: tuple[float, float], plain: tuple[float, float]
) -> Result:
    detail = (
        f"{size:,} rows: {ours[0]:.1f} s of CPU; the copy with every type given {bare[0]:.1f} s, "
        f"as one would write it {plain[0]:.1f} s; ours also hashes, checks, partitions and counts"
    )
    return Result("import", ours[0] / bare[0], IMPORT_GOAL, "DuckDB's bare CSV-to-Parquet copy, types given", detail)


def questions(root: Path) -> tuple[float, float]:
    """Month by type by area: ours with provenance and cautions, and DuckDB's own, ordered too."""
    with Store(root) as store:
        listed = ", ".join(f"'{store.folder.root / part.path}'" for part in store.files())
        connection = duckdb.connect()
        connection.execute("SET threads = 2")
        bare = f"SELECT month, type, lsoa, count(*) FROM read_parquet([{listed}]) GROUP BY ALL ORDER BY ALL"  # noqa: S608
        question = Question(by=("month", "type", "lsoa"), source="street", vintages="printed")
        rows = store.ask(question).rows
        expected = connection.execute(bare).fetchall()
        assert [(row["month"], row["type"], row["lsoa"], row["count"]) for row in rows] == expected
        rounds = 3
        return interleaved(lambda: store.ask(question), lambda: connection.execute(bare).fetchall(), rounds=rounds)
