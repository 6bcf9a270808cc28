"""``make bench``: run every benchmark in an installation of its own; write bench/results.json, print a table."""

from __future__ import annotations

import json
import os
import sys
import tempfile
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


def main() -> int:
    """Exit code 0 when every goal holds, 1 otherwise."""
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        from bench import analysis_place, analysis_time, documents, pages, quarters, reports, scale, what_changed

        results = []
        # scale last: it fills the database
        for part in (analysis_place, analysis_time, pages, what_changed, documents, quarters, reports, scale):
            for result in part.run(say=lambda words: console.print(f"  {words}", style="dim")):
                results.append(result)
    (HERE / "results.json").write_text(json.dumps([r.as_json() for r in results], indent=2) + "\n", encoding="utf-8")
    table = Table("benchmark", "ratio", "goal", "", "against", "detail")
    for result in results:
        word = "[green]holds[/green]" if result.holds else "[bold red]misses[/bold red]"
        table.add_row(result.name, f"{result.ratio:.2f}", f"≤ {result.goal:g}", word, result.against, result.detail)
    console.print(table)
    return 0 if all(result.holds for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
