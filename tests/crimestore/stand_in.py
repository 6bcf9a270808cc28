"""A publisher on this machine, so that downloading is tested without the network."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from tests.crimestore.made import archive, street_file


class StandIn(BaseHTTPRequestHandler):
    """Answers from ``files``; fails ``failures`` times first; ``short`` promises more than it sends."""

    files: dict[str, bytes] = {}
    failures = 0
    asked: list[str] = []
    short = False

    def do_GET(self) -> None:
        cls = type(self)
        cls.asked.append(self.path)
        if cls.failures:
            cls.failures -= 1
            self.send_error(503)
            return
        content = cls.files.get(self.path)
        if content is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(content) + 100 * cls.short))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def standing_in() -> Iterator[str]:
    """Its address; it has nothing to give until ``StandIn.files`` is filled."""
    StandIn.files, StandIn.failures, StandIn.asked, StandIn.short = {}, 0, [], False
    server = HTTPServer(("127.0.0.1", 0), StandIn)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def publish(folder: Path) -> None:
    """Two archives: March's, and one of three years before it."""
    late = [
        street_file(folder, f"2021-0{month}", force=force)
        for month in (1, 2, 3)
        for force in ("marchshire", "fenshire")
    ]
    early = [street_file(folder, "2020-12")]
    StandIn.files["/2021-03.zip"] = archive(folder / "a.zip", late).read_bytes()
    StandIn.files["/2020-12.zip"] = archive(folder / "b.zip", early).read_bytes()
