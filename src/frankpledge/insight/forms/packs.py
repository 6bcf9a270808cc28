"""What is asked when a pack is made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from frankpledge.core.forms import GovukForm
from frankpledge.insight.months import in_words
from frankpledge.partners.models import ActionGroup
from frankpledge.plans.forms.plans import long_text


class PackForm(GovukForm):
    """For which group, of which month."""

    group = forms.ModelChoiceField(
        ActionGroup.objects.none(), label="For which group?", widget=forms.RadioSelect, empty_label=None
    )
    month = forms.ChoiceField(label="Up to which month?", help_text="The three months that end with it are compared.")
    reason = long_text(
        "Why another one?", rows=2, help_text="Only where there is a pack of that month already. The earlier one stays."
    )

    def __init__(self, *args: Any, groups: QuerySet[ActionGroup], months: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
        self.fields["month"].choices = [(month, in_words(month)) for month in months]  # type: ignore[attr-defined]
