"""A date asked for in three boxes, which nobody can misread as month before day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from frankpledge.core.govuk import component

PARTS = ("day", "month", "year")


class TypedDate(str):
    """What was typed in the three boxes: as one text for the field to read, and apart, to be shown again."""

    parts: tuple[str, str, str]

    def __new__(cls, parts: tuple[str, str, str]) -> TypedDate:
        text = super().__new__(cls, _iso(parts))
        text.parts = parts
        return text


def _iso(parts: tuple[str, str, str]) -> str:
    day, month, year = parts[0], _month(parts[1]), parts[2]
    if day.isdecimal() and month.isdecimal() and year.isdecimal():
        return f"{year}-{int(month):02}-{int(day):02}"
    return " ".join(part for part in parts if part)  # blank if all are; otherwise no date, and the field will say so


def _month(text: str) -> str:
    """March and Mar are as good as 3."""
    names = (*MONTHS.items(), *MONTHS_3.items())
    return next((str(number) for number, name in names if str(name).lower() == text.lower()), text)


class DateBoxes(forms.Widget):
    """Day, month and year, with names ending -day, -month and -year."""

    use_fieldset = True
    template_name = ""  # asked for by Django, never used: ``render`` uses the component

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        identity = context["widget"]["attrs"].get("id", name)
        labels = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
        context["widget"]["boxes"] = [
            {
                "id": f"{identity}-{part}",
                "name": f"{name}-{part}",
                "label": labels[part],
                "value": typed,
                "classes": "govuk-input--width-4" if part == "year" else "govuk-input--width-2",
            }
            for part, typed in zip(PARTS, _parts(value), strict=True)
        ]
        return context

    def format_value(self, value: Any) -> Any:
        return value

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        widget = self.get_context(name, value, attrs)["widget"]
        return component("date-input", id=widget["attrs"].get("id", name), items=widget["boxes"])

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        if f"{name}-day" not in data and name in data:
            return data[name]  # a program that sends one ISO date
        day, month, year = (str(data.get(f"{name}-{part}") or "").strip() for part in PARTS)
        return TypedDate((day, month, year))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and not any(f"{name}-{part}" in data for part in PARTS)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-day" if id_ else id_


def _parts(value: Any) -> tuple[str, str, str]:
    if isinstance(value, TypedDate):
        return value.parts
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return (value, "", "")
    if isinstance(value, date):
        return (str(value.day), str(value.month), str(value.year))
    return ("", "", "")
