"""Shows the plan's words as they were laid out: lines as paragraphs, bullets as real lists, nested where they were."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from django import template
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from frankpledge.plans.queries.objectives import Reference

register = template.Library()

_BULLET = re.compile(r"( *)- +(.*)")
_PAGE = ' class="govuk-list govuk-list--bullet"'
NOT_YET_AGREED = "Not yet agreed"


class ActionLike(Protocol):
    """An action in a list, with how far it stands in."""

    @property
    def text(self) -> str: ...
    @property
    def level(self) -> int: ...
    @property
    def is_tentative(self) -> bool: ...


@register.filter
def lines(text: str) -> SafeString:
    """Text in a table's cell: one line as it is, several as paragraphs and lists."""
    if "\n" not in text and not text.startswith("- "):
        return escape(text)
    return mark_safe("".join(_blocks(text, "<p>", "")))  # noqa: S308  (every line is escaped in _blocks)


@register.filter
def prose(text: str) -> SafeString:
    """Text on a page of its own."""
    return mark_safe("".join(_blocks(text, '<p class="govuk-body">', _PAGE)))  # noqa: S308  (escaped in _blocks)


@register.filter
def action_list(actions: Iterable[ActionLike]) -> SafeString:
    """Actions in a table's cell as one nested list."""
    return nested_list((action.level, action_words(action)) for action in actions)


class Pointing(ActionLike, Protocol):
    """An action with what its cross-references point at."""

    @property
    def see(self) -> Iterable[Reference]: ...


@register.filter
def action_page(actions: Iterable[Pointing], plan_url: str) -> SafeString:
    """Actions on a page of their own, cross-references as links (without an address: as words)."""
    items = ((action.level, action_words(action) + _see(action.see, plan_url)) for action in actions)
    return nested_list(items, _PAGE)


def _see(references: Iterable[Reference], plan_url: str) -> SafeString:
    return format_html_join("", ' <span class="fp-quiet">→ {}</span>', ((_link(to, plan_url),) for to in references))


def _link(to: Reference, plan_url: str) -> SafeString:
    if plan_url and to.objective is not None:
        return format_html('<a class="govuk-link" href="{}objectives/{}/">{}</a>', plan_url, to.objective, to.words)
    if plan_url and to.section is not None:
        return format_html('<a class="govuk-link" href="{}#section-{}">{}</a>', plan_url, to.section, to.words)
    return escape(to.words)


@register.filter
def at(mapping: Mapping[str, Any], key: str) -> Any:
    """What a mapping has under a key."""
    return mapping.get(key)


def action_words(action: ActionLike) -> SafeString:
    """An action's text, with the word that says it is not promised yet."""
    if not action.is_tentative:
        return escape(action.text)
    return escape(action.text) + mark_safe(f' <strong class="fp-small">({NOT_YET_AGREED})</strong>')  # noqa: S308


def nested_list(items: Iterable[tuple[int, SafeString]], look: str = "") -> SafeString:
    """``(level, words)`` as lists within lists. Nothing stands more than one level under what is above it.

    >>> nested_list([(0, escape("Refer to")), (1, escape("DIP")), (0, escape("A & B"))])
    '<ul><li>Refer to<ul><li>DIP</li></ul></li><li>A &amp; B</li></ul>'
    """
    parts: list[str] = []
    depth = -1
    for asked, words in items:
        level = min(asked, depth + 1)
        if level > depth:
            parts.append(f"<ul{look}>")
        else:
            parts.append("</li>" + "</ul></li>" * (depth - level))
        parts.append(f"<li>{conditional_escape(words)}")
        depth = level
    parts.append("</li></ul>" * (depth + 1))
    return mark_safe("".join(parts))  # noqa: S308  (words are escaped above)


def _blocks(text: str, paragraph: str, look: str) -> Iterator[str]:
    bullets: list[tuple[int, SafeString]] = []
    for line in text.split("\n"):
        if found := _BULLET.fullmatch(line):
            bullets.append((len(found[1]) // 2, escape(found[2])))
            continue
        if bullets:
            yield nested_list(bullets, look)
            bullets = []
        if line.strip():
            yield f"{paragraph}{escape(line.strip())}</p>"
    if bullets:
        yield nested_list(bullets, look)
