"""The form of an indicator's own words and figures, and of why it is changed or retired."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frankpledge.accounts.models import User
from frankpledge.core.forms import GovukForm
from frankpledge.measures.changes.definitions import IndicatorWords
from frankpledge.measures.figures import plain
from frankpledge.measures.models import Direction, Frequency, ToleranceKind, Trajectory, Unit
from frankpledge.plandocs.model import QUARTERS

KEEP = "keep"  # an owner whom this person may not see stays the owner
WIDE, SHORT = {"class": "govuk-!-width-two-thirds"}, {"class": "govuk-input--width-10"}


def figure(label: Any, help_text: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, max_digits=17, decimal_places=4, help_text=help_text, widget=forms.TextInput(SHORT)
    )


class IndicatorForm(GovukForm):
    """Everything an indicator says of itself. Baseline and target may stay blank: the gap list then asks for them."""

    name = forms.CharField(label=_("Name of the indicator"), max_length=200)
    definition = forms.CharField(
        label=_("Definition"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("What counts and what does not, so that two people would count the same."),
    )
    unit = forms.ChoiceField(label=_("Unit"), choices=Unit.choices)
    numerator_words = forms.CharField(
        label=_("What is counted"), required=False, max_length=300, help_text=_("For example: repeat cases")
    )
    denominator_words = forms.CharField(
        label=_("Out of what"),
        required=False,
        max_length=300,
        help_text=_("For a share or a rate: all cases reviewed, say. Where it is set, a value needs its counts."),
    )
    decimals = forms.IntegerField(label=_("Decimal places"), min_value=0, max_value=4, initial=0)
    frequency = forms.ChoiceField(
        label=_("How often is its figure known?"),
        choices=Frequency.choices,
        widget=forms.RadioSelect,
        help_text=_("Quarters are what is rated. A month's or the year's own figure can be given beside them."),
    )
    direction = forms.ChoiceField(label=_("Which way is better?"), choices=Direction.choices, widget=forms.RadioSelect)
    is_contextual = forms.BooleanField(
        label=_("Watch it and do not rate it"),
        required=False,
        help_text=_("For what matters to the plan and that no one body can be held to."),
    )
    baseline = figure(_("Baseline"), _("Where it stood before the plan."))
    baseline_period = forms.CharField(
        label=_("Baseline's period"), required=False, max_length=60, help_text=_("For example 2006/07")
    )
    target = figure(_("Target"), _("For a band, its lower end."))
    target_high = figure(_("Upper end of the band"), _("Only where a band is better."))
    target_on = forms.DateField(label=_("To be reached by"), required=False)
    trajectory = forms.ChoiceField(
        label=_("Where should it stand each quarter?"),
        choices=Trajectory.choices,
        widget=forms.RadioSelect,
        help_text=_("A quarter is rated against its own target, not against the year's."),
    )
    trajectory_q1, trajectory_q2, trajectory_q3, trajectory_q4 = (
        figure(_("Target for quarter %d") % number) for number in range(1, 5)
    )
    baseline_q1, baseline_q2, baseline_q3, baseline_q4 = (
        figure(_("Baseline year's quarter %d") % number) for number in range(1, 5)
    )
    tolerance = figure(_("Tolerance"), _("How far from the target still counts as close. Blank: nothing does."))
    tolerance_kind = forms.ChoiceField(label=_("Tolerance is"), choices=ToleranceKind.choices, widget=forms.RadioSelect)
    is_by_chance = forms.BooleanField(
        label=_("It varies by chance from quarter to quarter"),
        required=False,
        help_text=_(
            "True of crimes, cases and survey answers, not of steps done or money. An interval is then drawn, and a "
            "target met by chance alone is too close to call."
        ),
    )
    fewest = forms.IntegerField(
        label=_("Fewest to rate a share or a rate on"), min_value=0, max_value=100000, help_text=_("For example 10")
    )
    small_number = forms.IntegerField(
        label=_("Counts below this are not published"), min_value=0, max_value=1000, help_text=_("Usually 5")
    )
    lag_days = forms.IntegerField(
        label=_("Days after a quarter until its figure is known"), min_value=0, max_value=1000
    )
    owner = forms.ChoiceField(
        label=_("Who answers for it"), required=False, help_text=_("You are offered the people you may see.")
    )
    starts_on = forms.DateField(label=_("In use from"), required=False)
    ends_on = forms.DateField(label=_("In use until"), required=False)
    reason = forms.CharField(
        label=_("Why it changes"),
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Kept with the earlier definition, for whoever asks why a target moved."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: dict[str, User], is_new: bool, owner: User | None = None, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.people, self.owner_now = people, owner
        hidden = owner is not None and str(owner.pk) not in people
        kept = [(KEEP, _("Whoever it is now"))] if hidden else []
        self.fields["owner"].choices = [  # type: ignore[attr-defined]  # a ChoiceField, which the base class hides
            ("", _("Nobody is named")), *kept, *((key, person.name) for key, person in people.items()),
        ]  # fmt: skip
        if is_new:
            del self.fields["reason"]

    def words(self, source: str, parameters: dict[str, Any]) -> IndicatorWords:
        """What was said, for ``measures.changes``. The source is chosen on a page of its own."""
        said = {name: value for name, value in self.cleaned_data.items() if name in IndicatorWords.__slots__}
        owner = said.pop("owner", "")
        return IndicatorWords(
            **said,
            owner=self.owner_now if owner == KEEP else self.people.get(owner),
            source=source,
            parameters=parameters,
            baseline_quarters=_four(self.cleaned_data, "baseline"),
            trajectory_values=_four(self.cleaned_data, "trajectory"),
        )


def _four(said: dict[str, Any], name: str) -> tuple[str, ...]:
    """The four boxes, or nothing where all are blank."""
    values = tuple(plain(said.get(f"{name}_{quarter.lower()}")) for quarter in QUARTERS)
    return values if any(values) else ()


def shown_in_form(words: IndicatorWords, people: dict[str, User]) -> dict[str, Any]:
    """What the form shows of an indicator."""
    shown = {name: getattr(words, name) for name in IndicatorForm.base_fields if name in IndicatorWords.__slots__}
    for name, value in shown.items():
        if isinstance(value, Decimal):
            shown[name] = plain(value)
    for name, values in (("baseline", words.baseline_quarters), ("trajectory", words.trajectory_values)):
        for quarter, value in zip(QUARTERS, values, strict=False):
            shown[f"{name}_{quarter.lower()}"] = value
    owner = str(words.owner.pk) if words.owner else ""
    return {**shown, "owner": owner if owner in people or not owner else KEEP}


class ReasonForm(GovukForm):
    """Why an indicator is retired or brought back."""

    reason = forms.CharField(label=_("Why?"), widget=forms.Textarea({"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class SourceChoice(GovukForm):
    """Who or what gives the values."""

    source = forms.ChoiceField(label=_("Where do its values come from?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField, which the base class hides
