"""Which records of a police extract are to be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from frankpledge.core.forms import GovukForm
from frankpledge.insight.forms.data import SHORT, month_of_text


class RecordsForm(GovukForm):
    """A definition, an area and months. Sent in the address."""

    says_optional = False

    definition = forms.ChoiceField(label="What")
    area = forms.ChoiceField(label="Where", required=False)
    first = forms.CharField(
        label="From the month", required=False, max_length=9, help_text="For example, 1 2021",
        widget=forms.TextInput(attrs={"class": SHORT}),
    )  # fmt: skip
    last = forms.CharField(
        label="To the month", required=False, max_length=9, help_text="For example, 12 2021",
        widget=forms.TextInput(attrs={"class": SHORT}),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, definitions: Sequence[tuple[str, str]], areas: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(data)
        choosing = {name: field for name, field in self.fields.items() if isinstance(field, forms.ChoiceField)}
        choosing["definition"].choices = list(definitions)
        choosing["area"].choices = [("", "Everywhere in the extract"), *areas]

    def clean_first(self) -> str:
        return month_of_text(self.cleaned_data["first"])

    def clean_last(self) -> str:
        return month_of_text(self.cleaned_data["last"])
