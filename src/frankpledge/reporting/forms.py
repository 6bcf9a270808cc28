"""The forms of reports, stories and recommendations."""

from __future__ import annotations

from typing import Any

from django import forms

from frankpledge.core.forms import GovukForm
from frankpledge.plans.models import Objective, Plan
from frankpledge.plans.models.updates import quarter_choices
from frankpledge.reporting.models import Recommendation, Report, Story


class ReportForm(GovukForm):
    """Which quarter to freeze, for whom, and how it is marked."""

    plan = forms.ModelChoiceField(Plan.objects.none(), label="Plan", empty_label=None)
    quarter = forms.ChoiceField(choices=quarter_choices, label="Quarter")
    kind = forms.ChoiceField(
        label="For whom",
        choices=[
            (Report.Kind.QUARTERLY, "The board: the quarterly report"),
            (Report.Kind.SCRUTINY, "Scrutiny: the same with its recommendations and their answers"),
        ],
        widget=forms.RadioSelect,
    )
    marking = forms.ChoiceField(
        choices=Report.Marking.choices, label="Protective marking", required=False,
        help_text="Printed on every page. The public version carries none.",
    )  # fmt: skip
    reason = forms.CharField(
        label="Why it is made again", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Only where there is one of this quarter already. The earlier one stays as it is.",
    )  # fmt: skip

    def __init__(self, *args: Any, plans: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]


class PublicForm(GovukForm):
    """The last look before the public has it."""

    is_checked = forms.BooleanField(
        label="I have read what was taken out and what is left to me, and the rest may be published", required=False
    )
    reason = forms.CharField(
        label="Why it is made again", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Only where there is a public version of this quarter already.",
    )  # fmt: skip


class WithdrawForm(GovukForm):
    why = forms.CharField(label="Why it is taken back", widget=forms.Textarea(attrs={"rows": 3}))


class StoryForm(GovukForm):
    headline = forms.CharField(max_length=200, label="Headline")
    text = forms.CharField(label="Story", widget=forms.Textarea(attrs={"rows": 8}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class DecideForm(GovukForm):
    state = forms.ChoiceField(choices=Story.State.choices, label="Decision", widget=forms.RadioSelect)
    why = forms.CharField(
        label="Why it is declined", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Only where it is declined.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class RecommendationForm(GovukForm):
    """What a committee asked for."""

    committee = forms.CharField(max_length=200, label="Committee")
    met_on = forms.DateField(label="When it met")
    number = forms.CharField(max_length=20, required=False, label="Its number in the minutes")
    text = forms.CharField(label="Recommendation", widget=forms.Textarea(attrs={"rows": 4}))
    respond_by = forms.DateField(label="Answer due by", help_text="By law within 28 days, unless agreed otherwise.")
    objective = forms.ModelChoiceField(
        Objective.objects.none(), required=False, label="Objective it is about", empty_label="The plan as a whole"
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, objectives: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["objective"].queryset = objectives  # type: ignore[attr-defined]


class AnswerForm(GovukForm):
    """What the committee is told."""

    answer = forms.ChoiceField(
        choices=[choice for choice in Recommendation.Answer.choices if choice[0]], label="Answer",
        widget=forms.RadioSelect,
    )  # fmt: skip
    response = forms.CharField(label="What the committee is told", widget=forms.Textarea(attrs={"rows": 5}))
    done_on = forms.DateField(required=False, label="Carried out on")
    version = forms.IntegerField(widget=forms.HiddenInput)
