"""Finds one's way in the XML of office files, whatever namespace the program wrote."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

_PAGE_NUMBER = re.compile(r"(?:page|p\.?)?\s*\d{0,4}\s*(?:of|/)?\s*\d{0,4}", re.IGNORECASE)
_OFF = {"0", "false", "off", "none"}


@lru_cache(maxsize=4096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def local(element: Element) -> str:
    """The element's name without its namespace: Word writes two namespaces for the same things."""
    return _local(str(element.tag))


def child(element: Element | None, *path: str) -> Element | None:
    """The first element down a path of names, if it is there."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if local(inner) == name), None)
    return element


def value(element: Element | None, name: str = "val") -> str:
    """An attribute, whatever its namespace; "" where it is absent."""
    if element is None:
        return ""
    return next((str(found) for key, found in element.items() if _local(str(key)) == name), "")


def number(text: str, otherwise: int = 0) -> int:
    """A whole number written in an attribute."""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else otherwise


def switch(properties: Element | None, name: str) -> bool | None:
    """Whether a property such as italic is on, off, or not said."""
    found = child(properties, name)
    return None if found is None else value(found) not in _OFF


def is_page_number(text: str) -> bool:
    """Whether a page's header or footer says nothing but which page it is.

    >>> is_page_number("Page 1 of 12"), is_page_number("DRAFT 2")
    (True, False)
    """
    return bool(_PAGE_NUMBER.fullmatch(text.strip()))


def all_text(element: Element) -> str:
    """Every word under an element, deleted ones too."""
    kinds: dict[str, Callable[[Element], str]] = {
        "t": lambda inner: inner.text or "",
        "delText": lambda inner: inner.text or "",
        "tab": lambda inner: " ",
        "br": lambda inner: " ",
        "p": lambda inner: " ",
    }
    return "".join(kinds[local(inner)](inner) for inner in element.iter() if local(inner) in kinds).strip()
