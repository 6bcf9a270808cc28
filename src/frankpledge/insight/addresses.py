"""Where a figure opens: the addresses of the exact question, and of raising it with a group."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from frankpledge.insight.queries.figures import Wanted
from frankpledge.partners.models import Partnership


def series_address(partnership: Partnership, wanted: Wanted, *, first: str, last: str) -> str:
    """The series of exactly these months by this definition in this area."""
    asked = {"definition": wanted.definition, "area": wanted.area, "source": wanted.source, "from": first, "to": last}
    said = urlencode({name: value for name, value in asked.items() if value})
    try:
        return f"{reverse('crime-series', args=[partnership.slug])}?{said}"
    except NoReverseMatch:
        return ""
