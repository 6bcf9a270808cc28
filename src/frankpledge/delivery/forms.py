"""Which objective, and which action of it, a record delivers."""

from __future__ import annotations

from typing import Any

from django import forms

from frankpledge.core.forms import GovukForm
from frankpledge.plans.models import Action, Objective, Plan

SHORT = 90  # signs of an action's text that are enough to know it by


class LinkForm(GovukForm):
    """One objective of the plan of the record's year, and perhaps one of its actions."""

    objective = forms.ModelChoiceField(Objective.objects.none(), empty_label="Choose one")
    action = forms.ModelChoiceField(Action.objects.none(), required=False, empty_label="The objective as a whole")

    def __init__(self, *args: Any, plan: Plan | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        rows = Objective.objects.filter(section__plan=plan).order_by("section__position", "position")
        steps = Action.objects.filter(objective__section__plan=plan).select_related("objective")
        fields["objective"].queryset = rows
        fields["action"].queryset = steps.order_by("objective__section__position", "objective__position", "position")
        fields["action"].label_from_instance = _named

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        action, objective = said.get("action"), said.get("objective")
        if action and objective and action.objective_id != objective.pk:
            self.add_error("action", "Choose an action of that objective, or none.")
        return said


def _named(action: Action) -> str:
    text = action.text if len(action.text) <= SHORT else f"{action.text[:SHORT].rstrip()}…"
    return f"{action.objective.ref}: {text}"
