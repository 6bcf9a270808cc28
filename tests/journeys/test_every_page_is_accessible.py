"""Axe finds nothing on any page, on a desk or a phone, by day or night, right or wrong; and nothing sticks out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.browsing import PHONE, SMALLEST, Visitor
from tests.journeys.every_page import ACCOUNTS, NO_PAGE, PARTNERSHIP, PARTS, PLANS, Opened, routes
from tests.journeys.pages.plans_life import DRAFTED
from tests.journeys.site import Site

Arrive = Callable[..., Visitor]
# What a page looks like does not depend on which database its rows came from.
pytestmark = pytest.mark.once


def test_no_page_is_forgotten() -> None:
    opened = {name: page for part, pages in PARTS.items() if part != "states" for name, page in pages.items()}

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
        visitor.go(self.site.path(page.path), expect=page.status)
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


# Forms that nobody can send empty, and who sends them.
REFUSED_WHEN_EMPTY = (
    "plan-add", "plan-edit", "section-add", "section-edit", "objective-add", "objective-edit", "plan-import",
    "import-mapping", "partnership-edit", "agency-add", "agency-edit", "agency-role-add", "agency-close", "group-add",
    "group-edit", "place-add", "person-role-add", "invitation-add", "partnership-found", "account_login",
    "account_reauthenticate", "password-change", "account_reset_password", "account_reset_password_from_key",
    "app-add", "factor-reset", "invitation-accept",
)  # fmt: skip
EMPTY_AND_SEND = """() => {
    const form = document.querySelector("main form[method=post]");
    for (const field of form.querySelectorAll("input, textarea, select")) {
        if (["hidden", "submit", "color"].includes(field.type)) continue;
        if (["radio", "checkbox"].includes(field.type)) field.checked = false;
        else field.value = "";
    }
    form.submit();
}"""


def test_axe_finds_nothing_where_a_form_came_back_with_errors(demonstration: Site, visitor: Arrive) -> None:
    walk = Walk(demonstration, visitor)
    pages = {**PLANS, **PARTNERSHIP, **ACCOUNTS}

    for name in REFUSED_WHEN_EMPTY:
        page = walk.open(pages[name]).page
        with page.expect_navigation():
            page.evaluate(EMPTY_AND_SEND)
        if not page.title().startswith("Error:") or not page.locator(".govuk-error-summary").count():
            walk.wrong.append(f"{name} did not say what is wrong: {page.title()}")
        walk.wrong += walk.there[pages[name].who].axe()

    assert walk.wrong == []


# What two people may change at once, and the label of a text that both change.
CHANGED_AT_ONCE = {
    "update-edit": "Update", "objective-edit": "Target", "section-edit": "Title", "plan-edit": "Title",
    "action-edit": "Words", "agency-edit": "Name", "group-edit": "Name", "partnership-edit": "Name",
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGED_AT_ONCE)
def test_axe_finds_nothing_where_two_wrote_at_once_and_both_texts_are_there(
    demonstration: Site, visitor: Arrive, name: str
) -> None:
    pages = {**PLANS, **PARTNERSHIP, **DRAFTED}
    first, second = Walk(demonstration, visitor).open(pages[name]), Walk(demonstration, visitor).open(pages[name])

    for there, words, status in ((first, "Words of the first", 302), (second, "Words of the second", 409)):
        there.page.get_by_role("main").get_by_label(CHANGED_AT_ONCE[name]).first.fill(words)
        with there.page.expect_response(lambda answer: answer.request.method == "POST") as answer:
            there.page.get_by_role("main").get_by_role("button", name="Save").first.click()
        there.page.wait_for_load_state()
        assert answer.value.status == status

    assert "Words of the first" in second.main()
    assert "Words of the second" in second.page.content()
    assert first.axe() == []
    assert second.axe() == []


def test_a_guesser_is_told_when_to_try_again_on_a_page_like_any_other(demonstration: Site, visitor: Arrive) -> None:
    guesser = visitor(demonstration)
    for _ in range(6):
        guesser.page.goto(f"{demonstration.address}/account/login/")
        guesser.page.get_by_label("E-mail address").fill("nobody@demo.example")
        guesser.page.get_by_label("Password", exact=True).fill("a guess at a password")
        with guesser.page.expect_navigation() as answer:
            guesser.page.get_by_role("main").get_by_role("button", name="Continue").click()

    assert answer.value.status == 429
    assert guesser.axe() == []


@pytest.mark.parametrize("page", [PLANS["plan-detail"], PLANS["objective-detail"], PARTNERSHIP["group-detail"]])
def test_paper_has_the_words_and_where_they_are_from_but_no_buttons(
    demonstration: Site, visitor: Arrive, page: Opened
) -> None:
    there = Walk(demonstration, visitor).open(page)
    there.page.emulate_media(media="print")

    assert there.page.locator("h1").is_visible()
    assert there.page.get_by_text(f"{demonstration.address}{demonstration.path(page.path)}").is_visible()
    assert there.page.locator(".govuk-button:visible, nav:visible, form[role=search]:visible").count() == 0
    assert there.page.pdf(prefer_css_page_size=True)[:5] == b"%PDF-"
