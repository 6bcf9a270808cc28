"""Addresses of other pages of the room, as links that are left out where there is no such page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from frankpledge.partners.models import Partnership


def link_to(partnership: Partnership, name: str, asked: Mapping[str, Any] | None = None) -> str:
    """The page's address with what it is asked, in canonical order; nothing where no page has that name."""
    try:
        here = reverse(name, args=[partnership.slug])
    except NoReverseMatch:
        return ""
    said = urlencode({key: value for key, value in sorted((asked or {}).items()) if value not in ("", None)})
    return f"{here}?{said}" if said else here
