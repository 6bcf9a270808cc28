"""What a page showed, in so few letters that a form can carry it: so that what somebody changed can be told apart."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import models
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.crypto import salted_hmac


def marks_of(values: Mapping[str, Any]) -> str:
    """A mark for each field. It tells nothing of what the field says but whether it still says the same."""
    return json.dumps({name: _mark(name, value) for name, value in values.items()}, separators=(",", ":"))


def changed_from(marks: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the values that do not have their mark; all of them where the marks cannot be read."""
    try:
        seen = json.loads(marks)
    except ValueError:
        seen = {}
    known = seen if isinstance(seen, dict) else {}
    return {name: value for name, value in values.items() if known.get(name) != _mark(name, value)}


def refill(data: QueryDict, bound: BoundField, value: Any) -> None:
    """Put a value into what a form was sent, in the boxes in which a browser would have sent it."""
    shown = bound.field.widget.get_context(bound.html_name, bound.field.prepare_value(value), {})["widget"]
    for box in shown.get("boxes", ()):
        data[box["name"]] = box["value"]
    if "boxes" in shown:
        return
    if "optgroups" in shown:
        options = [option for _, group, _ in shown["optgroups"] for option in group]
        data.setlist(bound.html_name, [str(option["value"]) for option in options if option["selected"]])
    elif isinstance(value, bool):
        data.setlist(bound.html_name, ["on"] if value else [])
    else:
        data[bound.html_name] = "" if shown["value"] is None else str(shown["value"])


def _mark(name: str, value: Any) -> str:
    return salted_hmac("frankpledge.records.seen", f"{name}\0{_plain(value)}", algorithm="sha256").hexdigest()[:16]


def _plain(value: Any) -> str:
    """The same words for the same value, whether it comes from the database or from a form."""
    if value is None or value == "":
        return ""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, list | tuple | models.QuerySet):
        return ",".join(sorted(_plain(each) for each in value))
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value).replace("\r\n", "\n")
