"""Trust G8: whatever a person types is shown as what they typed, on every page, and never runs.

The browser's own protection, our content security policy, is turned off here: the pages themselves must hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest

from tests.journeys.browsing import Visitor
from tests.journeys.every_page import ACCOUNTS, HERE, PARTNERSHIP, PARTS, PLANS, Opened
from tests.journeys.poison import LONG, SHORT
from tests.journeys.site import Site, site_in

Arrive = Callable[..., Visitor]
# Nor does what a page does with a word.
pytestmark = pytest.mark.once
ASKED = quote(LONG, safe="")
# What somebody may put into an address and send to somebody else.
ADDRESSES = (
    Opened(f"{HERE}search/?q={ASKED}"),
    Opened(f"{HERE}?{ASKED}"),
    Opened(f"{PLANS['plan-detail'].path}?q={ASKED}&gap={ASKED}&finding={ASKED}"),
    Opened(f"{PLANS['plan-findings'].path}?code={ASKED}&section={ASKED}"),
    Opened(f"{PARTNERSHIP['audit-list'].path}?event={ASKED}&number={ASKED}", "auditor"),
    Opened(f"{PARTNERSHIP['person-list'].path}?agency={ASKED}"),
    Opened(f"{ACCOUNTS['account_login'].path}?next={ASKED}&ended={ASKED}&as={ASKED}", ""),
    Opened(f"/{ASKED}/", "", 404),
)
# Opens what is closed and asks every list for its choices, so that what scripts write is on the page too.
EVERYTHING_OPEN = """() => {
    document.querySelectorAll("details").forEach((each) => { each.open = true; });
    document.querySelectorAll("input[role=combobox]").forEach((each) => {
        each.focus(); each.value = "i"; each.dispatchEvent(new Event("input", {bubbles: true}));
    });
}"""
MADE = 'img[src="x"], a[href^="javascript:" i], [onerror], main script:not([type="application/json"])'
RUN_OR_MADE = """(made) => [
    ...(window.typed === undefined ? [] : ["it ran"]),
    ...[...document.querySelectorAll(made)].map((each) => each.outerHTML.slice(0, 200)),
]"""


@pytest.fixture(scope="module")
def poisoned(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with site_in(tmp_path_factory.mktemp("poisoned"), FRANKPLEDGE_DEMONSTRATION="true") as site:
        site.facts = site.scene("poisoned")
        site.up()
        yield site


def test_what_is_typed_into_any_text_is_shown_and_never_run(poisoned: Site, visitor: Arrive) -> None:
    there: dict[str, Visitor] = {}
    wrong, shown = [], 0

    for page in [*(page for part in PARTS.values() for page in part.values()), *ADDRESSES]:
        if page.who not in there:
            there[page.who] = visitor(poisoned, page.who, bypass_csp=True)
        tab = there[page.who].page
        tab.goto(poisoned.address + page.path.replace("{{", "").format(**poisoned.facts))
        tab.evaluate(EVERYTHING_OPEN)
        wrong += [f"{tab.url}: {each}" for each in tab.evaluate(RUN_OR_MADE, MADE)]
        shown += SHORT in tab.inner_text("body")

    assert wrong == []
    assert poisoned.facts["fields"] > 40
    assert shown > 50
