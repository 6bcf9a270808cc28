"""A PCSO at a wall without signal: what is typed stays on the phone, and is sent once when there is signal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from tests.journeys.browsing import PHONE, Visitor
from tests.journeys.site import Site
from tests.permissions.worlds.carried import dots

Arrive = Callable[..., Visitor]
HERE = "/p/east-herts/activity/"
KIND = f"{HERE}environment/"
ADD = f"{KIND}add/"
ON_A_PHONE: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
KEPT = "Kept on this phone; it will be sent when there is signal."
# What the browser says of a page it asked for where there was no signal.
NO_SIGNAL = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
# Until the browser's worker is there with its parts, and has this page and the one that says there is no signal.
OPENS_WITHOUT = """async (path) => {
    await navigator.serviceWorker.ready;
    while (navigator.serviceWorker.controller === null) await new Promise((next) => setTimeout(next, 50));
    for (const each of [path, "/offline/"]) {
        while (!(await (await caches.open("forms")).match(each))) await new Promise((next) => setTimeout(next, 50));
    }
}"""
# How many are left on the phone: waiting, typed, and the caches of pages that open without signal.
LEFT = """async () => {
    const base = await new Promise((done) => {
        const asked = indexedDB.open("frankpledge");
        asked.onsuccess = () => done(asked.result);
    });
    const count = (name) => new Promise((done) => {
        const asked = base.transaction(name).objectStore(name).count();
        asked.onsuccess = () => done(asked.result);
    });
    const left = [await count("outbox"), await count("drafts"), Number(await caches.has("forms"))];
    base.close();
    return left;
}"""


@contextmanager
def no_signal(who: Visitor) -> Iterator[None]:
    """Without signal a browser complains of every request; those complaints are not faults, any other is."""
    before = len(who.complaints)
    who.context.set_offline(True)
    yield
    who.context.set_offline(False)
    who.complaints[before:] = [each for each in who.complaints[before:] if not any(why in each for why in NO_SIGNAL)]


def named(words: str) -> str:
    """A title nobody used before: a test that is run again finds only its own."""
    return f"{words} {uuid4().hex[:8]}"


def ready(who: Visitor, path: str) -> None:
    """Open a form with signal, until the browser's worker has it and its parts."""
    who.go(path)
    who.page.evaluate(OPENS_WITHOUT, path)


def looked_at(who: Visitor) -> None:
    """The page fits the telephone, and everybody can use it."""
    assert who.axe() == []
    assert who.sticking_out() == []


def titles(who: Visitor, words: str) -> list[str]:
    """The records with these words, as their list shows them."""
    who.go(f"{KIND}?words={words.replace(' ', '+')}")
    return [each.inner_text() for each in who.page.locator("table th[scope=row] a").all()]


def typed(page: Any, title: str) -> None:
    page.get_by_label("Title").fill(title)
    page.get_by_label("Graffiti", exact=True).check()


def test_what_is_recorded_without_signal_is_kept_and_arrives_once(demonstration: Site, visitor: Arrive) -> None:
    officer = visitor(demonstration, "contributor", **ON_A_PHONE)
    page, wall, second = officer.page, named("Tag on the station wall"), named("A second wall")
    ready(officer, ADD)

    with no_signal(officer):
        typed(page, wall)
        page.get_by_label("Tag").fill("ZEKO")
        page.get_by_role("button", name="Record it").click()
        page.get_by_text(KEPT).wait_for()
        page.get_by_role("heading", name="1 record waiting to be sent").wait_for()
        looked_at(officer)
        page.get_by_role("button", name="Record another").click()
        assert page.get_by_label("Title").input_value() == ""
        typed(page, second)
        page.wait_for_timeout(1100)  # the button takes no second press within a second, as if it were a double one
        page.get_by_role("button", name="Record it").click()
        page.get_by_role("heading", name="2 records waiting to be sent").wait_for()

        page.close()
        page = officer.page = officer.context.new_page()
        page.goto(officer.address + ADD)
        page.get_by_role("heading", name="2 records waiting to be sent").wait_for()
        assert wall in officer.main()
        page.goto(officer.address + KIND)
        page.get_by_role("heading", name="There is no signal").wait_for()
        page.get_by_text(wall).wait_for()
        looked_at(officer)
        page.goto(officer.address + ADD)
        page.get_by_role("heading", name="2 records waiting to be sent").wait_for()

    page.get_by_text("There was signal again").wait_for()
    page.locator("[data-kept-here]").wait_for(state="hidden")
    assert titles(officer, second) == [second]
    assert titles(officer, wall) == [wall]
    page.get_by_role("link", name=wall).click()
    assert "ZEKO" in officer.main()


