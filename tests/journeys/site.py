"""The real server on a database of its own: what a journey walks is what ``frankpledge serve`` gives everybody."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).parents[2]
COMMAND = Path(sys.executable).with_name("frankpledge")
PATIENCE = 240  # seconds until a server must answer, on a machine with other things to do
SHORT_LIVED = ("{reset_key}", "{factor_token}")  # links that are dead ten minutes after they were made
FRESH = 300  # seconds for which such a link is taken as good


class Site:
    """One installation: a folder, a database, a server while it is up."""

    def __init__(self, folder: Path, database: str, **settings: str) -> None:
        self.folder, self.port = folder, _free_port()
        self.address = f"http://localhost:{self.port}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("FRANKPLEDGE_")}
        self.environment = {
            **kept,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "DJANGO_SETTINGS_MODULE": "frankpledge.project.settings",
            "FRANKPLEDGE_DATA": str(folder / "data"),
            "FRANKPLEDGE_ADDRESS": self.address,
            **({"FRANKPLEDGE_DATABASE": database} if database else {}),
            **settings,
        }
        self.printed = folder / "server.log"
        self.facts: Any = {}  # what a scene said of it
        self._server: subprocess.Popen[bytes] | None = None
        self._links_made = -FRESH  # whatever a scene made may have been made long ago

    def run(self, *words: str | Path) -> str:
        """A command of ours, in this installation; what it printed."""
        done = subprocess.run(
            [str(word) for word in words], env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{words} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def scene(self, name: str) -> Any:
        """Prepare the installation as one of ``scenes`` does; what it says of it."""
        return json.loads(self.run(sys.executable, "-m", "tests.journeys.scenes", name).splitlines()[-1])

    def path(self, pattern: str) -> str:
        """Where a page is: its facts put in, with links made anew where they may have died since."""
        if any(each in pattern for each in SHORT_LIVED) and time.monotonic() - self._links_made > FRESH:
            self.facts |= self.scene("links")
            self._links_made = time.monotonic()
        return pattern.format(**self.facts)

    def up(self) -> None:
        """Start serving, and wait for the first answer."""
        with self.printed.open("wb") as log:
            self._server = subprocess.Popen(
                [COMMAND, "serve", "--port", str(self.port), "--workers", "1"],
                env=self.environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        until = time.monotonic() + PATIENCE
        while not self._answers():
            assert self._server.poll() is None, self.printed.read_text()
            assert time.monotonic() < until, f"no answer within {PATIENCE} seconds:\n{self.printed.read_text()}"
            time.sleep(0.2)

    def down(self) -> None:
        """Stop the server and its workers."""
        if self._server is None:
            return
        os.killpg(self._server.pid, signal.SIGTERM)
        try:
            self._server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait(20)
        self._server = None

    def setup_link(self) -> str:
        """The link ``serve`` prints for the first person."""
        found = re.search(r"http://\S+/setup/\S+", self.printed.read_text())
        assert found, self.printed.read_text()
        return found[0]

    def letters(self, to: str) -> list[str]:
        """The letters in the outbox to somebody, the oldest first."""
        found = []
        for file in sorted((self.folder / "data" / "outbox").glob("*"), key=lambda each: each.stat().st_mtime_ns):
            for part in file.read_bytes().split(b"-" * 79):
                letter = message_from_bytes(part.strip(), policy=policy.default)
                if to in str(letter["To"]):
                    found.append(str(letter.get_content()))
        return found

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=5)
        try:
            connection.request("GET", "/health/")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


@contextmanager
def site_in(folder: Path, **settings: str) -> Iterator[Site]:
    """An installation in that folder, taken down and its database dropped afterwards."""
    with _database() as address:
        site = Site(folder, address, **settings)
        try:
            yield site
        finally:
            site.down()
            shutil.rmtree(folder / "data", ignore_errors=True)


@contextmanager
def _database() -> Iterator[str]:
    """A PostgreSQL database of its own where the tests run on PostgreSQL; else nothing, which means SQLite."""
    given = os.environ.get("FRANKPLEDGE_DATABASE", "")
    if not given.startswith("postgres"):
        yield ""
        return
    import psycopg

    name = f"journey_{uuid.uuid4().hex}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(given)._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
