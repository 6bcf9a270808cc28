"""What may be typed of a quarter's update, and why published words are corrected."""

from __future__ import annotations

from django import forms

from frankpledge.plans.forms.plans import UpdateForm, Versioned, long_text


class CorrectionForm(UpdateForm):
    """Other words for what was published."""

    reason = long_text(
        "Why is it corrected?",
        rows=2,
        required=True,
        help_text="Both wordings and this reason are kept. The public has the earlier one until this is published.",
    )


class RestoreForm(Versioned):
    """An earlier wording again."""

    reason = forms.CharField(required=False, max_length=2000)
