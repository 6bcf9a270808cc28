"""A quarter that drafts itself: opened by the manager, mended by its owner, and opened again to its records."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from tests.journeys.browsing import PHONE, Visitor
from tests.journeys.conftest import need_chromium
from tests.journeys.site import Site, site_in
from tests.journeys.test_a_whole_quarter import PLAN, QUARTER, letter_link, objective_number

pytestmark = pytest.mark.browser
Arrive = Callable[..., Visitor]
ACTIVITY = "/p/east-herts/activity/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own: a quarter can be opened only once."""
    need_chromium()
    with site_in(tmp_path_factory.mktemp("drafting"), FRANKPLEDGE_DEMONSTRATION="true") as made:
        made.facts = made.scene("everything")
        made.up()
        yield made


def test_an_update_arrives_drafted_and_its_cell_opens_to_its_records(site: Site, visitor: Arrive) -> None:
    manager = visitor(site, "manager")
    number = objective_number(manager, "2.1")
    record = f"{ACTIVITY}environment/{site.facts['drafted_record']}/"
    manager.go(f"{ACTIVITY}timeline/?objective={number}")
    assert manager.page.locator(f'main a[href="{record}"]').is_visible()
    assert manager.axe() == []

    manager.go(QUARTER + "open/")
    manager.page.get_by_role("button", name="Open the quarter").click()
    manager.page.get_by_text("The quarter is open").wait_for()

    owner = visitor(site, viewport=PHONE, has_touch=True, is_mobile=True)
    address = letter_link(site, "pat@demo.example", "Quarter 3")
    owner.go(address)
    assert owner.axe() == []
    assert owner.sticking_out() == []
    box, part = owner.page.locator(f"#t-{number}"), owner.page.locator(f"#o-{number}")
    drafted = box.input_value()
    assert re.search(r"\d+ environmental crimes?: ", drafted)
    part.get_by_text("What the draft rests on").click()
    assert part.locator(f'a[href="{record}"]').is_visible()
    assert owner.axe() == []

    box.fill(f"{drafted}\nResidents thanked us 97 times.")
    part.get_by_role("button", name=re.compile("^Submit")).click()
    part.get_by_text("Take it back").wait_for()

    cell = f"{PLAN}objectives/{number}/quarters/Q3/"
    manager.go(cell)
    assert manager.axe() == []
    manager.page.get_by_role("button", name="Approve").click()
    manager.page.get_by_text("Approved.", exact=True).wait_for()
    assert manager.page.locator("#rests-on").is_visible()
    flagged = manager.page.locator(".fp-flag").inner_text()
    assert "97" in flagged  # nobody recorded it
    manager.page.locator(f'main a[href="{record}"]').first.click()
    manager.page.wait_for_url(f"**{record}")
    assert manager.page.get_by_role("link", name=re.compile(r"^2\.1")).first.is_visible()

    manager.go(f"{ACTIVITY}coverage/?plan=2008-2009")
    assert manager.axe() == []
    assert manager.sticking_out() == []
