"""What is asked about the register. What is allowed is for ``changes`` to say."""

from __future__ import annotations

from typing import Any

from django import forms

from frankpledge.core.forms import GovukForm
from frankpledge.law.models import Jurisdiction, Sort

WHICH = (("on", "In force on that day"), ("off", "Not switched on"), ("every", "Every version there is"))


class AskForm(GovukForm):
    """Which part of the register."""

    says_optional = False

    day = forms.DateField(label="The law on this day", required=False)
    which = forms.ChoiceField(label="Which rows", choices=WHICH, required=False)
    topic = forms.ChoiceField(label="Topic", required=False)
    words = forms.CharField(label="Words", required=False, help_text="In what it says, its value or its source")

    def __init__(self, *args: Any, topics: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["topic"]
        field.choices = [("", "Any"), *((topic, topic) for topic in topics)]


class RuleForm(GovukForm):
    """A row of the partnership's own. One that follows another says the same thing otherwise, so is not asked what."""

    key = forms.CharField(
        label="Key", max_length=80, help_text="What programs call it: small letters and dots, as fpn.discount.days"
    )
    words = forms.CharField(
        label="What it says", max_length=300, help_text="For example: days in which a discount holds"
    )
    sort = forms.ChoiceField(label="What kind of value", choices=Sort.choices)
    value = forms.CharField(label="Value", max_length=200, help_text="The figure alone, or yes or no, or the name")
    jurisdiction = forms.ChoiceField(label="Where", choices=Jurisdiction.choices, widget=forms.RadioSelect)
    valid_from = forms.DateField(label="In force from", help_text="The day it began, or begins")
    valid_to = forms.DateField(label="Last day in force", required=False, help_text="Only if it is known")
    source = forms.CharField(
        label="Source", max_length=300, help_text="The Act, order, regulations or notice, with its number and section"
    )
    confirmed = forms.BooleanField(label="I have read it at its source", required=False)
    note = forms.CharField(label="Note", max_length=300, required=False)

    def __init__(self, *args: Any, is_following: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_following:
            for name in ("key", "sort"):
                del self.fields[name]


class EndRuleForm(GovukForm):
    """It ended, or should never have been."""

    HOW = (("ended", "It is in force until a day"), ("mistake", "It was entered by mistake, and never held"))

    how = forms.ChoiceField(label="What happened?", choices=HOW, widget=forms.RadioSelect)
    valid_to = forms.DateField(label="Last day in force", required=False, help_text="If it is in force until a day")
    because = forms.CharField(label="Why", max_length=300, required=False, help_text="If it was a mistake")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("how") == "ended" and not said.get("valid_to") and "valid_to" not in self.errors:
            self.add_error("valid_to", "Enter the last day it was, or will be, in force")
        if said.get("how") == "mistake" and not said.get("because"):
            self.add_error("because", "Say why it was a mistake")
        return said
