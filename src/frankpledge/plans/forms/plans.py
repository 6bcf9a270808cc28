"""What may be typed about a plan, a section and an objective."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from frankpledge.core.forms import GovukForm
from frankpledge.partners.models import Agency
from frankpledge.plandocs.model import PartyKind
from frankpledge.plans.changes.actions import DEEPEST


class LongText(forms.CharField):
    """Several lines. A browser sends two signs for one line's end; the plan keeps one."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


def long_text(label: str, *, rows: int = 4, required: bool = False, help_text: str = "") -> forms.CharField:
    """A box of several lines."""
    return LongText(label=label, required=required, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows}))


class Lines(forms.CharField):
    """Several short texts, one on each line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> tuple[str, ...]:  # type: ignore[override]
        text = super().to_python(value) or ""
        return tuple(line.strip() for line in text.splitlines() if line.strip())

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        for line in value:
            super().run_validators(line)


def narrow() -> forms.TextInput:
    """A box for a few signs."""
    return forms.TextInput(attrs={"class": "govuk-input--width-5"})


def small_boxes() -> forms.CheckboxSelectMultiple:
    """Boxes to tick, close together where there are many."""
    return forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"})


class Versioned(GovukForm):
    """Knows which version of the thing the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class PlanForm(GovukForm):
    """What a plan says of itself."""

    title = forms.CharField(max_length=300, help_text="For example: Community Safety Action Plan 2008-2009")
    period = forms.CharField(max_length=60, label="Year", help_text="As the plan writes it, for example 2008-2009")
    starts_on = forms.DateField(label="First day of quarter 1", help_text="For example, 1 4 2008")
    preamble = long_text("What the plan says first", rows=8, help_text="Leave a blank line between paragraphs.")


class PlanEditForm(Versioned, PlanForm):
    """The same, of a plan there is."""


class SectionForm(GovukForm):
    """What a section says of itself."""

    number = forms.CharField(max_length=100, help_text="For example 3", widget=narrow())
    title = forms.CharField(max_length=500)
    is_cross_cutting = forms.BooleanField(required=False, label="A theme that cuts across the other sections")
    notes = long_text("What stands around the table", help_text="An introduction, or who leads the whole section.")


class SectionEditForm(Versioned, SectionForm):
    """The same, of a section there is."""


class ObjectiveWordsForm(GovukForm):
    """An objective's own words."""

    text = long_text("Objective", rows=4, required=True, help_text="Begin a line with “- ” to make it a bullet.")
    target = long_text("Target", rows=3, help_text="What will be different, by how much and by when.")
    indicator = long_text(
        "Performance indicator", rows=3, help_text="The figure that shows it, and where it comes from."
    )
    definitions = Lines(
        label="What counts and what does not",
        required=False,
        help_text="One on each line, for example: Does not include theft of number plates",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    timescale = forms.CharField(required=False, max_length=1000)
    status = forms.CharField(required=False, max_length=1000, label="Status, as the plan writes it")


class ObjectiveForm(Versioned, ObjectiveWordsForm):
    """The words of an objective there is."""


class ObjectiveAddForm(ObjectiveWordsForm):
    """A new objective with its reference."""

    ref = forms.CharField(
        max_length=100,
        label="JAG ref",
        help_text="A reference is never used twice, so that old papers stay true.",
        widget=narrow(),
    )
    field_order = ("ref",)


class ObjectiveProposeForm(ObjectiveAddForm):
    """A new objective of an adopted plan: all that an amendment should say of it at once."""

    actions = Lines(
        label="Actions",
        required=False,
        help_text="One on each line. They can be nested once the amendment is approved.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    agencies = forms.ModelMultipleChoiceField(
        label="Lead agencies", queryset=Agency.objects.none(), required=False, widget=small_boxes()
    )

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].queryset = agencies  # type: ignore[attr-defined]


class RemoveForm(Versioned):
    """Nothing to fill in: only which version the person saw."""


class OrderForm(GovukForm):
    """Which thing moves which way: "objective-12-up"."""

    move = forms.RegexField(r"^(section|objective)-(\d{1,18})-(up|down)$")


class ActionForm(GovukForm):
    """One action."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    text = long_text("Words", rows=2)
    level = forms.TypedChoiceField(
        coerce=int,
        empty_value=0,  # type: ignore[arg-type]
        required=False,
        label="Where it stands",
        choices=[(0, "On its own"), (1, "Under the action above")]
        + [(level, f"{level} levels in") for level in range(2, DEEPEST + 1)],
    )
    is_tentative = forms.BooleanField(required=False, label="Not yet agreed")
    says_optional = False


ActionForms = forms.formset_factory(ActionForm, extra=0, max_num=300, absolute_max=300)

KINDS = [
    (PartyKind.NAMED.value, "Those ticked below"),
    (PartyKind.DELEGATED.value, "To be decided, by those ticked below"),
    (PartyKind.NOT_APPLICABLE.value, "Not applicable: none is needed"),
    (PartyKind.BLANK.value, "Left blank: nobody is named yet"),
]


class LeadForm(Versioned):
    """Who leads. ``bodies`` are the choices: "agency-3", "group-4", "collective"."""

    lead_kind = forms.ChoiceField(label="Who is the lead agency?", choices=KINDS, widget=forms.RadioSelect)
    lead = forms.MultipleChoiceField(label="Agencies", required=False, widget=small_boxes())
    lead_others = Lines(label="Others", required=False, help_text="As the plan writes them, one on each line",
                        widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip
    group_kind = forms.ChoiceField(label="Which is the lead action group?", choices=KINDS, widget=forms.RadioSelect)
    group = forms.MultipleChoiceField(label="Groups", required=False, widget=small_boxes())
    group_others = Lines(label="Other groups", required=False, help_text="As the plan writes them, one on each line",
                         widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip
    people = Lines(
        label="Named officers",
        required=False,
        help_text="One on each line. Everybody in the partnership can read them here.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    says_optional = False

    def __init__(self, *args: Any, leads: list[tuple[str, str]], groups: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].choices = leads  # type: ignore[attr-defined]
        self.fields["group"].choices = groups  # type: ignore[attr-defined]


class UpdateForm(Versioned):
    """A quarter's words."""

    text = long_text("Update", rows=8)
    says_optional = False
