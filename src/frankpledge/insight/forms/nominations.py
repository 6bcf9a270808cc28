"""What is asked when a place is put before a group, and when the group decides."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from frankpledge.core.forms import GovukForm
from frankpledge.insight.models import Nomination
from frankpledge.partners.models import ActionGroup
from frankpledge.plans.forms.plans import Versioned, long_text

DECISIONS = [(state.value, state.label) for state in Nomination.State if state is not Nomination.State.RAISED]


class NominationForm(GovukForm):
    """What it is about, before which group, and why."""

    title = forms.CharField(label="What is it about?", max_length=200)
    group = forms.ModelChoiceField(
        ActionGroup.objects.none(), label="Which group should look at it?", widget=forms.RadioSelect, empty_label=None
    )
    why = long_text(
        "Why should they?", rows=4, help_text="What you know besides the figures. Name places and dates, never people."
    )
    figures = forms.CharField(widget=forms.HiddenInput, required=False)  # a hash of the figures that were shown

    def __init__(self, *args: Any, groups: QuerySet[ActionGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]


class DecisionForm(Versioned):
    """What the group made of it."""

    state = forms.ChoiceField(label="What did the group decide?", choices=DECISIONS, widget=forms.RadioSelect)
    decision = long_text(
        "Why, and what happens next", rows=4, required=True, help_text="Whoever raised it reads this. Name no people."
    )