def test_what_is_half_typed_is_back_after_the_page_was_closed(demonstration: Site, visitor: Arrive) -> None:
    officer = visitor(demonstration, "contributor", **ON_A_PHONE)
    page, half = officer.page, named("Half a wall")
    ready(officer, ADD)

    with no_signal(officer):
        typed(page, half)
        page.close()
        page = officer.page = officer.context.new_page()
        page.goto(officer.address + ADD)
        page.get_by_text("What you typed on this phone is back in the form.").wait_for()
        assert page.get_by_label("Title").input_value() == half
        assert page.get_by_label("Graffiti", exact=True).is_checked()
        looked_at(officer)

    page.get_by_role("button", name="Record it").click()
    page.get_by_role("heading", name=half).wait_for()
    officer.go(ADD)
    assert page.get_by_label("Title").input_value() == ""
    assert titles(officer, half) == [half]


def test_what_was_sent_and_answered_unheard_is_not_recorded_twice(demonstration: Site, visitor: Arrive) -> None:
    officer = visitor(demonstration, "contributor", **ON_A_PHONE)
    page, once = officer.page, named("Heard of once")
    ready(officer, ADD)
    with no_signal(officer):
        typed(page, once)
        page.get_by_role("button", name="Record it").click()
        page.get_by_text(KEPT).wait_for()
        sent = page.evaluate("""() => new Promise((done) => {
            const asked = indexedDB.open("frankpledge");
            asked.onsuccess = () => {
                const all = asked.result.transaction("outbox").objectStore("outbox").getAll();
                all.onsuccess = () => done(all.result[0].fields);
            };
        })""")
    page.get_by_text("There was signal again").wait_for()

    token = page.locator("form[data-field-form] [name=csrfmiddlewaretoken]").input_value()
    again = officer.context.request.post(
        officer.address + ADD, form={**dict(sent), "csrfmiddlewaretoken": token}, headers={"Referer": officer.address}
    )

    assert again.ok
    assert titles(officer, once) == [once]


def test_a_conflict_found_when_it_is_sent_is_shown_and_nothing_overwritten(
    demonstration: Site, visitor: Arrive
) -> None:
    officer = visitor(demonstration, "contributor", **ON_A_PHONE)
    page, known = officer.page, named("A wall two people know")
    mine, theirs = named("As the officer saw it"), named("As the manager knows it")
    officer.go(ADD)
    typed(page, known)
    page.get_by_role("button", name="Record it").click()
    page.get_by_role("heading", name=known).wait_for()
    there = page.url.removeprefix(demonstration.address)
    officer.go(f"{there}edit/")
    manager = visitor(demonstration, "manager")

    with no_signal(officer):
        page.get_by_label("Title").fill(mine)
        page.get_by_role("button", name="Save").click()
        page.get_by_text(KEPT).wait_for()
        manager.go(f"{there}edit/")
        manager.page.get_by_label("Title").fill(theirs)
        manager.page.get_by_label("Place").fill("Bull Plain")
        manager.page.get_by_role("button", name="Save").click()
        manager.page.get_by_role("heading", name=theirs).wait_for()

    before = len(officer.complaints)
    page.get_by_text("It arrived, but could not be saved as it is").wait_for()
    page.get_by_role("button", name="Look at it").click()
    page.get_by_text("Nothing was overwritten, and nothing you typed is lost").wait_for()
    assert page.locator("tbody th").all_inner_texts() == ["Title"]
    assert theirs in officer.main()
    assert page.get_by_label("Title").input_value() == mine
    assert page.get_by_label("Place").input_value() == "Bull Plain"
    looked_at(officer)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name=mine).wait_for()
    assert "Bull Plain" in officer.main()
    page.locator("[data-kept-here]").wait_for(state="hidden")
    officer.complaints[before:] = [each for each in officer.complaints[before:] if "409" not in each]


