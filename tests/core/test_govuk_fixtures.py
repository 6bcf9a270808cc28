"""Our pinned pair of component libraries must agree: what Python renders is what the stylesheet was made for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db.models import TextChoices
from django.utils.safestring import mark_safe
from selectolax.lexbor import LexborHTMLParser, LexborNode

from frankpledge.core.govuk import component

COMPONENTS = (
    Path(__file__).parents[2] / "frontend" / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"
)
# Left out of our stylesheet, because they carry the crown or we do not use them.
UNUSED = frozenset(["header", "footer", "generic-header", "cookie-banner", "exit-this-page"])


@cache
def fixtures() -> list[tuple[str, str, dict[str, Any], str]]:
    """(component, example, its parameters, the markup it should be), from the package the front end is built with."""
    return [
        (path.parent.name, each["name"], each["options"], each["html"])
        for path in sorted(COMPONENTS.glob("*/fixtures.json"))
        if path.parent.name not in UNUSED
        for each in json.loads(path.read_text())["fixtures"]
    ]


def trusted(value: Any, key: str = "") -> Any:
    """The examples' own HTML is meant as HTML."""
    if isinstance(value, dict):
        return {name: trusted(each, "html" if key == "slots" else name) for name, each in value.items()}
    if isinstance(value, list):
        return [trusted(each) for each in value]
    return mark_safe(value) if isinstance(value, str) and key.lower().endswith("html") else value  # noqa: S308


def hostile(value: Any) -> Any:
    """Every text of the example replaced by an attack, the HTML too: a person may have written any of it."""
    if isinstance(value, dict):
        return {name: hostile(each) for name, each in value.items()}
    if isinstance(value, list):
        return [hostile(each) for each in value]
    return "\"'><script>attack()</script><img src=x onerror=attack()>" if isinstance(value, str) and value else value


def shape(html: str) -> list[tuple[str, Any]]:
    """The document as a list of its tags, attributes and words, without the spaces that mean nothing."""
    return list(_walk(LexborHTMLParser(html).body))


def _walk(node: LexborNode | None) -> Iterator[tuple[str, Any]]:
    for child in node.iter(include_text=True) if node else ():
        if child.tag == "-text":
            if words := " ".join((child.text() or "").split()):
                yield ("text", words)
        elif child.tag != "-comment":
            attributes = {name: " ".join((value or "").split()) for name, value in child.attributes.items()}
            yield (child.tag, attributes)
            yield from _walk(child)
            yield ("end", child.tag)


@pytest.fixture
def examples() -> list[tuple[str, str, dict[str, Any], str]]:
    if not COMPONENTS.is_dir():
        pytest.skip("frontend/node_modules is not there: GOV.UK's own examples are compared where it is")
    return fixtures()


def test_every_component_is_what_gov_uk_says_it_should_be(examples: list[tuple[str, str, dict[str, Any], str]]) -> None:
    different = [
        f"{name}: {example}"
        for name, example, options, expected in examples
        if shape(component(name, **trusted(options))) != shape(expected)
    ]

    assert len(examples) > 500
    assert different == []


def test_no_parameter_of_any_component_can_bring_in_html(examples: list[tuple[str, str, dict[str, Any], str]]) -> None:
    broken = []
    for name, example, options, _expected in examples:
        if any(isinstance(value, str) for key, value in _flat(options) if key.lower().endswith("attributes")):
            continue  # attributes given as text are refused; there is a test of that
        page = LexborHTMLParser(component(name, **hostile(options)))
        if page.css("script, img, [onerror]"):
            broken.append(f"{name}: {example}")

    assert broken == []


def _flat(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    yield (key, value)
    inside = value.items() if isinstance(value, dict) else ()
    listed = value if isinstance(value, list) else ()
    for name, each in (*inside, *((key, each) for each in listed)):
        yield from _flat(each, name)


def test_a_component_drawn_before_is_not_taken_for_one_whose_text_is_safe_or_whose_words_differ() -> None:
    def choice(word: str) -> TextChoices:
        class Said(TextChoices):
            SAME = word

        return Said.SAME

    plain, safe = component("tag", text="<b>1</b>"), component("tag", html=mark_safe("<b>1</b>"))
    trusted, typed = component("tag", html=mark_safe("<i>2</i>")), component("tag", html="<i>2</i>")
    first, second = component("tag", text=choice("first")), component("tag", text=choice("second"))

    assert ("&lt;b&gt;" in plain, "<b>" in safe) == (True, True)
    assert ("<i>" in trusted, "<i>" in typed) == (True, False)
    assert ("first" in first, "second" in second) == (True, True)
