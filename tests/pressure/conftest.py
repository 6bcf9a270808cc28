"""A real server in its own processes, with its own database, and people who log in to it as people do."""

from __future__ import annotations

import html
import os
import re
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests
from django.db import connection

from frankpledge.accounts.demonstration import PASSWORD

CELL = "/p/east-herts/plans/2008-2009/objectives/{objective}/updates/{quarter}/"


@dataclass
class Server:
    """`frankpledge` as an administrator runs it."""

    environment: dict[str, str]
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        program = str(Path(sys.executable).with_name("frankpledge"))
        return subprocess.run([program, *words], env=self.environment, capture_output=True, text=True, timeout=600)

    def start(self) -> None:
        program = str(Path(sys.executable).with_name("frankpledge"))
        self.process = subprocess.Popen(
            [program, "serve", "--port", str(self.port), "--workers", "2"],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that the whole family can be killed at once
        )
        until = time.monotonic() + 240
        while time.monotonic() < until:
            try:
                if requests.get(f"{self.address}/health/", timeout=5).ok:
                    return
            except requests.RequestException:  # not listening yet, or still loading
                time.sleep(0.1)
        raise AssertionError("the server did not answer within four minutes")

    def kill(self) -> None:
        """As the power does: no warning, every process at once."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def log_in(self, email: str) -> requests.Session:
        """Through the pages, with the code that a demonstration shows."""
        browser = requests.Session()
        page = browser.get(f"{self.address}/account/login/", timeout=20)
        page = browser.post(
            page.url, {"csrfmiddlewaretoken": token(page.text), "login": email, "password": PASSWORD}, timeout=20
        )
        shown = re.search(r"<strong[^>]*>(\d{6})</strong>", page.text)
        assert shown, f"no code on {page.url}"
        page = browser.post(page.url, {"csrfmiddlewaretoken": token(page.text), "code": shown.group(1)}, timeout=20)
        assert page.ok
        return browser


def token(page: str, name: str = "csrfmiddlewaretoken") -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no {name} on the page"
    return html.unescape(found.group(1))


@dataclass
class Cell:
    """One quarter's cell, as somebody's browser has it open."""

    browser: requests.Session
    address: str
    version: str
    submission: str
    csrf: str

    @classmethod
    def opened(cls, browser: requests.Session, address: str) -> Cell:
        page = browser.get(address, timeout=20)
        assert page.ok, page.status_code
        return cls(browser, address, token(page.text, "version"), token(page.text, "_submission"), token(page.text))

    def send(self, text: str, *, submission: str | None = None, timeout: float = 30) -> requests.Response:
        words = {
            "csrfmiddlewaretoken": self.csrf,
            "_submission": submission or self.submission,
            "version": self.version,
            "text": text,
        }
        cookies = self.browser.cookies.get_dict()  # a session is not for many threads; its cookies are
        return requests.post(self.address, words, cookies=cookies, allow_redirects=False, timeout=timeout)


@pytest.fixture(scope="module")
def manager(server: Server) -> requests.Session:
    """The community safety manager, logged in once: her session outlives the server's processes."""
    return server.log_in("cora@demo.example")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demonstration, prepared and serving."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "FRANKPLEDGE_DATA": str(tmp_path_factory.mktemp("installation")),
        "FRANKPLEDGE_DEMONSTRATION": "true",
        "FRANKPLEDGE_ADDRESS": f"http://localhost:{port}",
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    database = ""
    if connection.vendor == "postgresql":
        database = f"pressure_{uuid.uuid4().hex[:12]}"
        _postgres(f'CREATE DATABASE "{database}"')
        environment["FRANKPLEDGE_DATABASE"] = re.sub(
            r"(@[^/]*/)[^?]*", rf"\g<1>{database}", os.environ["FRANKPLEDGE_DATABASE"]
        )
    running = Server(environment, port)
    prepared = running.command("demo", "--prepare-only", "--port", str(port))
    assert prepared.returncode == 0, prepared.stderr
    running.start()
    try:
        yield running
    finally:
        running.kill()
        if database:
            _postgres(f'DROP DATABASE "{database}" WITH (FORCE)')


def _postgres(statement: str) -> None:
    import psycopg

    address = os.environ["FRANKPLEDGE_DATABASE"]
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(statement)  # type: ignore[call-overload]
