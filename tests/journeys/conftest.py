"""Fixtures of the journeys: a browser for each worker, an installation for each story."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browsers import AXE, CHROMIUM, chromium
from tests.journeys.browsing import Visitor
from tests.journeys.site import Site, site_in

HERE = "tests/journeys/"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


def need_chromium() -> None:
    """Skip where this machine has no browser; fail where it has one and nothing to check with."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: no journey is walked")
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no journey is walked")
    assert AXE.is_file(), "The front end is not built here. Run: python frontend/build.py"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Headless Chromium, one for each module: other tests start theirs, and a thread bears one at a time."""
    need_chromium()
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The East Herts demonstration with one of everything an address can name. ``facts`` tells what is where."""
    need_chromium()
    with site_in(tmp_path_factory.mktemp("demonstration"), FRANKPLEDGE_DEMONSTRATION="true") as site:
        site.facts = site.scene("everything")
        site.up()
        yield site


@pytest.fixture
def visitor(browser: Any) -> Iterator[Callable[..., Visitor]]:
    """``visitor(site, "manager")``: a browser in which that person has logged in. A complaint fails the test."""
    there: list[Visitor] = []

    def arrive(site: Site, role: str = "", **settings: Any) -> Visitor:
        session = site.facts["sessions"][role] if role else ""
        there.append(Visitor(browser, site.address, session=session, **settings))
        return there[-1]

    yield arrive
    complaints = [complaint for each in there for complaint in each.close()]
    assert complaints == []
