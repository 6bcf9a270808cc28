"""The board's page on paper: one side of A4, however much is out of line in a plan of 37 objectives."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable

import pikepdf
import pytest

from frankpledge.quarters.queries.board import MOST
from tests.journeys.browsing import Visitor
from tests.journeys.site import Site

pytestmark = pytest.mark.browser
Arrive = Callable[..., Visitor]
A4 = [595, 842]  # points


@pytest.fixture(scope="module")
def full(demonstration: Site) -> Site:
    """The demonstration with the fullest page there can be."""
    demonstration.run(sys.executable, "-m", "tests.journeys.full_board")
    return demonstration


@pytest.fixture
def board(full: Site, visitor: Arrive) -> Visitor:
    """That page, as the manager sees it."""
    seen = visitor(full, "manager")
    seen.go("/p/east-herts/plans/2008-2009/quarters/Q1/board/")
    return seen


def test_it_prints_on_one_side_of_a4(board: Visitor) -> None:
    with pikepdf.open(io.BytesIO(board.page.pdf(prefer_css_page_size=True))) as pdf:
        pages = len(pdf.pages)
        size = [round(float(each)) for each in pdf.pages[0].mediabox[2:]]

    lists = [each.locator("li").count() for each in board.page.locator(".fp-board ul").all()]
    assert (pages, size) == (1, A4)
    assert sorted(lists)[-4:] == [MOST] * 4, lists  # indicators, milestones, risks, answers: all are full


def test_what_does_not_fit_is_counted(board: Visitor) -> None:
    assert len(re.findall(r"and \d+ more", board.main())) >= 3
