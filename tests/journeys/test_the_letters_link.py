"""The letter's link on a phone-sized screen: with no script, with no signal, forwarded, wrong and stopped."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.journeys.browsing import PHONE, Visitor
from tests.journeys.site import Site

pytestmark = pytest.mark.browser
Arrive = Callable[..., Visitor]


@pytest.fixture
def address(demonstration: Site) -> str:
    return f"/answer/{demonstration.facts['answer_token']}/"


def first_box(page: object) -> str:
    """The number of the first objective that can be written."""
    return str(page.locator("textarea").first.get_attribute("id")).removeprefix("t-")  # type: ignore[attr-defined]


def test_it_works_without_a_script_and_sends_no_referrer(demonstration: Site, visitor: Arrive, address: str) -> None:
    plain = visitor(demonstration, viewport=PHONE, java_script_enabled=False)
    sent: list[dict[str, str]] = []
    plain.context.on("request", lambda request: sent.append(request.all_headers()))
    plain.go(address)
    number = first_box(plain.page)

    plain.page.locator(f"#t-{number}").fill("Saved without a script.")
    plain.page.locator(f"#o-{number}").get_by_role("button", name=re.compile("^Save, and")).click()
    plain.page.wait_for_url("**#o-*")

    assert plain.page.locator(f"#t-{number}").input_value() == "Saved without a script."
    assert not any("answer" in headers.get("referer", "") for headers in sent)


def test_what_is_typed_with_no_signal_is_kept_and_saved_when_it_is_back(
    demonstration: Site, visitor: Arrive, address: str
) -> None:
    phone = visitor(demonstration, viewport=PHONE)
    phone.go(address)
    number = first_box(phone.page)
    said = phone.page.locator(f"#s-{number}")

    phone.page.route("**/answer/**", lambda route: route.abort("internetdisconnected"))
    phone.page.locator(f"#t-{number}").fill("Typed in a cellar.")
    said.get_by_text("No connection").wait_for()
    phone.page.unroute("**/answer/**")
    phone.page.reload()  # the phone put the page away meanwhile
    assert phone.page.locator(f"#t-{number}").input_value() == "Typed in a cellar."
    said.get_by_text("Saved at").wait_for()
    phone.complaints[:] = [each for each in phone.complaints if "INTERNET_DISCONNECTED" not in each]
    assert phone.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('answer:'))") == []

    phone.page.reload()
    assert phone.page.locator(f"#t-{number}").input_value() == "Typed in a cellar."


def test_it_leads_nowhere_and_a_wrong_one_says_what_to_do(demonstration: Site, visitor: Arrive, address: str) -> None:
    phone = visitor(demonstration, viewport=PHONE)
    phone.go(address)
    assert phone.axe() == []
    assert phone.sticking_out() == []
    links = phone.page.eval_on_selector_all("a[href]", "(all) => all.map((each) => each.getAttribute('href'))")
    outward = [each for each in links if not each.startswith("#")]
    # The demonstration's own banner, and what a draft rests on: pages that ask who is reading.
    assert all(re.match(r"/mail|/p/[\w-]+/(activity|plans)/", each) for each in outward), outward

    phone.go("/answer/no-such-link/", expect=410)
    assert phone.axe() == []
    phone.page.get_by_role("button", name="Send a fresh link").click()
    phone.page.get_by_text("Look in your e-mail").wait_for()
