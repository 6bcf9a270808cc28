"""A quarter from its opening to its publication: manager, owner on a phone, and two people at once on one cell."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.journeys.browsing import PHONE, Visitor
from tests.journeys.site import COMMAND, Site

pytestmark = pytest.mark.browser
Arrive = Callable[..., Visitor]
PLAN = "/p/east-herts/plans/2008-2009/"
QUARTER = PLAN + "quarters/Q3/"


def letter_link(site: Site, to: str, word: str) -> str:
    """The link of the newest letter to somebody that says so, once the queue has been worked off."""
    site.run(COMMAND, "jobs", "run-due")
    letters = [letter for letter in site.letters(to) if word in letter and "/answer/" in letter]
    assert letters, f"no letter to {to} says {word}"
    found = re.search(r"/answer/[\w-]+/", letters[-1])
    assert found
    return found[0]


def objective_number(manager: Visitor, ref: str) -> str:
    """The row's number, as its link on the plan's page has it."""
    manager.go(PLAN)
    href = manager.page.get_by_role("link", name=re.compile(rf"(^|\s){re.escape(ref)}$")).first.get_attribute("href")
    assert href
    return href.strip("/").split("/")[-1]


def test_a_quarter_is_opened_answered_mended_approved_and_published(demonstration: Site, visitor: Arrive) -> None:
    manager = visitor(demonstration, "manager")
    number = objective_number(manager, "2.1")

    manager.go(QUARTER + "open/")
    assert "gets one letter" in manager.main() or "get one letter" in manager.main()
    manager.page.get_by_role("button", name="Open the quarter").click()
    manager.page.get_by_text("The quarter is open").wait_for()

    owner = visitor(demonstration, viewport=PHONE, has_touch=True, is_mobile=True)
    owner.go(letter_link(demonstration, "pat@demo.example", "Quarter 3"))
    assert owner.axe() == []
    assert owner.sticking_out() == []
    box = owner.page.locator(f"#t-{number}")
    box.fill("Two hotspots were closed.")
    owner.page.locator(f"#s-{number}").get_by_text("Saved at").wait_for()
    owner.page.locator(f"#o-{number}").get_by_role("button", name=re.compile("^Submit")).click()
    owner.page.locator(f"#o-{number}").get_by_text("Take it back").wait_for()

    cell = f"{PLAN}objectives/{number}/quarters/Q3/"
    manager.go(cell)
    manager.page.get_by_label("Send it back").fill("Which two?")
    manager.page.get_by_role("button", name="Send back").click()
    manager.page.get_by_text("Sent back, with a letter").wait_for()

    owner.go(letter_link(demonstration, "pat@demo.example", "sent back to you"))
    owner.page.get_by_text("Which two?").wait_for()
    assert owner.axe() == []
    owner.page.locator(f"#t-{number}").fill("Two hotspots were closed: Ware and Hertford.")
    owner.page.locator(f"#o-{number}").get_by_role("button", name=re.compile("^Submit")).click()
    owner.page.locator(f"#o-{number}").get_by_text("Take it back").wait_for()
    assert owner.axe() == []

    manager.go(QUARTER)
    manager.page.get_by_role("button", name="Approve 2.1").click()
    manager.page.get_by_text("Approved.", exact=True).wait_for()
    manager.page.get_by_role("button", name="Close the quarter").click()
    manager.page.get_by_text("The quarter is closed").wait_for()
    manager.page.get_by_role("button", name="Publish the quarter").click()
    manager.page.wait_for_url("**/publish/")
    assert manager.axe() == []
    manager.page.get_by_role("button", name="Publish the quarter").click()
    manager.page.get_by_text("is published.").first.wait_for()

    manager.go(cell)
    assert "Published" in manager.main()
    assert "Ware and Hertford" in manager.main()
    assert "by a letter’s link" in manager.main()


def test_two_at_once_on_one_cell_lose_nothing(demonstration: Site, visitor: Arrive) -> None:
    manager, owner = visitor(demonstration, "manager"), visitor(demonstration, viewport=PHONE)
    number = objective_number(manager, "2.1")
    owner.go(f"/answer/{demonstration.facts['answer_token']}/")
    manager.go(f"{PLAN}objectives/{number}/updates/Q2/")

    manager.page.get_by_label("Update", exact=True).fill("What the manager knows.")
    manager.page.get_by_role("button", name="Save the update").click()
    manager.page.get_by_text("The update is saved").wait_for()
    owner.page.route("**/answer/**", lambda route: route.continue_())
    # Without the script, as an old phone sends it: the page's own form with the version it showed.
    with owner.page.expect_navigation() as answered:
        owner.page.evaluate(
            """(number) => {
                const form = document.querySelector(`#o-${number} form`);
                form.elements.text.value = "What the owner knows.";
                const button = form.querySelector('button[value="save"]');
                HTMLFormElement.prototype.requestSubmit.call(form, button);
            }""",
            number,
        )
    assert answered.value.status == 409
    text = owner.main()
    assert "What the manager knows." in text
    assert owner.page.locator(f"#t-{number}").input_value() == "What the owner knows."
    assert owner.axe() == []
