"""The pages about counts: every worked example gives what the page says."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

METHODS = Path(__file__).parents[2] / "docs" / "methods"
PAGES = (
    "change", "control_charts", "disclosure", "disclosure_audit", "discovery", "dispersion", "evaluation",
    "evaluation_series", "exceedance", "forecasts", "harm", "rate_tests", "seasons", "sequential", "what_changed",
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_worked_example_gives_what_the_page_says(page: str) -> None:
    outcome = doctest.testfile(str(METHODS / f"{page}.md"), module_relative=False, encoding="utf-8")

    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_when_not_to_use_the_method(page: str) -> None:
    text = (METHODS / f"{page}.md").read_text(encoding="utf-8")

    assert "**What it answers.**" in text
    assert "**When not to use it.**" in text
