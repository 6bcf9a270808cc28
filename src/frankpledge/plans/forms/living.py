"""What is asked when a plan is put out for comment, adopted, closed, amended, and carried into the next year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from frankpledge.core.forms import GovukForm
from frankpledge.plans.changes.rolling import Carry, Fate
from frankpledge.plans.forms.plans import PlanForm, Versioned, long_text, small_boxes


class NoteForm(GovukForm):
    """Why, for whoever reads the plan's history later."""

    note = long_text("Why", rows=3, required=True)


class ConsultationForm(GovukForm):
    """When a draft is out for comment, and who is asked."""

    opens_on = forms.DateField(label="First day for comments")
    closes_on = forms.DateField(label="Last day for comments")
    asked = long_text(
        "Who is asked", rows=4, help_text="Groups and bodies, one on each line, and those who are most affected."
    )


class ConsultForm(ConsultationForm):
    """The same, with a note for the plan's history."""

    note = long_text("Note", rows=2)


class ConsultationEditForm(Versioned, ConsultationForm):
    """The days and the bodies of a consultation there is."""


class CommentForm(GovukForm):
    """What somebody said of the draft."""

    received_on = forms.DateField(label="Received on")
    said_by = forms.CharField(
        label="Who said it",
        max_length=200,
        help_text="The body or group, for example Ware residents’ association. Not a person’s name.",
    )
    text = long_text("What they said", rows=5, required=True)
    answer = long_text("What became of it", rows=3, help_text="It can be added later.")


class CommentEditForm(Versioned, CommentForm):
    """The same, of a comment there is."""


class AdoptForm(GovukForm):
    """The day of adoption and, where something is missing, that this is known."""

    on = forms.DateField(label="Adopted on")
    confirmed = forms.BooleanField(label="Adopt it although this is missing", required=False)
    because = long_text(
        "Why it is adopted with an objective that has no action", rows=3, required=True,
        help_text="For example that it is a plan of years ago and was adopted so. Whoever reads the plan sees it.",
    )  # fmt: skip
    note = long_text("Note", rows=3, help_text="For example the meeting that adopted it.")

    def __init__(self, *args: Any, is_complete: bool, is_acted_on: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_complete:
            del self.fields["confirmed"]
        self.fields["because"].error_messages["required"] = (
            "Action required before approval: write what will be done about each objective above that has none, or say "
            "why not."
        )
        if is_acted_on:
            del self.fields["because"]


class CloseForm(GovukForm):
    """The day of closing."""

    on = forms.DateField(label="Closed on")
    note = long_text("Note", rows=3)


class CopySentForm(GovukForm):
    """The day a copy went to the local policing body."""

    on = forms.DateField(label="Sent on", required=False, help_text="Leave it blank if it has not been sent after all.")


class ProposeForm(Versioned):
    """Why the plan should change."""

    reason = long_text("Why should the plan change?", rows=4, required=True,
                       help_text="Everybody who may read the plan reads this.")  # fmt: skip


class DecideForm(Versioned):
    """Approve or refuse."""

    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=[
            ("approve", "Approve it: the plan changes at once, and an edition of it is kept"),
            ("refuse", "Refuse it: the plan stays as it is"),
        ],
        widget=forms.RadioSelect,
    )
    note = long_text("Why", rows=3, help_text="Needed where you refuse.")
    says_optional = False


class StepForm(Versioned):
    """Which change to take out of a draft."""

    step = forms.IntegerField(min_value=1)


class RollOverForm(PlanForm):
    """The next year's plan, and what goes with its lines."""

    carry = forms.MultipleChoiceField(
        label="What goes with the objectives?",
        required=False,
        choices=[
            (Carry.OWNERS.value, "Owners and deputies"),
            (Carry.THEMES.value, "Themes"),
            (Carry.MILESTONES.value, "Milestones still to do, with their days"),
            (Carry.RISKS.value, "Risks still open"),
        ],
        widget=small_boxes(),
    )
    says_optional = False

    def __init__(self, *args: Any, lines: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for number, name in lines:
            self.fields[f"fate_{number}"] = forms.ChoiceField(
                label=f"What becomes of {name}?",
                choices=[
                    (Fate.CONTINUED.value, "Goes on as it is"),
                    (Fate.MODIFIED.value, "Goes on, and will be changed"),
                    (Fate.RETIRED.value, "Ends with this year"),
                ],
                initial=Fate.CONTINUED.value,
            )
            self.fields[f"reason_{number}"] = forms.CharField(label=f"Why {name} ends", required=False, max_length=1000)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for number, _name in self.lines:
            ends = cleaned.get(f"fate_{number}") == Fate.RETIRED.value
            if ends and not (cleaned.get(f"reason_{number}") or "").strip():
                self.add_error(f"reason_{number}", "Say why it ends.")
        return cleaned
