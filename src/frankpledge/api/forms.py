"""The forms by which programs are let in."""

from __future__ import annotations

from typing import Any

from django import forms

from frankpledge.api.events import EVENTS
from frankpledge.api.scopes import WORDS
from frankpledge.core.forms import GovukForm
from frankpledge.partners.models import ActionGroup


class TokenForm(GovukForm):
    name = forms.CharField(
        max_length=120, label="What the program is", help_text="For example: The council's dashboard"
    )
    scopes = forms.MultipleChoiceField(
        choices=[(scope.value, words) for scope, words in WORDS.items()], label="What it may do",
        widget=forms.CheckboxSelectMultiple, help_text="Never more than you may do yourself.",
    )  # fmt: skip
    days = forms.IntegerField(min_value=1, max_value=365, label="Days until it expires")


class WebhookForm(GovukForm):
    address = forms.URLField(
        max_length=500, assume_scheme="https", label="Web address", help_text="It must begin with https://"
    )
    events = forms.MultipleChoiceField(
        choices=list(EVENTS.items()), required=False, label="Tell it when", widget=forms.CheckboxSelectMultiple,
        help_text="Choose none to tell it of all of these.",
    )  # fmt: skip


class WebhookEditForm(WebhookForm):
    is_on = forms.BooleanField(required=False, label="Tell it; otherwise it is told nothing for now")
    version = forms.IntegerField(widget=forms.HiddenInput)


class CalendarForm(GovukForm):
    group = forms.ModelChoiceField(
        ActionGroup.objects.none(), required=False, label="Whose deadlines", empty_label="My own"
    )

    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
