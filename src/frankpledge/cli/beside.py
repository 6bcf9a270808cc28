"""A worker beside the server: started with it, started again if it dies, stopped with it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from frankpledge.cli.terminal import messages

PATIENCE = 25.0  # seconds for the worker to stop by itself; a little more than it gives its own jobs
WAITS = (1, 2, 5, 15, 60)  # seconds before it is started again, longer each time that it dies at once
LIVED = 60.0  # whoever lived as long as this did not die at once


class Beside:
    """One worker process, watched by a thread of the server's own process."""

    def __init__(self, *, workers: int) -> None:
        self._command = [sys.executable, "-m", "frankpledge.cli", "work", "--workers", str(workers)]
        self._command += ["--beside", str(os.getpid())]
        self._stop = threading.Event()
        # Before the server forks its own processes: a fork in the middle of this would keep its pipe open for ever.
        self._process = self._begin()
        self._thread = threading.Thread(target=self._keep, daemon=True, name="worker")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the worker; after a while the hard way. What it was doing runs again when the next one starts."""
        self._stop.set()
        process = self._process
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._thread.join(5)

    def _begin(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command)  # noqa: S603  (our own command)

    def _keep(self) -> None:
        deaths = 0
        while not self._stop.is_set():
            try:
                self._process.wait(LIVED)
            except subprocess.TimeoutExpired:
                deaths = 0
                self._process.wait()
            if self._stop.is_set():
                return
            messages.print("The worker stopped; starting it again.")
            if self._stop.wait(WAITS[min(deaths, len(WAITS) - 1)]):
                return
            deaths += 1
            self._process = self._begin()


@contextmanager
def worker_beside(*, wanted: bool, workers: int = 1) -> Iterator[None]:
    """A worker while the block runs, unless it is not wanted."""
    if not wanted:
        yield
        return
    beside = Beside(workers=workers)
    beside.start()
    try:
        yield
    finally:
        beside.stop()
