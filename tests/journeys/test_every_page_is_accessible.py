"""Axe finds nothing on any page, on a desk or a phone, by day or night, right or wrong; and nothing sticks out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.browsing import PHONE, SMALLEST, Visitor
from tests.journeys.every_page import ACCOUNTS, NO_PAGE, PARTNERSHIP, PARTS, PLANS, Opened, routes
from tests.journeys.site import Site

Arrive = Callable[..., Visitor]


def test_no_page_is_forgotten() -> None:
    opened = {**PLANS, **PARTNERSHIP, **ACCOUNTS}

    assert sorted([*opened, *NO_PAGE]) == sorted(routes())


class Walk:
    """Opens pages as whoever may, each person in one browser, and gathers what is wrong."""

    def __init__(self, site: Site, visitor: Arrive, **settings: Any) -> None:
        self.site, self.arrive, self.settings = site, visitor, settings
        self.there: dict[str, Visitor] = {}
        self.wrong: list[str] = []

    def open(self, page: Opened) -> Visitor:
        if page.who not in self.there:
            self.there[page.who] = self.arrive(self.site, page.who, **self.settings)
        visitor = self.there[page.who]
        visitor.go(page.path.format(**self.site.facts), expect=page.status)
        if not page.path.startswith("/account/login") and "/account/login/" in visitor.page.url:
            self.wrong.append(f"{page.path} led {page.who} to the log-in page")
        return visitor


@pytest.mark.parametrize("part", PARTS)
def test_axe_finds_nothing_on_a_desk(demonstration: Site, visitor: Arrive, part: str) -> None:
    walk = Walk(demonstration, visitor)

    for page in PARTS[part].values():
        walk.wrong += walk.open(page).axe()

    assert walk.wrong == []


@pytest.mark.parametrize("part", PARTS)
def test_axe_finds_nothing_on_a_phone_in_the_dark_and_nothing_sticks_out(
    demonstration: Site, visitor: Arrive, part: str
) -> None:
    walk = Walk(demonstration, visitor, viewport=PHONE, color_scheme="dark", has_touch=True, is_mobile=True)

    for page in PARTS[part].values():
        there = walk.open(page)
        walk.wrong += [*there.axe(), *there.sticking_out()]
        there.page.set_viewport_size(SMALLEST)
        walk.wrong += there.sticking_out()
        there.page.set_viewport_size(PHONE)

    assert walk.wrong == []
