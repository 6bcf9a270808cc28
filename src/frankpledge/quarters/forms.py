"""What may be typed about a quarter: its days and reminders, an answer, what to put right."""

from __future__ import annotations

from typing import Any

from django import forms

from frankpledge.core.forms import GovukForm
from frankpledge.plans.forms.plans import LongText, Versioned, long_text, narrow
from frankpledge.quarters.timetable import TO, Step

STEPS = 6
_TO = [("", "Nobody"), *TO.items()]


class AnswerForm(forms.Form):
    """An answer by a letter's link: to which objective, what, and which version the page showed."""

    objective = forms.IntegerField(min_value=1)
    text = LongText(required=False, max_length=20_000)
    version = forms.IntegerField(min_value=0)


class StepForm(forms.Form):
    """A milestone ticked by a letter's link."""

    milestone = forms.IntegerField(min_value=1)
    done_on = forms.DateField(required=False)
    note = LongText(required=False, max_length=2_000)
    version = forms.IntegerField(min_value=0)


class ValueForm(forms.Form):
    """An indicator's figure entered by a letter's link."""

    indicator = forms.IntegerField(min_value=1)
    value = forms.DecimalField(max_digits=18, decimal_places=4)
    numerator = forms.DecimalField(max_digits=18, decimal_places=4, required=False)
    denominator = forms.DecimalField(max_digits=18, decimal_places=4, required=False)
    reason = LongText(required=False, max_length=2_000)
    version = forms.IntegerField(min_value=0)


class RoundForm(GovukForm):
    """A quarter's days, what its letters say, and its reminders: six steps are enough for anybody."""

    opens_on = forms.DateField(label="Opens on", help_text="Today opens it now. A later day lets it open by itself.")
    due_on = forms.DateField(label="Answers are due by")
    closes_on = forms.DateField(label="Closes at the end of", help_text="Later answers are taken, and marked late.")
    message = long_text(
        "A message of your own in the letters (optional)",
        rows=3,
        help_text="For example what the board will look at this time.",
    )
    says_optional = False

    def __init__(self, *args: Any, steps: tuple[Step, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(STEPS):
            step = steps[number] if number < len(steps) else None
            self.fields[f"days_{number}"] = forms.IntegerField(
                label="Days after it is due", required=False, min_value=-60, max_value=90, widget=narrow(),
                initial=step.days if step else None,
            )  # fmt: skip
            self.fields[f"to_{number}"] = forms.ChoiceField(
                label="Goes to", choices=_TO, required=False, initial=step.to if step else ""
            )

    @property
    def reminders(self) -> list[tuple[Any, Any]]:
        """The pairs of boxes of each step."""
        return [(self[f"days_{number}"], self[f"to_{number}"]) for number in range(STEPS)]

    def steps(self) -> tuple[Step, ...]:
        """The steps that were filled in."""
        said = self.cleaned_data
        pairs = [(said.get(f"days_{number}"), said.get(f"to_{number}")) for number in range(STEPS)]
        return tuple(sorted({Step(days, to) for days, to in pairs if days is not None and to}))


class RoundEditForm(Versioned, RoundForm):
    """The like, of a quarter there is."""


class ReopenForm(GovukForm):
    """Until when a closed quarter is open again."""

    closes_on = forms.DateField(label="Closes at the end of")


class MoveForm(Versioned):
    """Something done with a submitted update."""

    move = forms.CharField(max_length=20)
    why = LongText(required=False, max_length=4_000)


class SinceForm(GovukForm):
    """Since when."""

    since = forms.DateField(label="Changed since", required=False)
    says_optional = False
