"""What may be typed about an assessment, its findings and what the community says."""

from __future__ import annotations

from typing import Any

from django import forms

from frankpledge.core.forms import GovukForm
from frankpledge.formats.safety import MAX_BYTES
from frankpledge.plans.forms.plans import Versioned, long_text, small_boxes
from frankpledge.plans.models import Plan
from frankpledge.strategy.chapters import chapters
from frankpledge.strategy.models import Assessment, Evidence, Paper, ViewTheme
from frankpledge.strategy.statutory import Duty


class AssessmentForm(GovukForm):
    """What an assessment says of itself."""

    title = forms.CharField(max_length=300, help_text="For example: Strategic assessment 2007-2008")
    starts_on = forms.DateField(label="First day of the year it looks at")
    ends_on = forms.DateField(label="Last day of the year it looks at")
    way = forms.ChoiceField(label="How is it written?", choices=Assessment.Way, widget=forms.RadioSelect)
    last_plan = forms.ModelChoiceField(
        Plan.objects.none(), required=False, label="The last plan", empty_label="None chosen yet",
        help_text="How far it was carried out is counted from its own records.",
    )  # fmt: skip
    previous = forms.ModelChoiceField(
        Assessment.objects.none(), required=False, label="The assessment before this one", empty_label="None"
    )
    summary = long_text("Summary for the public", rows=6, help_text="Plain words, no names.")

    def __init__(self, *args: Any, plans: Any, assessments: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_plan"].queryset = plans  # type: ignore[attr-defined]
        self.fields["previous"].queryset = assessments  # type: ignore[attr-defined]


class AssessmentEditForm(Versioned, AssessmentForm):
    """The same, of an assessment there is."""


class SectionForm(Versioned):
    """The words of one section the law asks for."""

    text = long_text("What is written", rows=14, help_text="Leave a blank line between paragraphs.")
    says_optional = False


class PaperForm(Versioned):
    """A quarter's paper: one box for each section of the year, to be filled or left."""

    title = forms.CharField(max_length=300, required=False)
    focus = long_text("The priority looked at in depth", rows=3)
    finished_on = forms.DateField(
        required=False, label="Received by the strategy group on",
        help_text="The paper counts towards the year from then. Leave it empty while it is being written.",
    )  # fmt: skip

    def __init__(self, *args: Any, duties: tuple[Duty, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for duty in duties:
            self.fields[f"part_{duty.key}"] = long_text(duty.name, rows=5, help_text=duty.asks)

    @property
    def parts(self) -> dict[str, str]:
        return {
            name.removeprefix("part_"): text for name, text in self.cleaned_data.items() if name.startswith("part_")
        }


class FindingForm(GovukForm):
    """What was found."""

    text = long_text("What was found", rows=5, required=True, help_text="One thing, in a sentence or three.")
    section = forms.ChoiceField(label="Under which section?", widget=forms.RadioSelect)
    paper = forms.ModelChoiceField(
        Paper.objects.none(), required=False, label="In which quarter’s paper?", empty_label="None"
    )

    def __init__(self, *args: Any, sections: list[tuple[str, str]], papers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = sections  # type: ignore[attr-defined]
        self.fields["paper"].queryset = papers  # type: ignore[attr-defined]
        if not papers:
            del self.fields["paper"]


class FindingEditForm(Versioned, FindingForm):
    """The same, of a finding there is."""


TYPED = [(kind.value, kind.label) for kind in Evidence.Kind if kind is not Evidence.Kind.SNAPSHOT]


class EvidenceForm(GovukForm):
    """One thing a finding rests on."""

    kind = forms.ChoiceField(label="What kind of evidence is it?", choices=TYPED, widget=forms.RadioSelect)
    words = long_text("What it shows", rows=3, required=True)
    value = forms.DecimalField(required=False, label="Figure", max_digits=16, decimal_places=4)
    unit = forms.CharField(required=False, max_length=60, help_text="For example crimes, or per cent")
    source = forms.CharField(
        required=False, max_length=300, label="Where it comes from",
        help_text="The body and the publication. A figure always needs it.",
    )  # fmt: skip
    as_of = forms.DateField(required=False, label="As it stood on")
    url = forms.URLField(required=False, max_length=500, label="Address of the page", assume_scheme="https")
    file = forms.FileField(required=False, label="The document itself", help_text="Kept here as it is.")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > MAX_BYTES:
            raise forms.ValidationError("The file is too large to keep. Give its address instead.")
        return file


class FreezeForm(GovukForm):
    """Which table to freeze under a finding."""

    chapter = forms.ChoiceField(label="Which table?", widget=forms.RadioSelect)
    words = long_text("What it shows", rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chapter"].choices = [  # type: ignore[attr-defined]
            (each.slug, f"{each.name}. {each.about}") for each in chapters()
        ]


class ViewForm(GovukForm):
    """What was heard."""

    heard_at = forms.CharField(
        max_length=300, label="Where was it heard?", help_text="For example: Panel meeting, Bishop’s Stortford"
    )
    heard_on = forms.DateField(label="On what day?")
    whose = forms.CharField(
        max_length=200, required=False, label="Whose view is it?",
        help_text="A group of people, for example traders. Never a name.",
    )  # fmt: skip
    words = long_text("What was said", rows=4, required=True, help_text="Without names of anybody.")
    people_count = forms.IntegerField(min_value=1, initial=1, label="How many people said it?")
    themes = forms.ModelMultipleChoiceField(
        ViewTheme.objects.none(), required=False, widget=small_boxes(), label="Which themes does it speak of?",
        help_text="Tick none to leave it for whoever codes the views.",
    )  # fmt: skip

    def __init__(self, *args: Any, themes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].queryset = themes  # type: ignore[attr-defined]


class ViewEditForm(Versioned):
    """What was heard, put right. Coding has a page of its own."""

    heard_at = ViewForm.base_fields["heard_at"]
    heard_on = ViewForm.base_fields["heard_on"]
    whose = ViewForm.base_fields["whose"]
    words = ViewForm.base_fields["words"]
    people_count = ViewForm.base_fields["people_count"]


class CodeForm(GovukForm):
    """The themes of one view."""

    themes = forms.ModelMultipleChoiceField(
        ViewTheme.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        label="Which themes does it speak of?", help_text="Tick none if it speaks of none of them.",
    )  # fmt: skip
    says_optional = False

    def __init__(self, *args: Any, themes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].queryset = themes  # type: ignore[attr-defined]


class ThemeForm(GovukForm):
    """A theme people speak of."""

    name = forms.CharField(max_length=120, help_text="For example: speeding")
    about = long_text("What counts", rows=3)


class ThemeEditForm(Versioned, ThemeForm):
    """The same, of a theme there is."""


class AnswerForm(Versioned):
    """You said, we did."""

    said = long_text("You said", rows=4, required=True, help_text="What the views under this theme come to.")
    did = long_text("We did, or will do", rows=4)


class ApproveForm(Versioned):
    """When the strategy group approved it."""

    on = forms.DateField(label="Approved by the strategy group on")
    note = long_text("Note for the record", rows=3)


class ReasonForm(GovukForm):
    """Why."""

    reason = long_text("Why?", rows=3, required=True)


class PublishedForm(GovukForm):
    """When it was published."""

    on = forms.DateField(label="Published on")
