"""What is asked about milestones, risks, money, themes and who answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from frankpledge.accounts.models import User
from frankpledge.core.forms import GovukForm
from frankpledge.partners.models import Agency
from frankpledge.plans.changes.steps import Mark
from frankpledge.plans.forms.plans import Versioned, long_text, small_boxes
from frankpledge.plans.models import Action, Objective, Theme
from frankpledge.plans.models.money import STAGES

Choices = Iterable[tuple[str, str]]

LIKELIHOODS = ("Rare", "Unlikely", "Possible", "Likely", "Almost certain")
IMPACTS = ("Negligible", "Minor", "Moderate", "Major", "Severe")


class PersonField(forms.TypedChoiceField):
    """Somebody of the partnership, chosen from those the person asking may see; ``None`` for nobody."""

    def __init__(self, *, label: str, help_text: str = "") -> None:
        super().__init__(
            label=label, help_text=help_text, required=False, coerce=_person, empty_value=cast("str", None)
        )

    def offer(self, choices: Choices) -> None:
        self.choices = [("", "Nobody"), *choices]


def _person(number: str) -> User:
    return User.objects.get(pk=int(number))


def short(text: str) -> str:
    """Enough of a text to know it by in a list of choices."""
    return text if len(text) <= 80 else f"{text[:79]}…"


class ActionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # it takes none when it runs
    """One of the objective's actions, by its words."""

    def __init__(self) -> None:
        whole = "The objective as a whole"
        super().__init__(Action.objects.none(), required=False, label="For which action?", empty_label=whole)

    def label_from_instance(self, obj: Any) -> str:
        return short(str(obj.text))


class ObjectiveField(forms.ModelChoiceField):  # type: ignore[type-arg]  # it takes none when it runs
    """One of the plan's objectives."""

    def label_from_instance(self, obj: Any) -> str:
        return short(str(obj))


class ObjectivesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # it takes none when it runs
    """Several of the plan's objectives."""

    def label_from_instance(self, obj: Any) -> str:
        return short(str(obj))


