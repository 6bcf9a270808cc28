"""Which objective, and which action of it, a record delivers; and what is to be done, by whom and by when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from frankpledge.core.forms import GovukForm, GovukModelForm
from frankpledge.delivery.cadence import LONGEST
from frankpledge.delivery.root import KINDS
from frankpledge.delivery.tasks import Task
from frankpledge.partners.models import Membership
from frankpledge.plans.models import Action, Objective, Plan
from frankpledge.records.forms import NarrowForm

YEARS = 1900, 2100  # of which there is a calendar
NOT_LISTED = "-"
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


class TaskForm(GovukModelForm):
    """A task. The people offered are those the writer may see; the agencies, all that are open."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    class Meta:
        model = Task
        fields = ("words", "due_on", "owner", "agency")

    def __init__(self, *args: Any, people: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["owner"].queryset, fields["owner"].empty_label = people, "Nobody in particular"
        fields["owner"].label_from_instance = _placed
        fields["agency"].queryset, fields["agency"].empty_label = agencies, "The person’s own"


class NarrowActivity(NarrowForm):
    """How a look at all kinds at once is narrowed: the list's own way, and to one kind."""

    kind = forms.ChoiceField(label="Kind", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        offered = [
            (family, [(kind.slug, kind.label_of_plural) for kind in kinds]) for family, kinds in KINDS.by_family()
        ]
        fields["kind"].choices = [("", "All"), *offered]
        self.order_fields(["month", "kind"])


class CalendarForm(NarrowActivity):
    """The same of a calendar, which has its own days."""

    month = forms.CharField(
        label="Month", required=False, help_text="For example 2026-11",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["since"], self.fields["until"]

    def clean_month(self) -> date | None:
        """The first day of the month."""
        said = self.cleaned_data["month"].strip()
        if not said:
            return None
        try:
            first = date.fromisoformat(f"{said}-01")
        except ValueError:
            first = date.min
        if not YEARS[0] <= first.year <= YEARS[1]:
            raise forms.ValidationError("Month must be a year and a month, for example 2026-11")
        return first


class DropForm(GovukForm):
    """Why a task is no longer needed."""

    dropped_why = forms.CharField(
        label="Why is it no longer needed?", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept with the task. Name no people.",
    )  # fmt: skip


class AttendanceForm(GovukForm):
    """Every agency with what it did: one field each, and what its writer saw when the page was opened."""

    seen = forms.JSONField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, agencies: Any, answers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {f"a{agency.pk}": agency.pk for agency in agencies}
        for agency in agencies:
            offered = [(value or NOT_LISTED, words) for value, words in answers]
            field = forms.ChoiceField(label=agency.name, choices=offered, initial=NOT_LISTED)
            self.fields[f"a{agency.pk}"] = field

    def answers(self) -> dict[int, str]:
        said = {pk: self.cleaned_data[name] for name, pk in self.agencies.items()}
        return {pk: "" if answer == NOT_LISTED else answer for pk, answer in said.items()}

    def seen_by_writer(self) -> dict[int, str]:
        said = self.cleaned_data["seen"]
        found = said if isinstance(said, dict) else {}
        return {pk: str(found.get(str(pk), "")) for pk in self.agencies.values()}


class CadenceForm(GovukForm):
    """The most days between two meetings of a group."""

    days = forms.IntegerField(
        label="Most days between two meetings", min_value=1, max_value=LONGEST, required=False,
        help_text="28 for every four weeks, 42 for every six, 92 for a quarter. Leave empty and nobody watches it",
    )  # fmt: skip


def _placed(place: Membership) -> str:
    return f"{place.user.name}, {place.agency.short_name or place.agency.name}"


def _named(action: Action) -> str:
    text = action.text if len(action.text) <= SHORT else f"{action.text[:SHORT].rstrip()}…"
    return f"{action.objective.ref}: {text}"


class PublicForm(GovukForm):
    """Onto the public page, or off it for a reason."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    reason = forms.CharField(
        label="Why?", widget=forms.Textarea(attrs={"rows": 3}), help_text="Kept in the history. Name no people."
    )

    may_name = forms.BooleanField(label="Everybody may read each of these names and contacts", required=False)

    def __init__(self, *args: Any, asks_reason: bool, names: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_reason:
            del self.fields["reason"]
        if not names:
            del self.fields["may_name"]
