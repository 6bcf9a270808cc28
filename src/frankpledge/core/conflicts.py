"""When two people change one thing: the second is shown both texts, and nothing is overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format


class EditedMeanwhile(Exception):
    """It changed since the page was opened. ``current`` is it as it is now; what was typed is still in the form."""

    def __init__(self, current: Any, fields: frozenset[str] | None = None) -> None:
        super().__init__("This was changed by somebody else since you opened the page. Nothing has been lost.")
        self.current = current
        self.fields = fields  # what both changed, where that is known; else any of them


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which what they saved and what you typed differ. For ``core/conflict.html``."""

    label: str
    theirs: str
    yours: str


def differences(
    form: forms.BaseForm, current: Mapping[str, Any], among: frozenset[str] | None = None
) -> list[Difference]:
    """Where the form, as it was sent, differs from the values as they are now; perhaps only ``among`` some fields."""
    found = []
    for bound in form.visible_fields():
        if among is not None and bound.name not in among:
            continue
        theirs = _said(bound.field, current.get(bound.name))
        yours = _said(bound.field, form.cleaned_data.get(bound.name) if form.is_valid() else bound.value())
        if theirs != yours:
            found.append(Difference(str(bound.label), theirs, yours))
    return found


def _said(field: forms.Field, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return date_format(value, "j F Y")
    choices = getattr(field, "choices", ())
    if choices and not isinstance(field, forms.ModelChoiceField):
        return str(dict(choices).get(value, value))
    return str(value).replace("\r\n", "\n")
