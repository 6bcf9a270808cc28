"""Downloading, against a stand-in of the publisher on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from frankpledge.crimestore import publisher
from frankpledge.crimestore.publisher import fetched, fetched_files
from frankpledge.crimestore.refusals import DownloadFailed
from tests.crimestore.made import LOOKUP, archive, street_file


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


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    StandIn.files, StandIn.failures, StandIn.asked, StandIn.short = {}, 0, [], False
    monkeypatch.setattr(publisher, "RETRIES", publisher.RETRIES.new(backoff_factor=0))
    server = HTTPServer(("127.0.0.1", 0), StandIn)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def published(stand_in: str, tmp_path: Path) -> str:
    """Two archives: March's, and one of three years before it."""
    late = [
        street_file(tmp_path, f"2021-0{month}", force=force)
        for month in (1, 2, 3)
        for force in ("marchshire", "fenshire")
    ]
    early = [street_file(tmp_path, "2020-12")]
    StandIn.files["/2021-03.zip"] = archive(tmp_path / "a.zip", late).read_bytes()
    StandIn.files["/2020-12.zip"] = archive(tmp_path / "b.zip", early).read_bytes()
    return stand_in


def test_a_forces_months_come_from_the_newest_archives_that_hold_them(published: str) -> None:
    with fetched(published, "marchshire", "2020-12", "2021-03") as paths:
        names = [path.name for path in paths]

    assert names == [f"{month}-marchshire-street.csv" for month in ("2020-12", "2021-01", "2021-02", "2021-03")]
    assert StandIn.asked == ["/2021-03.zip", "/2020-12.zip"]
    assert not paths[0].exists()


def test_a_publisher_that_stumbles_is_asked_again(published: str) -> None:
    StandIn.failures = 2

    with fetched(published, "marchshire", "2021-03", "2021-03") as paths:
        assert len(paths) == 1


def test_an_archive_that_did_not_arrive_whole_is_not_loaded(published: str) -> None:
    StandIn.short = True

    with pytest.raises(DownloadFailed), fetched(published, "marchshire", "2021-03", "2021-03"):
        pass


def test_a_month_that_is_not_published_says_so(published: str) -> None:
    with (
        pytest.raises(DownloadFailed, match="Is that month published yet"),
        fetched(published, "marchshire", "2021-04", "2021-04"),
    ):
        pass


def test_a_force_that_is_not_in_the_archive_says_so(published: str) -> None:
    with (
        pytest.raises(DownloadFailed, match="holds nothing of nowhere"),
        fetched(published, "nowhere", "2021-03", "2021-03"),
    ):
        pass


def test_areas_are_fetched_under_their_own_names(stand_in: str) -> None:
    StandIn.files["/tables/lookup.csv"] = LOOKUP.encode()

    with fetched_files([f"{stand_in}/tables/lookup.csv"]) as paths:
        assert paths[0].name == "lookup.csv"
        assert paths[0].read_text() == LOOKUP


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.org/x.csv"])
def test_only_web_addresses_are_fetched(address: str) -> None:
    with pytest.raises(DownloadFailed, match="not a web address"), fetched_files([address]):
        pass
