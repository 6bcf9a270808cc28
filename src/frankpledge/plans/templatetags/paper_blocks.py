"""Shows a paper's blocks on a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from frankpledge.papers.paper import Block, Words

register = template.Library()


@register.filter
def kind(block: Block) -> str:
    """Which kind of block it is, by its class's name."""
    return type(block).__name__


@register.filter
def under(row: Sequence[Words], head: Sequence[str]) -> list[tuple[Words, str]]:
    """Each cell with its heading, which a phone shows beside it."""
    return list(zip(row, head, strict=True))


@register.filter
def drawing(svg: Any) -> SafeString:
    """A chart drawn by ``core.charts`` and frozen in a paper: every word in it was escaped when it was drawn."""
    return mark_safe(str(svg))  # noqa: S308
