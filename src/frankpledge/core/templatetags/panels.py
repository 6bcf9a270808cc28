"""``{% panels "objective" objective %}``: what other apps have to say here."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from frankpledge.core.panels import at

register = template.Library()


@register.simple_tag(takes_context=True)
def panels(context: dict[str, Any], place: str, subject: Any) -> SafeString:
    """Every panel of the place, one after another."""
    parts = [panel.render(context["request"], subject) for panel in at(place)]
    return mark_safe("\n".join(part for part in parts if part))  # noqa: S308  (each part is rendered by a template)
