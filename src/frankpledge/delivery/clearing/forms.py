"""Who clears what from a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from frankpledge.core.forms import GovukForm
from frankpledge.delivery.clearing.models import OFFENSIVE_DAYS, USUAL_DAYS, Priority, Sort
from frankpledge.partners.models import Agency, Partnership


class RouteForm(GovukForm):
    """One line of the table."""

    sort = forms.ChoiceField(label="What it is", choices=Sort.choices, widget=forms.RadioSelect)
    after_hours = forms.BooleanField(label="Only where it is reported after hours", required=False)
    place_area = forms.ChoiceField(label="Where", required=False)
    agency = forms.ModelChoiceField(Agency.objects.none(), label="Who clears it", empty_label="Choose one")
    usual_days = forms.IntegerField(label="Target, in days", min_value=0, max_value=366, initial=USUAL_DAYS)
    offensive_days = forms.IntegerField(
        label="Target where it is offensive, in days", min_value=0, max_value=366, initial=OFFENSIVE_DAYS
    )
    priority = forms.ChoiceField(
        label="Priority", choices=Priority.choices, initial=Priority.USUAL, widget=forms.RadioSelect,
        help_text="What is offensive always goes first",
    )  # fmt: skip
    starts_on = forms.DateField(label="From", help_text="What held before stays as it was")

    def __init__(
        self, *args: Any, partnership: Partnership, today: date, areas: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["place_area"].choices = [("", "Everywhere"), *areas]
        if not areas:
            del self.fields["place_area"]
        agencies: Any = self.fields["agency"]
        agencies.queryset = Agency.objects.within(partnership).open_on(today).order_by("name")
