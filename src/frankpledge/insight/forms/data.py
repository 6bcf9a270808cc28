"""What is asked of somebody who forgets months, or settles a repeated crime number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from frankpledge.core.forms import GovukForm
from frankpledge.crimestore import Repeat

SHORT = "govuk-input--width-10"


def month_of_text(text: str) -> str:
    """A month as the store writes it, from "2021-01" or "1 2021" or "01/2021"."""
    said = text.strip()
    if not said or re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", said):
        return said
    found = re.fullmatch(r"(0?[1-9]|1[0-2])[ /-](\d{4})", said)
    if found is None:
        raise ValidationError("Write the month with its year, for example 1 2021")
    return f"{found[2]}-{int(found[1]):02d}"


class ForgetForm(GovukForm):
    """Which months. Sent in the address: nothing is deleted by it."""

    source = forms.ChoiceField(label="Which source")
    force = forms.ChoiceField(label="Which force", required=False)
    first = forms.CharField(
        label="From the month", required=False, max_length=9, widget=forms.TextInput(attrs={"class": SHORT}),
        help_text="For example, 1 2021. Empty: from the first",
    )  # fmt: skip
    last = forms.CharField(
        label="To the month", required=False, max_length=9, widget=forms.TextInput(attrs={"class": SHORT}),
        help_text="For example, 12 2021. Empty: to the last",
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, sources: Sequence[tuple[str, str]], forces: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(data)
        choosing = {name: field for name, field in self.fields.items() if isinstance(field, forms.ChoiceField)}
        choosing["source"].choices = list(sources)
        choosing["force"].choices = [("", "All of them"), *forces]

    def clean_first(self) -> str:
        return month_of_text(self.cleaned_data["first"])

    def clean_last(self) -> str:
        return month_of_text(self.cleaned_data["last"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("first") and said.get("last") and said["first"] > said["last"]:
            self.add_error("last", "The last month must not come before the first")
        return said


class SureForm(GovukForm):
    """That it is meant."""

    sure = forms.BooleanField(label="I know that this cannot be undone")


class RepeatForm(GovukForm):
    """Which copies of a repeated number count."""

    verdict = forms.ChoiceField(label="Which copies are counted?", widget=forms.RadioSelect)
    why = forms.CharField(
        label="Why", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept beside the decision. Name nobody.",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, repeat: Repeat, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        verdict = self.fields["verdict"]
        if isinstance(verdict, forms.ChoiceField):
            verdict.choices = [
                *((f"keep-{number}", f"Only copy {number}: {words}") for number, words in enumerate(repeat.copies, 1)),
                ("leave", "All of them: they are different crimes, or it is not known"),
                ("drop", "None of them"),
            ]
