"""Figures as people write them."""

from __future__ import annotations

from decimal import Decimal

from django import template

register = template.Library()


@register.filter
def figure(value: Decimal | None) -> str:
    """A number without noughts that say nothing, to be typed over; blank where there is none.

    >>> figure(Decimal("12.5000")), figure(Decimal("100.0000")), figure(None)
    ('12.5', '100', '')
    """
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def of_key(found: dict[object, object], key: object) -> object:
    """What a mapping has under a key that a template cannot write."""
    return found.get(key, "")
