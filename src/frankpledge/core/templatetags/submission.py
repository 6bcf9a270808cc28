"""The hidden field that lets a form be answered once however often it is sent."""

from __future__ import annotations

import uuid

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from frankpledge.core.submissions import FIELD

register = template.Library()


@register.simple_tag
def submission_field() -> SafeString:
    """A new key for each showing of the form."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid.uuid4())
