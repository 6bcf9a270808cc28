"""Downloading, against a stand-in of the publisher on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from frankpledge.crimestore import publisher
from frankpledge.crimestore.publisher import fetched, fetched_files
from frankpledge.crimestore.refusals import DownloadFailed
from tests.crimestore.made import LOOKUP
from tests.crimestore.stand_in import StandIn, publish, standing_in


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(publisher, "RETRIES", publisher.RETRIES.new(backoff_factor=0))
    with standing_in() as address:
        yield address


@pytest.fixture
def published(stand_in: str, tmp_path: Path) -> str:
    publish(tmp_path)
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
