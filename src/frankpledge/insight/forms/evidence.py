"""What is asked when a crime figure is hung on an objective."""

from __future__ import annotations

from typing import Any

from django import forms

from frankpledge.insight.sources import CHANGE, COUNT, RATE, CrimeForm
from frankpledge.measures.models import Indicator

MEASURES = (
    (COUNT, "How many"),
    (RATE, "How many for each 1,000 residents"),
    (CHANGE, "The change in per cent"),
)


class AttachForm(CrimeForm):
    """The indicator's name, what of the figure it is, and what the source itself asks."""

    name = forms.CharField(label="Name of the indicator", max_length=200)
    measure = forms.ChoiceField(label="What of it?", choices=MEASURES, initial=COUNT, widget=forms.RadioSelect)
    field_order = ("name", "measure", "definition", "area", "source", "against")

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, indicator=indicator, **kwargs)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("measure") == RATE and not said.get("area"):
            self.add_error("area", "A rate needs an area to count the residents of.")
        if said.get("measure") == CHANGE and said.get("against") == "none":
            self.add_error("against", "A change is always one against something.")
        return said
