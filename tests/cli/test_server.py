"""The server's processes do not depend on what the process that started them did before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

DRAWS = """
import multiprocessing

from frankpledge.cli.server import begin_workers_afresh
from frankpledge.core.charts import bar_chart


def draw(height):
    bar_chart([("Vehicle crime", height)], title="Crime", description="Crime")


if __name__ == "__main__":
    draw(1)
    begin_workers_afresh()
    worker = multiprocessing.Process(target=draw, args=(2,))
    worker.start()
    worker.join(60)
    worker.kill()  # in vain, unless it waits for ever
    worker.join()
    raise SystemExit(worker.exitcode)
"""


def test_a_server_process_draws_charts_though_the_one_that_started_it_had_drawn_before(tmp_path: Path) -> None:
    script = tmp_path / "draws.py"
    script.write_text(DRAWS, encoding="utf-8")

    drawn = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=False)

    assert drawn.returncode == 0, drawn.stderr
