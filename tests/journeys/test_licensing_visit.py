"""A licensing officer at the door of a pub, with a telephone: the visit, its checklist, and what is due afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from tests.journeys.browsing import PHONE, Visitor
from tests.journeys.site import Site

Arrive = Callable[..., Visitor]
FOLLOW_UP = date(2126, 12, 1)  # never late, whenever this is walked


def day(page: Any, name: str, on: date) -> None:
    """Fill in the three boxes of a date."""
    for part in ("day", "month", "year"):
        page.locator(f"[name='{name}-{part}']").fill(str(getattr(on, part)))


def looked_at(officer: Visitor) -> None:
    """The page fits the telephone, and everybody can use it."""
    assert officer.axe() == []
    assert officer.sticking_out() == []


def test_a_visit_is_recorded_by_telephone_and_shown_by_its_premises_as_due(
    demonstration: Site, visitor: Arrive
) -> None:
    officer = visitor(demonstration, "contributor", viewport=PHONE, has_touch=True, is_mobile=True)
    page, here = officer.page, "/p/east-herts/activity/"
    premises = f"{here}premises/{demonstration.facts['premises_record']}/"

    officer.go(premises)
    page.get_by_role("link", name="Record: visit to premises").click()
    page.get_by_label("Title").fill("Friday, after eleven")
    assert "The Old Bell" in page.locator("[name=premises] option:checked").inner_text()
    page.get_by_label("Joint visit of several agencies").check()
    looked_at(officer)
    page.get_by_role("button", name="Record it").click()
    page.get_by_role("heading", name="Friday, after eleven").wait_for()

    page.get_by_role("link", name="Add a line").click()
    page.get_by_label("Age checks").check()
    page.get_by_label("1: poor").check()
    page.get_by_label("Finding").fill("No refusals book")
    page.get_by_label("What was agreed").fill("Keep one from tonight")
    day(page, "due_on", FOLLOW_UP)
    looked_at(officer)
    page.get_by_role("button", name="Add it").click()
    page.get_by_text("It is added.").wait_for()

    page.get_by_role("button", name="Visited: something is left to do").click()
    day(page, "follow_up_on", FOLLOW_UP)
    page.get_by_role("button", name="Visited: something is left to do").click()
    page.get_by_text("Visited, to be followed up").first.wait_for()
    assert "1 of 3 (1 line)" in officer.main()
    looked_at(officer)

    officer.go(premises)
    page.get_by_role("link", name="Friday, after eleven").wait_for()
    assert "Visited, to be followed up" in officer.main()
    assert "Actions not done yet: 1 of 1, the first by 1 December 2126" in officer.main()
    looked_at(officer)

    officer.go(f"{here}premises-visits/")
    assert re.search(r"1 of \d+ visits made are to be followed up", officer.main())
    assert "1 December 2126" in officer.main()
