"""The forms of a value, a correction and a judgement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frankpledge.core.forms import GovukForm
from frankpledge.measures.forms.indicators import figure
from frankpledge.measures.models import Indicator
from frankpledge.measures.rating import Rag

COUNTED = ("percent", "rate")


class ValueForm(GovukForm):
    """One period's figure. For a share or a rate the two counts are enough."""

    value = figure(gettext_lazy("Value"))
    numerator = figure(gettext_lazy("How many were counted"))
    denominator = figure(gettext_lazy("Out of how many"))
    as_of = forms.DateField(
        label=gettext_lazy("The data reach to"), help_text=gettext_lazy("The last day the figure knows of.")
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("Where the figure comes from, and what a reader should know. Name nobody."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why is it corrected?"),
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("The earlier figure stays, with this beside it."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, indicator: Indicator, is_correction: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_correction:
            del self.fields["reason"]
        if indicator.unit == "yes_no":
            self._ask_yes_or_no()
        if indicator.unit in COUNTED:
            self._ask_for_counts(indicator)
        else:
            del self.fields["numerator"], self.fields["denominator"]
            if indicator.unit != "yes_no":
                self.fields["value"].help_text = indicator.numerator_words
                self.fields["value"].required = True

    def _ask_yes_or_no(self) -> None:
        choices = [("1", _("Yes")), ("0", _("No"))]
        self.fields["value"] = forms.TypedChoiceField(
            label=_("Was it so?"), choices=choices, coerce=forms.DecimalField().to_python, widget=forms.RadioSelect
        )

    def _ask_for_counts(self, indicator: Indicator) -> None:
        self.fields["numerator"].help_text = indicator.numerator_words
        self.fields["denominator"].help_text = indicator.denominator_words
        if indicator.denominator_words:
            self.fields["value"].help_text = _("Leave it blank to have it worked out from the two counts below.")


class JudgeForm(GovukForm):
    """What a person judges a quarter to be, and why."""

    judged = forms.ChoiceField(label=gettext_lazy("How do you judge the quarter?"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=gettext_lazy("Why?"),
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Everybody who sees your judgement sees this, and what the rule says."),
    )

    def __init__(self, *args: Any, may_take_back: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(rag), rag.word) for rag in (Rag.ON_TRACK, Rag.CLOSE, Rag.OFF_TRACK)]
        if may_take_back:
            choices.append(("as-the-rule", _("As the rule says: take the judgement back")))
        self.fields["judged"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField, which the base class hides
