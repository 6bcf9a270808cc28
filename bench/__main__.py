"""``make bench``: run every benchmark in an installation of its own; write bench/results.json, print a table.

``python -m bench crimestore reports`` runs those parts only, and writes no results.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent


def prepare(folder: str) -> None:
    """A fresh SQLite installation with the demonstration in it."""
    os.environ["FRANKPLEDGE_DATA"] = folder
    os.environ["FRANKPLEDGE_DEMONSTRATION"] = "true"
    os.environ.pop("FRANKPLEDGE_DATABASE", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frankpledge.project.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from frankpledge.plans.demonstration import make_demonstration

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    make_demonstration(now=timezone.now(), say=lambda words: None)


# In this order: scale fills the database that the others ask.
PARTS = (
    "crimestore", "analysis_place", "analysis_time", "what_changed", "pages", "documents", "quarters", "reports",
    "activity", "scale",
)  # fmt: skip


def main(wanted: list[str]) -> int:
    """Exit code 0 when every goal holds, 1 otherwise, 2 where no part has that name."""
    console = Console()
    if unknown := set(wanted) - set(PARTS):
        console.print(f"No part is called {', '.join(sorted(unknown))}. Parts: {', '.join(PARTS)}.")
        return 2
    results = []
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        for name in PARTS:
            if not wanted or name in wanted:
                part = import_module(f"bench.{name}")
                for result in part.run(say=lambda words: console.print(f"  {words}", style="dim")):
                    results.append(result)
    if not wanted:
        found = json.dumps([result.as_json() for result in results], indent=2)
        (HERE / "results.json").write_text(found + "\n", encoding="utf-8")
    table = Table("benchmark", "ratio", "goal", "", "against", "detail")
    for result in results:
        word = "[green]holds[/green]" if result.holds else "[bold red]misses[/bold red]"
        table.add_row(result.name, f"{result.ratio:.2f}", f"≤ {result.goal:g}", word, result.against, result.detail)
    console.print(table)
    return 0 if all(result.holds for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
