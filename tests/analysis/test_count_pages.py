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


def test_the_index_lists_every_page_once_and_says_when_not_to_use_it() -> None:
    lines = (METHODS / "README.md").read_text(encoding="utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| [")]

    listed = [row[0].partition("](")[2].rstrip(")") for row in rows]
    assert sorted(listed) == sorted(page.name for page in METHODS.glob("*.md") if page.name != "README.md")
    assert all(len(row) == 3 and all(cell.strip() for cell in row) for row in rows)