class MilestoneForm(GovukForm):
    """Something to be done by a day."""

    text = long_text("What will be done", rows=3, required=True)
    due_on = forms.DateField(label="By which day?")
    action = ActionField()
    owner = PersonField(label="Who sees to it?")

    def __init__(self, *args: Any, objective: Objective, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("PersonField", self.fields["owner"]).offer(people)
        cast("ActionField", self.fields["action"]).queryset = objective.actions.all()


class MilestoneEditForm(Versioned, MilestoneForm):
    """The same, of one there is; with the reason where an adopted plan's day moves."""

    moved_why = long_text("Why the day moves", rows=2, help_text="The day first promised stays beside it.")

    def __init__(self, *args: Any, may_move_freely: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_move_freely:
            del self.fields["moved_why"]


class MarkForm(Versioned):
    """How a milestone stands."""

    mark = forms.ChoiceField(
        label="How does it stand?",
        choices=[
            (Mark.DONE.value, "Done"),
            (Mark.OPEN.value, "Still to do"),
            (Mark.DROPPED.value, "Given up: it will not be done"),
        ],
        widget=forms.RadioSelect,
    )
    on = forms.DateField(label="Since which day?")
    note = long_text("What shows it, or why it is given up", rows=3)
    says_optional = False


def _scale(words: Sequence[str]) -> list[tuple[str, str]]:
    return [(str(number), f"{number}: {word}") for number, word in enumerate(words, 1)]


def _score(label: str, words: Sequence[str]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, choices=_scale(words), widget=forms.RadioSelect)


class RiskScoresForm(GovukForm):
    """How likely, how grave, what is done about it."""

    likelihood = _score("How likely is it?", LIKELIHOODS)
    impact = _score("How grave would it be?", IMPACTS)
    mitigation = long_text("What is done about it", rows=4)


class RiskForm(RiskScoresForm):
    """What may stand in the way."""

    text = long_text("What may go wrong", rows=3, required=True)
    owner = PersonField(label="Who watches it?")
    field_order = ("objective", "text")

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("PersonField", self.fields["owner"]).offer(people)


class RiskAddForm(RiskForm):
    """A new one, of an objective or of the plan as a whole."""

    objective = ObjectiveField(
        label="To which objective?", queryset=Objective.objects.none(), required=False,
        empty_label="The plan as a whole",
    )  # fmt: skip

    def __init__(self, *args: Any, objectives: QuerySet[Objective], may_whole: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("ObjectiveField", self.fields["objective"])
        field.queryset = objectives
        if not may_whole:
            field.required, field.empty_label = True, "Choose one"


class RiskEditForm(Versioned, RiskForm):
    """The same, of one there is."""


class RiskReviewForm(Versioned, RiskScoresForm):
    """Looked at again."""

    on = forms.DateField(label="Reviewed on")


class RiskCloseForm(Versioned):
    """Over, since a day; or, left blank, open again."""

    on = forms.DateField(label="Closed on", required=False, help_text="Leave it blank if it is open after all.")


def _pounds(label: str, help_text: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=Decimal(0), max_digits=12, decimal_places=2, initial=Decimal(0), help_text=help_text,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"}),
    )  # fmt: skip


class BudgetForm(GovukForm):
    """One sum from one funder, and how far it has gone."""

    funder = forms.CharField(label="Paid for by", max_length=200, help_text="For example Basic Command Unit Fund")
    agency = forms.ModelChoiceField(
        label="Is that one of the partnership’s agencies?", queryset=Agency.objects.none(), required=False,
        empty_label="No, or not only",
    )  # fmt: skip
    action = ActionField()
    purpose = long_text("What for", rows=2)
    allocated = _pounds("Allocated, in pounds", "Promised by the funder for this.")
    committed = _pounds("Committed, in pounds", "Ordered or contracted.")
    invoiced = _pounds("Invoiced, in pounds", "Asked for by those who did the work.")
    paid = _pounds("Paid, in pounds", "Gone out of the account.")

    def __init__(self, *args: Any, agencies: QuerySet[Agency], objective: Objective | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Agency]", self.fields["agency"]).queryset = agencies
        if objective is None:
            del self.fields["action"]
        else:
            cast("ActionField", self.fields["action"]).queryset = objective.actions.all()


class BudgetEditForm(Versioned, BudgetForm):
    """The same, of a line there is."""


class ThemeForm(GovukForm):
    """What a theme is."""

    name = forms.CharField(max_length=200, help_text="For example Safer town centres")
    description = long_text("What it is for", rows=3)


class ThemeEditForm(Versioned, ThemeForm):
    """The same, of one there is."""


class ThemeObjectivesForm(GovukForm):
    """Which objectives serve a theme."""

    objectives = ObjectivesField(
        label="Which objectives serve it?", queryset=Objective.objects.none(), required=False, widget=small_boxes(),
        help_text="From every section. An objective that serves no other theme counts under this one.",
    )  # fmt: skip
    says_optional = False

    def __init__(self, *args: Any, objectives: QuerySet[Objective], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("ObjectivesField", self.fields["objectives"]).queryset = objectives


class ObjectiveThemesForm(GovukForm):
    """Which themes an objective serves, and which it counts under."""

    themes = forms.ModelMultipleChoiceField(
        label="Which themes does it serve?", queryset=Theme.objects.none(), required=False, widget=small_boxes()
    )
    primary = forms.ModelChoiceField(
        label="Under which does it count?", queryset=Theme.objects.none(), required=False, empty_label="None",
        help_text="In totals over the themes it counts there, and only there.",
    )  # fmt: skip
    says_optional = False

    def __init__(self, *args: Any, themes: QuerySet[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("themes", "primary"):
            self.fields[name].queryset = themes  # type: ignore[attr-defined]


class OwnerForm(Versioned):
    """Who answers for an objective."""

    owner = PersonField(label="Owner", help_text="The one person who answers for it and is asked for its updates.")
    deputy = PersonField(label="Deputy", help_text="Asked where the owner does not answer.")
    says_optional = False

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(people)
        for name in ("owner", "deputy"):
            cast("PersonField", self.fields[name]).offer(offered)


def amounts(said: dict[str, Any]) -> dict[str, Decimal]:
    """The four amounts a budget form was given; a box left out is nothing."""
    return {stage: said.get(stage) or Decimal(0) for stage in STAGES}


def worded(value: date | None) -> str:
    """A day as a table says it."""
    return f"{value.day} {value:%B %Y}" if value else ""
