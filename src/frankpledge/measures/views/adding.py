"""Adding an indicator, from the library or of one's own: offered, never filled in."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.http import Http404

from frankpledge.measures import library
from frankpledge.measures.changes.definitions import (
    IndicatorWords,
    add_indicator,
)
from frankpledge.measures.forms.indicators import IndicatorForm, shown_in_form
from frankpledge.measures.sources.registry import PERSON
from frankpledge.measures.views.pages import OfWholePlan
from frankpledge.measures.views.people import OffersPeople
from frankpledge.partners.permissions import Permission
from frankpledge.plans.models import Action, Objective
from frankpledge.plans.queries.quarters import after
from frankpledge.plans.views.pages import AnsweringPlan, ObjectivePage, PlanPage


class Adds(OffersPeople, AnsweringPlan):
    """A new indicator: from the library where the address says which entry, else blank."""

    permission = Permission.INDICATOR_EDIT
    change_permission = Permission.INDICATOR_EDIT
    form_class = IndicatorForm
    template_name = "measures/indicator_form.html"
    submit_text = "Add the indicator"
    saved = "The indicator is added."
    objective: Objective | None = None

    def find(self, **kwargs):
        super().find(**kwargs)
        key = self.request.GET.get("from", "")
        self.entry = library.find(key) if key else None
        if key and self.entry is None:
            raise Http404
        self.lede = _lede(self.entry)

    @property
    def heading(self):
        return "Add an indicator from the library" if self.entry else "Add an indicator of your own"

    def draft(self):
        where = self.objective.pk if self.objective else "plan"
        return f"indicator-add-{self.plan.pk}-{where}-{self.entry.key if self.entry else 'own'}"

    def back(self):
        if self.objective is not None:
            return self.address("objective-detail", self.objective.pk)
        return self.address("indicator-list")

    def make_form(self, data=None):
        words = words_from(self.entry) if self.entry else IndicatorWords("")
        return IndicatorForm(data, initial=shown_in_form(words, self.people), people=self.people, is_new=True)

    def change(self, form):
        row = add_indicator(
            plan=self.plan,
            objective=self.objective,
            words=form.words(PERSON, {}),
            library_key=self.entry.key if self.entry else "",
            by=self.access,
            now=self.now,
        )
        return self.address("indicator-detail", row.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(entry=self.entry, **kwargs)


class IndicatorAdd(Adds, ObjectivePage):
    """An indicator of one objective."""


class PlanIndicatorAdd(Adds, OfWholePlan):
    """An indicator of the plan as a whole."""


def _lede(entry):
    if entry is None:
        return "What it counts first, then where it should get to. What you do not know yet can stay blank."
    return f"{entry.full_name} is copied below, to change as you need. Baseline and target are yours to set."


def words_from(entry):
    """A library entry's definition, with baseline and target blank."""
    return IndicatorWords(
        name=entry.full_name, definition=entry.definition, unit=entry.unit, numerator_words=entry.numerator_words,
        denominator_words=entry.denominator_words, decimals=entry.decimals, direction=entry.direction,
        is_by_chance=entry.is_by_chance, is_contextual=entry.is_contextual,
    )  # fmt: skip


class Offers(PlanPage):
    """The library, with what applied in the plan's year and what the objective's words suggest."""

    permission = Permission.INDICATOR_EDIT
    template_name = "measures/library.html"
    http_method_names = ["get", "head", "options"]
    objective: Objective | None = None

    def text(self):
        """The words that suggest entries."""
        return ""

    def add_url(self):
        return self.address("plan-indicator-add")

    def crumbs(self):
        return [*super().crumbs(), ("Choose from the library",)]

    def get_context_data(self, **kwargs):
        shows_all = self.request.GET.get("years") == "all"
        last = after(self.plan.starts_on, months=12) - timedelta(days=1)
        offered = library.entries() if shows_all else library.applying(self.plan.starts_on, last)
        asked = " ".join(self.request.GET.get("q", "").split())[:100]
        if asked:
            folded = asked.casefold()
            offered = tuple(entry for entry in offered if folded in f"{entry.full_name} {entry.definition}".casefold())
        suggested = library.suggested(offered, self.text())
        taken = {each.entry.key for each in suggested}
        return super().get_context_data(
            suggested=[
                {"entry": each.entry, "words": each.words, "url": self.choose(each.entry)} for each in suggested
            ],
            others=[{"entry": each, "url": self.choose(each)} for each in offered if each.key not in taken],
            shows_all=shows_all,
            asked=asked,
            add_url=self.add_url(),
            year_ends_on=last,
            **kwargs,
        )

    def choose(self, entry):
        return f"{self.add_url()}?{urlencode({'from': entry.key})}"


class IndicatorLibrary(Offers, ObjectivePage):
    """For one objective."""

    objective: Objective

    def text(self):
        actions = Action.objects.filter(objective=self.objective).values_list("text", flat=True)
        return " ".join([self.objective.text, *self.objective.definitions, *actions])

    def add_url(self):
        return self.address("indicator-add", self.objective.pk)


class PlanIndicatorLibrary(Offers, OfWholePlan):
    """For the plan as a whole."""
