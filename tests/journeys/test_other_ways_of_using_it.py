"""Without JavaScript, and without a mouse: what people have to do can be done."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.journeys.browsing import ROOT, Visitor
from tests.journeys.site import Site

Arrive = Callable[..., Visitor]


def test_without_javascript_a_document_is_imported_and_an_update_written(demonstration: Site, visitor: Arrive) -> None:
    plain = visitor(demonstration, "newcomer", java_script_enabled=False)
    page = plain.page
    plain.go("/p/plainmarch/plans/import/")
    page.get_by_label("The plan's document").set_input_files(ROOT / "examples" / "east-herts-action-plan-2008-09.docx")
    page.get_by_role("button", name="Read the document").click()
    page.get_by_label("Add every name I have not chosen anything for, as suggested").check()
    page.get_by_role("button", name="Import this plan").click()
    row = page.locator("table.fp-plan tbody tr").filter(has=page.get_by_role("link", name="6.3"))
    row.get_by_role("link", name=re.compile("Q1|Quarter 1")).first.click()

    page.get_by_label("Update").fill("Written without a script.")
    page.get_by_role("button", name="Save the update").click()

    assert "Written without a script." in plain.main()


def tab_to(page: Any, name: str) -> None:
    """Press Tab until what has the focus is called that. Every stop on the way must be seen to have the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        here, seen = page.evaluate(
            """() => {
                const at = document.activeElement, look = getComputedStyle(at);
                const words = at.labels && at.labels.length ? at.labels[0].innerText : at.innerText || at.ariaLabel;
                const seen = look.outlineStyle !== "none" || look.boxShadow !== "none" || at === document.body
                    || ["radio", "checkbox"].includes(at.type);
                return [(words || "").replace(/\\s+/g, " ").trim(), seen];
            }"""
        )
        assert seen, f"nobody can see that {here!r} has the focus on {page.url}"
        if here.startswith(name):
            return
    raise AssertionError(f"no way to {name!r} by Tab on {page.url}")


def test_with_the_keyboard_alone_one_logs_in_and_writes_an_update(demonstration: Site, visitor: Arrive) -> None:
    keys = visitor(demonstration)
    page = keys.page
    keys.go("/account/login/?next=/p/east-herts/")
    tab_to(page, "E-mail address")
    page.keyboard.type("lee@demo.example")
    tab_to(page, "Password")
    page.keyboard.type("three herons on the weir")
    page.keyboard.press("Enter")
    page.wait_for_url("**/second-factor/")
    assert keys.axe() == []
    code = re.search(r"your code now is\s+(\d{6})", keys.main())
    assert code
    tab_to(page, "Code")
    page.keyboard.type(code[1])
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="My work").wait_for()
    tab_to(page, "Write 3.1, Q2")
    page.keyboard.press("Enter")
    page.wait_for_url("**/updates/Q2/")
    tab_to(page, "Update")
    page.keyboard.type("Written without a mouse.")
    tab_to(page, "Save the update")
    page.keyboard.press("Enter")

    page.get_by_text("Written without a mouse.").wait_for()


def test_the_first_tab_leads_past_the_header(demonstration: Site, visitor: Arrive) -> None:
    keys = visitor(demonstration, "manager")
    keys.go("/p/east-herts/plans/")

    keys.page.keyboard.press("Tab")
    keys.page.keyboard.press("Enter")

    assert keys.page.evaluate("document.activeElement.id || document.activeElement.tagName") == "main-content"