def test_logging_out_asks_first_and_forgets_what_the_phone_kept(demonstration: Site, visitor: Arrive) -> None:
    officer = visitor(demonstration, "contributor", **ON_A_PHONE)
    page = officer.page
    # the others' session goes on: that the server ends one is tested elsewhere
    page.route("**/account/logout/", lambda asked: asked.fulfill(content_type="text/html", body="<p>Logged out</p>"))
    ready(officer, ADD)
    said: list[str] = []

    def answered(dialog: Any) -> None:
        said.append(dialog.message)
        if len(said) == 1:
            dialog.dismiss()
        else:
            dialog.accept()

    page.on("dialog", answered)
    with no_signal(officer):
        typed(page, "Not for the next one")
        page.get_by_role("button", name="Record it").click()
        page.get_by_text(KEPT).wait_for()
        page.get_by_role("button", name="Record another").click()
        page.get_by_label("Title").fill("Nor this")
        page.get_by_role("button", name="Log out").click()
        assert page.evaluate(LEFT) == [1, 1, 1]
        page.get_by_role("button", name="Log out").click()
        page.get_by_text("Logged out").wait_for()

    assert (
        said
        == ["Something is still waiting on this phone to be sent. Logging out forgets it. Log out all the same?"] * 2
    )
    assert page.evaluate(LEFT) == [0, 0, 0]


def test_a_photograph_chosen_without_signal_is_kept_and_arrives_with_its_record(
    demonstration: Site, visitor: Arrive
) -> None:
    officer = visitor(demonstration, "contributor", **ON_A_PHONE)
    page, wall = officer.page, named("Tag with a photograph")
    ready(officer, ADD)

    with no_signal(officer):
        typed(page, wall)
        page.get_by_label("Photograph").set_input_files(
            {"name": "wall.jpg", "mimeType": "image/jpeg", "buffer": dots()}
        )
        page.wait_for_function(f"async () => {{ const left = await ({LEFT})(); return left[1] === 2; }}")
        page.close()  # half way, with the photograph chosen
        page = officer.page = officer.context.new_page()
        page.goto(officer.address + ADD)
        page.get_by_text("What you typed on this phone is back in the form.").wait_for()
        assert page.get_by_label("Photograph").evaluate("box => box.files[0].name") == "wall.jpg"
        page.get_by_label("Photograph").evaluate("box => { box.dataset.most = 1; }")
        page.get_by_role("button", name="Record it").click()
        page.get_by_text("This file is too large to be sent").wait_for()
        assert page.get_by_label("Title").input_value() == wall  # nothing is lost, and it stays open
        page.get_by_label("Photograph").evaluate("box => { box.dataset.most = 1000000; }")
        page.wait_for_timeout(1100)  # no second press within a second
        page.get_by_role("button", name="Record it").click()
        page.get_by_text(KEPT).wait_for()
        assert f"{wall}, with a photograph or document" in officer.main()
        looked_at(officer)

    page.get_by_text("There was signal again").wait_for()
    page.locator("[data-kept-here]").wait_for(state="hidden")
    assert page.evaluate(LEFT)[:2] == [0, 0]
    assert titles(officer, wall) == [wall]
    page.get_by_role("link", name=wall).click()
    assert page.get_by_role("img", name=wall).count() == 1


def test_a_photograph_stays_chosen_when_the_page_asks_whether_it_is_recorded_already(
    demonstration: Site, visitor: Arrive
) -> None:
    officer = visitor(demonstration, "contributor", **ON_A_PHONE)
    page, first, place = officer.page, named("Seen once"), named("Footbridge")
    before = len(officer.complaints)
    for title in (first, named("Seen twice")):
        officer.go(ADD)
        typed(page, title)
        page.get_by_label("Place").fill(place)
        if title != first:
            page.get_by_label("Photograph").set_input_files(
                {"name": "bridge.jpg", "mimeType": "image/jpeg", "buffer": dots()}
            )
        page.get_by_role("button", name="Record it").click()
        if title == first:
            page.get_by_role("heading", name=first).wait_for()
    page.get_by_role("heading", name="These may be the same").wait_for()
    page.wait_for_function("() => document.querySelector('input[type=file]').files.length === 1")
    looked_at(officer)
    page.get_by_label("This is the same").check()
    page.wait_for_timeout(1100)
    page.get_by_role("button", name="Record it").click()
    page.get_by_role("heading", name=first).wait_for()
    assert "says it was seen again" in officer.main()
    assert page.get_by_role("img", name="Seen twice").count() == 1
    officer.complaints[before:] = [each for each in officer.complaints[before:] if "422" not in each]
