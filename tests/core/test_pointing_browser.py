"""What a phone says of where it is, on the National Grid: beside the Ordnance Survey's own transformation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from convertbng.cutil import convert_bng

from tests.browsers import CHROMIUM, chromium

pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no page is opened in a browser")

SCRIPT = Path(__file__).parents[2] / "frontend" / "src" / "scripts" / "pointing.js"
SITE = "http://frankpledge.test"
# Latitude and longitude: the corners of Great Britain, the islands, and East Herts.
POINTS = [
    (50.07, -5.71), (51.38, 1.43), (52.66, 1.72), (55.95, -3.19), (58.64, -3.07), (60.15, -1.15), (57.5, -6.2),
    (51.8, -0.08), (51.87, 0.16),
]  # fmt: skip

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: no page is opened in a browser"),
]


def test_the_phones_position_is_within_five_metres_on_the_grid() -> None:
    with chromium() as browser:
        tab = browser.new_page()
        tab.route("**/*", _answer)
        tab.goto(f"{SITE}/")
        found = tab.evaluate(
            "async (points) => { const { toGrid } = await import('/pointing.js');"
            " return points.map(([phi, lambda]) => { const at = toGrid(phi, lambda); return [at.east, at.north]; }); }",
            [list(point) for point in POINTS],
        )

    longitudes, latitudes = np.array([east for _, east in POINTS]), np.array([north for north, _ in POINTS])
    official = np.column_stack(convert_bng(longitudes, latitudes))
    off = np.hypot(*(np.array(found) - official).T)
    assert off.max() < 5


def _answer(route: Any) -> None:
    is_script = route.request.url.endswith("pointing.js")
    body, kind = (SCRIPT.read_text(), "text/javascript") if is_script else ("<p>Here</p>", "text/html")
    route.fulfill(body=body, content_type=kind)
