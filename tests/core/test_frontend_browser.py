"""The gallery in a real browser: accessible in every light, quiet under the content security policy, and helpful."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browsers import AXE, CHROMIUM, chromium
from tests.core.gallery import page

pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no page is opened in a browser")

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "src" / "frankpledge" / "core" / "static" / "built"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
PART = '<table class="fp-table--stack"><tbody><tr><td>Twelve visits</td></tr></tbody></table>'
SITE = "http://frankpledge.test"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: no page is opened in a browser"),
    pytest.mark.skipif(not AXE.is_file(), reason="the front end is not built here: python frontend/build.py"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


@pytest.fixture
def visit(browser: Any) -> Iterator[Any]:
    """``visit(html)``: a tab showing it, under the real site's policy. A complaint in its console fails the test."""
    contexts, complaints = [], []

    def open_page(html: str, **settings: Any) -> Any:
        context = browser.new_context(**{"viewport": DESK, "reduced_motion": "reduce", **settings})
        contexts.append(context)

        def answer(route: Any) -> None:
            path = route.request.url.removeprefix(SITE).split("?")[0]
            if path == "/":
                headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
                route.fulfill(body=html, headers=headers)
            elif path.startswith("/static/built/"):
                file = BUILT / Path(path).name
                route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix])
            else:
                route.fulfill(body=PART, content_type="text/html")

        context.route("**/*", answer)
        tab = context.new_page()
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto(f"{SITE}/")
        tab.wait_for_load_state("networkidle")
        return tab

    open_page.complaints = complaints  # type: ignore[attr-defined]
    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("wrong", [False, True], ids=["fresh", "with-errors"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing(visit: Any, viewport: dict[str, int], scheme: str, wrong: bool) -> None:
    tab = visit(page(wrong=wrong), viewport=viewport, color_scheme=scheme)

    tab.evaluate(AXE.read_text())
    found = tab.evaluate("axe.run()")

    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    assert len(found["passes"]) > 40
    assert tab.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_the_page_works_without_javascript(visit: Any) -> None:
    tab = visit(page(), java_script_enabled=False)

    assert tab.locator("select[name=place]").is_visible()
    assert tab.locator("#navigation").is_visible()


def test_a_form_is_sent_once_however_often_the_button_is_pressed(visit: Any) -> None:
    tab = visit(page(form=None, filter=None))
    sent = tab.evaluate(
        """() => {
            const form = document.querySelector('form[method=post]:has([data-prevent-double-click])');
            let sent = 0;
            const count = (event) => { if (!event.defaultPrevented) sent += 1; event.preventDefault(); };
            window.addEventListener('submit', count);
            form.requestSubmit(); form.requestSubmit(); form.requestSubmit();
            return sent;
        }"""
    )

    assert sent == 1


def test_what_is_typed_into_a_long_list_is_what_is_sent_or_nothing_is(visit: Any) -> None:
    tab = visit(page())
    typed, chosen = tab.locator("#id_place"), tab.locator("select[name=place]")

    typed.fill("Ware")
    tab.keyboard.press("Enter")
    assert chosen.input_value() == "w"
    typed.fill("Nowhere")
    sent = tab.evaluate(
        """() => {
            let sent = false;
            window.addEventListener('submit', (event) => { sent = !event.defaultPrevented; event.preventDefault(); });
            document.querySelector('select[name=place]').form.requestSubmit();
            return sent;
        }"""
    )

    assert sent is False


@pytest.fixture
def drafting(visit: Any) -> Any:
    """A form that keeps drafts, with one typed and the page left and opened again."""
    opening = '<form method="post" novalidate'
    tab = visit(page().replace(opening, f'{opening} data-keep-draft="3.4-Q2"'))
    tab.locator("textarea[name=update]").fill("Twelve visits made")
    tab.reload()
    return tab


def test_a_draft_is_back_in_the_form_and_can_be_discarded(drafting: Any) -> None:
    update = drafting.locator("textarea[name=update]")

    assert update.input_value() == "Twelve visits made"
    drafting.get_by_role("button", name="Discard them").click()
    assert update.input_value() == ""
    drafting.reload()
    assert update.input_value() == ""


def test_a_draft_is_forgotten_once_the_server_says_it_is_saved(drafting: Any) -> None:
    drafting.evaluate(
        """() => {
            const main = document.querySelector('main');
            main.insertAdjacentHTML('beforeend', '<p data-draft-saved="3.4-Q2"></p>');
            main.lastElementChild.dispatchEvent(new CustomEvent('htmx:after:process', { bubbles: true }));
        }"""
    )
    drafting.reload()

    assert drafting.locator("textarea[name=update]").input_value() == ""


def test_a_part_of_a_page_is_swapped_in_and_is_as_usable_as_the_rest(visit: Any) -> None:
    tab = visit(page().replace("Cancel</a>", 'Cancel</a><a href="/" hx-get="/part/" hx-target="#past">Swap</a>'))

    tab.get_by_text("Swap").click()

    assert tab.locator("#past [role=cell]").inner_text() == "Twelve visits"


def test_text_in_an_attribute_is_not_run_as_code_even_without_the_policy(visit: Any) -> None:
    attack = 'Cancel</a><a href="#" hx-on:click="document.title = 1">Run</a>'
    tab = visit(page().replace("Cancel</a>", attack), bypass_csp=True)

    tab.get_by_text("Run", exact=True).click()
    tab.wait_for_function("true")

    assert tab.title().startswith("Gallery")
    assert "does not run code" in visit.complaints.pop()


def test_a_table_is_a_list_on_a_phone_and_still_a_table_to_a_screen_reader(visit: Any) -> None:
    tab = visit(page(), viewport=PHONE)

    assert tab.get_by_role("cell", name="Bottle watch with licensed premises").is_visible()
    cell = tab.locator("td[data-label='Lead agency']").first
    assert tab.evaluate("cell => getComputedStyle(cell, '::before').content", cell.element_handle()) == '"Lead agency"'


def test_paper_has_the_words_the_address_and_the_date_but_no_navigation(visit: Any) -> None:
    tab = visit(page())

    tab.emulate_media(media="print")

    assert tab.get_by_text("https://safety.example.org/east/my-work/").is_visible()
    assert tab.get_by_text("One call at a licensed premises").is_visible()
    for hidden in (
        "#navigation",
        "form[role=search]",
        ".govuk-breadcrumbs",
        ".govuk-pagination",
        ".govuk-button >> nth=0",
    ):
        assert not tab.locator(hidden).is_visible()
