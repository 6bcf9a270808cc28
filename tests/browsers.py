"""Headless Chromium, started one way for every test: and a click that waits until the page it leads to is there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

AXE = Path(__file__).parents[1] / "build" / "axe.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    "--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update",
    "--no-first-run", "--disable-gpu", "--disable-sync",
]  # fmt: skip


@contextmanager
def chromium(*, flags: tuple[str, ...] = (), **settings: Any) -> Iterator[Any]:
    """A browser of Playwright's, closed at the end. ``settings`` are those of its ``launch``."""
    from playwright.sync_api import sync_playwright

    _make_clicks_patient()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *flags], **settings)
        yield started
        started.close()


def _make_clicks_patient() -> None:
    """A click ends when the next page is *begun*; on a busy machine its title and words are not there yet then."""
    from playwright.sync_api import Locator, Page

    for kind, page_of in ((Page, lambda page: page), (Locator, lambda locator: locator.page)):
        if not hasattr(kind.click, "patient"):
            kind.click = _patient(kind.click, page_of)  # type: ignore[method-assign]


def _patient(click: Callable[..., None], page_of: Callable[[Any], Any]) -> Callable[..., None]:
    @wraps(click)
    def clicked(self: Any, *given: Any, **settings: Any) -> None:
        click(self, *given, **settings)
        page = page_of(self)
        if not page.is_closed():
            page.wait_for_load_state()

    clicked.patient = True  # type: ignore[attr-defined]
    return clicked
