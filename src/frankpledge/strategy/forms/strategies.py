"""What may be typed about a strategy, its priorities and what they aim at."""

from __future__ import annotations

from typing import Any

from django import forms

from frankpledge.core.forms import GovukForm
from frankpledge.partners.models import ActionGroup, Agency
from frankpledge.plans.forms.plans import Versioned, long_text, small_boxes
from frankpledge.plans.models import Objective
from frankpledge.strategy.models import Finding, Priority, Problem, Strategy, ViewTheme


class StrategyForm(GovukForm):
    """What a strategy says of itself."""

    title = forms.CharField(max_length=300, help_text="For example: Community safety strategy 2008-2011")
    starts_on = forms.DateField(label="First day")
    ends_on = forms.DateField(label="Last day", help_text="As a rule three years later, for example 31 3 2011")
    previous = forms.ModelChoiceField(
        Strategy.objects.none(), required=False, label="The strategy it follows", empty_label="None"
    )
    vision = long_text("Vision", rows=5, help_text="What will be different when the three years are over.")
    success = long_text("How success is measured", rows=5)
    engagement = long_text("How the community is engaged", rows=5)
    summary = long_text("Summary for the public", rows=6, help_text="Plain words, no names.")

    def __init__(self, *args: Any, strategies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["previous"].queryset = strategies  # type: ignore[attr-defined]


class StrategyEditForm(Versioned, StrategyForm):
    """The same, of a strategy there is."""


class PriorityForm(GovukForm):
    """What a priority is, what it comes from, and who leads it."""

    name = forms.CharField(max_length=200, help_text="For example: Vehicle crime")
    why = long_text("Why it is a priority", rows=4)
    lead_agency = forms.ModelChoiceField(Agency.objects.none(), required=False, empty_label="Not named yet")
    lead_group = forms.ModelChoiceField(
        ActionGroup.objects.none(), required=False, label="Lead action group", empty_label="None"
    )
    findings = forms.ModelMultipleChoiceField(
        Finding.objects.none(), required=False, widget=small_boxes(), label="Which findings does it come from?"
    )
    problems = forms.ModelMultipleChoiceField(
        Problem.objects.none(), required=False, widget=small_boxes(), label="Which problems does it answer?"
    )
    themes = forms.ModelMultipleChoiceField(
        ViewTheme.objects.none(), required=False, widget=small_boxes(),
        label="Which themes of what people said does it answer?",
        help_text="Where a public meeting or a survey changed what comes first, this is where it shows.",
    )  # fmt: skip

    def __init__(self, *args: Any, choices: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


class PriorityEditForm(Versioned, PriorityForm):
    """The same, of a priority there is."""


class TargetForm(GovukForm):
    """What shall be different by when."""

    measure = long_text("What is measured", rows=2, required=True, help_text="For example: BCS comparator crime a year")
    unit = forms.CharField(required=False, max_length=60, help_text="For example crimes, or per cent")
    baseline = forms.DecimalField(required=False, label="Where it began", max_digits=14, decimal_places=2)
    baseline_on = forms.DateField(required=False, label="Baseline as of")
    baseline_source = forms.CharField(required=False, max_length=300, label="Where the baseline comes from")
    target = forms.DecimalField(required=False, label="Where it shall be", max_digits=14, decimal_places=2)
    words = long_text("The target in words", rows=2, help_text="If there is no number, or to say what it means.")
    due_on = forms.DateField(label="By when")
    indicator = forms.TypedChoiceField(
        required=False, label="The indicator that shows the same", empty_value=None,
        help_text="Its values by quarter are then one click away.",
    )  # fmt: skip

    def __init__(self, *args: Any, indicators: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = [("", "None"), *indicators]  # type: ignore[attr-defined]


class TargetEditForm(Versioned, TargetForm):
    """The same, of a target there is."""


class ReadingForm(GovukForm):
    """How far it has come."""

    value = forms.DecimalField(max_digits=14, decimal_places=2, label="Figure")
    as_of = forms.DateField(label="As it stood on")
    source = forms.CharField(max_length=300, label="Where it comes from")
    note = long_text("Note", rows=2)


class StepForm(GovukForm):
    """What one authority does and gives."""

    agency = forms.ModelChoiceField(Agency.objects.none(), empty_label="Choose one")
    priority = forms.ModelChoiceField(
        Priority.objects.none(), required=False, label="For which priority?", empty_label="The whole strategy"
    )
    steps = long_text("What it will do", rows=4, required=True)
    resources = long_text("What it gives for it", rows=3, help_text="People, money, time, premises.")

    def __init__(self, *args: Any, agencies: Any, priorities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["priority"].queryset = priorities  # type: ignore[attr-defined]


class StepEditForm(Versioned, StepForm):
    """The same, of a step there is."""


class ObjectivesForm(GovukForm):
    """Which objectives of one plan carry a priority out."""

    objectives = forms.ModelMultipleChoiceField(
        Objective.objects.none(), required=False, widget=small_boxes(), label="Objectives",
        help_text="Those of other years that carry the same objective on follow by themselves.",
    )  # fmt: skip
    says_optional = False

    def __init__(self, *args: Any, objectives: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["objectives"].queryset = objectives  # type: ignore[attr-defined]


class StrategyApproveForm(Versioned):
    """When the strategy was approved."""

    on = forms.DateField(label="Approved by the responsible authorities on")


class SummaryPublishedForm(GovukForm):
    """When and where the summary was published."""

    on = forms.DateField(label="Published on")
    where = forms.CharField(max_length=300, required=False, label="Where", help_text="A web address, or a newspaper")


class CopySentForm(GovukForm):
    """When a copy was sent."""

    on = forms.DateField(label="Copy sent to the local policing body on")
