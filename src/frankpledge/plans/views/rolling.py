"""Carrying the plan into the next year, and the lines of the plan across the years."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from frankpledge.partners.guard import Guarded
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.plans import PlanWords
from frankpledge.plans.changes.rolling import Carry, Decision, Fate, next_words, roll_over
from frankpledge.plans.forms.living import RollOverForm
from frankpledge.plans.models import Objective, Plan
from frankpledge.plans.queries.lineage import RETIRED, Line, Lines, Standing, latest_of, lines_of
from frankpledge.plans.views.pages import AnsweringPlan
from frankpledge.plans.views.tables import Cell, Choice, Empty, Figure, Link, Listed, Table, TableFile, TablePage

WORDS = {
    "new": ("blue", "New"),
    "continued": ("green", "Continued"),
    "modified": ("amber", "Modified"),
    RETIRED: ("none", "Retired"),
}


class PlanRollOver(AnsweringPlan):
    """Next year's plan from this one: what becomes of each line, and what goes with it."""

    permission = Permission.PLAN_MOVE
    change_permission = Permission.PLAN_MOVE
    template_name = "plans/plan_roll_over.html"
    heading = "Carry the plan into the next year"
    lede = "Each line keeps its reference and its history. The new plan is a draft: change it, consult, adopt."
    submit_text = "Make the next year's plan"
    saved = "The next year's plan is made, as a draft."

    def crumbs(self):
        return [*super().crumbs(), ("Next year",)]

    def objectives(self) -> list[Objective]:
        if not hasattr(self, "_objectives"):
            rows = Objective.objects.filter(section__plan=self.plan).select_related("section")
            self._objectives = list(rows.order_by("section__position", "section_id", "position", "pk"))
        return self._objectives

    def make_form(self, data=None):
        words = next_words(self.plan)
        initial = {
            "title": words.title, "period": words.period, "starts_on": words.starts_on, "preamble": words.preamble,
            "carry": [each.value for each in Carry],
        }  # fmt: skip
        return RollOverForm(data, initial=initial, lines=[(row.pk, row.ref) for row in self.objectives()])

    def change(self, form):
        said = form.cleaned_data
        decisions = {
            row.pk: Decision(Fate(said[f"fate_{row.pk}"]), said[f"reason_{row.pk}"]) for row in self.objectives()
        }
        words = PlanWords(said["title"], said["period"], said["starts_on"], said["preamble"])
        carry = frozenset(Carry(each) for each in said["carry"])
        new = roll_over(plan=self.plan, words=words, decisions=decisions, carry=carry, by=self.access, now=self.now)
        return new.get_absolute_url()

    def get_context_data(self, **kwargs):
        form = kwargs["form"]
        lines = [(row, form[f"fate_{row.pk}"], form[f"reason_{row.pk}"]) for row in self.objectives()]
        own = [form[name] for name in ("title", "period", "starts_on", "preamble", "carry")]
        following = Plan.objects.filter(previous=self.plan).first()
        return super().get_context_data(lines=lines, own=own, following=following, **kwargs)


class LineList(TablePage, Guarded):
    """Each objective across the years of a series of plans."""

    permission = Permission.PLAN_VIEW
    area = "plan-list"
    heading = "The plan across the years"

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        asked = self.request.GET.get("plan", "")
        plans = Plan.objects.within(self.partnership)
        plan = (plans.filter(slug=asked).first() if asked else None) or latest_of(self.partnership)
        self.found = lines_of(plan) if plan else Lines((), ())
        self.columns = ("Ref", "Objective", *(row.period or row.title for row in self.found.plans))

    def file_address(self, kind):
        return reverse("line-list-file", args=[self.partnership.slug, kind])

    def rows(self) -> list[Line]:
        asked = self.asked("standing", WORDS)
        return [line for line in self.found.lines if not asked or any(year.word == asked for year in line.years)]

    def line(self, row):
        return (row.ref, row.text, *(self.said(year) for year in row.years))

    def said(self, year: Standing) -> str:
        word = WORDS[year.word][1] if year.word in WORDS else ("In the plan" if year.objective else "")
        return f"{word}: {year.reason}" if year.reason else word

    def listed(self, rows):
        series = self.found
        plans = Plan.objects.within(self.partnership)
        others = [Link(plan.title, f"?plan={plan.slug}", is_here=plan in series.plans) for plan in plans[:10]]
        standings = [("", "All"), *((key, word) for key, (_, word) in WORDS.items())]
        return Listed(
            lede="A line is an objective carried on from plan to plan, under one reference that no other ever gets.",
            figures=(
                Figure(str(len(series.lines)), "lines"),
                Figure(str(len(series.plans)), "years"),
                Figure(str(sum(line.is_retired for line in series.lines)), "retired", "?standing=retired"),
            ),
            choices=(
                Choice("The plans carried on from or into", tuple(others)),
                self.choice("standing", "Lines that are", standings),
            ),
            tables=(
                Table(
                    caption="Lines",
                    heads=("Ref", "Objective", *(plan.period or plan.title for plan in series.plans)),
                    rows=[self.cells(line) for line in rows],
                    empty="No line is like that.",
                ),
            ),
            empty=Empty("The plan's lines will be here", "They begin with the partnership's first plan.")
            if not series.lines
            else None,
        )

    def cells(self, line: Line) -> list[Cell]:
        years = [self.cell(plan, year) for plan, year in zip(self.found.plans, line.years, strict=True)]
        return [Cell(line.ref), Cell(line.text), *years]

    def cell(self, plan: Plan, year: Standing) -> Cell:
        if year.objective is None:
            if year.word:
                return Cell(WORDS[year.word][1], colour=WORDS[year.word][0], note=year.reason)
            return Cell("–")
        there = reverse("objective-detail", args=[self.partnership.slug, plan.slug, year.objective])
        word = WORDS.get(year.word, ("", "In the plan"))
        return Cell(word[1], colour=word[0], links=(Link(year.ref, there, f"in {plan.period}"),))

    def get_context_data(self, **kwargs):
        plans = reverse("plan-list", args=[self.partnership.slug])
        return super().get_context_data(breadcrumbs=[("Plans", plans), (self.heading,)], **kwargs)


class LineFile(TableFile, LineList):
    """The same as a file."""
