"""Whose the words are that a phone keeps, for how long, and who may send them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from tests.journeys.browsing import Visitor
from tests.journeys.site import Site
from tests.journeys.test_graffiti_by_phone_offline import (
    ADD,
    KEPT,
    KIND,
    LEFT,
    ON_A_PHONE,
    looked_at,
    named,
    no_signal,
    ready,
    titles,
    typed,
)

Arrive = Callable[..., Visitor]
# Everything the phone keeps becomes so many days older.
AGED = """async (days) => {
    const base = await new Promise((done) => {
        const asked = indexedDB.open("frankpledge");
        asked.onsuccess = () => done(asked.result);
    });
    for (const name of ["outbox", "drafts"]) {
        const all = await new Promise((done) => {
            const asked = base.transaction(name).objectStore(name).getAll();
            asked.onsuccess = () => done(asked.result);
        });
        for (const each of all) {
            const step = base.transaction(name, "readwrite");
            step.objectStore(name).put({ ...each, made: each.made - days * 86_400_000 });
            await new Promise((done) => { step.oncomplete = done; });
        }
    }
    base.close();
}"""
ONE_WAITS = "1 record waiting to be sent"


def kept_without_signal(officer: Visitor, title: str) -> None:
    """A record filled in and pressed without signal; the phone is still without when this ends."""
    typed(officer.page, title)
    officer.page.get_by_role("button", name="Record it").click()
    officer.page.get_by_text(KEPT).wait_for()


def become(officer: Visitor, session: str) -> None:
    """The phone is logged in as somebody else from the next page on, or as nobody."""
    officer.context.clear_cookies()
    if session:
        officer.context.add_cookies([{"name": "session", "value": session, "url": officer.address}])


def test_what_waits_when_the_log_in_ended_says_so_and_is_sent_after_the_next(
    demonstration: Site, visitor: Arrive
) -> None:
    officer, wall = visitor(demonstration, "contributor", **ON_A_PHONE), named("A wall of yesterday")
    ready(officer, ADD)

    with no_signal(officer):
        kept_without_signal(officer, wall)
        become(officer, "")
    officer.page.get_by_text("Log in to send it").first.wait_for()
    looked_at(officer)
    assert officer.page.evaluate(LEFT)[0] == 1
    become(officer, demonstration.facts["sessions"]["contributor"])
    officer.go(KIND)

    officer.page.get_by_text("There was signal again").wait_for()
    assert titles(officer, wall) == [wall]
    assert officer.page.evaluate(LEFT)[0] == 0


def test_what_a_phone_kept_for_seven_days_is_forgotten_and_not_sent(demonstration: Site, visitor: Arrive) -> None:
    officer, wall = visitor(demonstration, "contributor", **ON_A_PHONE), named("A wall of long ago")
    ready(officer, ADD)

    with no_signal(officer):
        kept_without_signal(officer, wall)
        officer.page.get_by_role("button", name="Record another").click()
        officer.page.get_by_label("Title").fill("Half of another")
        officer.page.evaluate(AGED, 6)
        officer.page.reload()
        officer.page.get_by_role("heading", name=ONE_WAITS).wait_for()
        officer.page.evaluate(AGED, 2)
        officer.page.close()  # so that nothing sends it before the next page looks how old it is
    officer.page = officer.context.new_page()
    officer.go(ADD)

    officer.page.wait_for_function(f"(async () => (await ({LEFT})()).slice(0, 2).join() === '0,0')()")
    assert officer.page.locator("[data-kept-here]").is_hidden()
    assert officer.page.get_by_label("Title").input_value() == ""
    assert titles(officer, wall) == []


def test_whoever_has_the_phone_next_neither_sees_nor_sends_what_it_keeps(demonstration: Site, visitor: Arrive) -> None:
    officer, wall = visitor(demonstration, "contributor", **ON_A_PHONE), named("A wall of the first")
    ready(officer, ADD)
    sessions: dict[str, Any] = demonstration.facts["sessions"]

    with no_signal(officer):
        kept_without_signal(officer, wall)
        officer.page.close()
        become(officer, sessions["lead_officer"])
    officer.page = officer.context.new_page()
    officer.go(ADD)
    officer.page.evaluate("navigator.serviceWorker.ready")

    assert officer.page.locator("[data-kept-here]").is_hidden()
    assert officer.page.get_by_label("Title").input_value() == ""
    assert titles(officer, wall) == []
    assert officer.page.evaluate(LEFT)[0] == 1

    become(officer, sessions["contributor"])
    officer.go(ADD)
    officer.page.get_by_text("There was signal again").wait_for()
    assert titles(officer, wall) == [wall]


def test_a_step_taken_without_signal_is_taken_when_there_is_some(demonstration: Site, visitor: Arrive) -> None:
    officer, wall = visitor(demonstration, "contributor", **ON_A_PHONE), named("A wall to clean")
    page = officer.page
    officer.go(ADD)
    typed(page, wall)
    page.get_by_role("button", name="Record it").click()
    page.get_by_role("heading", name=wall).wait_for()
    there = page.url
    page.get_by_role("button", name="Record that it is removed").click()
    for box, value in zip(("Day", "Month", "Year"), f"{timezone.localdate():%d/%m/%Y}".split("/"), strict=True):
        page.get_by_label(box, exact=True).fill(value)

    with no_signal(officer):
        page.get_by_role("button", name="Record that it is removed").click()
        page.get_by_text(KEPT).wait_for()
        page.get_by_role("heading", name=ONE_WAITS).wait_for()
        looked_at(officer)

    page.get_by_text("There was signal again").wait_for()
    officer.go(there)
    assert page.get_by_role("button", name="Open it again").is_visible()
