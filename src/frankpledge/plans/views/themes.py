"""Themes that cut across the plan, rolled up so that each objective counts once."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.themes import (
    ThemeWords,
    add_theme,
    edit_theme,
    remove_theme,
    set_objective_themes,
    set_theme_objectives,
)
from frankpledge.plans.forms.plans import RemoveForm
from frankpledge.plans.forms.steps import ObjectiveThemesForm, ThemeEditForm, ThemeForm, ThemeObjectivesForm
from frankpledge.plans.models import Objective, Theme, ThemeLink
from frankpledge.plans.models.money import STAGES
from frankpledge.plans.queries.themes import Rolled, RollUp, Serving, ThemeOfPlan, ThemesOfPlan, themes_of
from frankpledge.plans.views.money import HEADS, NUMBERS, pounds, sums_cells
from frankpledge.plans.views.pages import AnsweringPlan, ObjectivePage, PlanPage
from frankpledge.plans.views.structure import Removing
from frankpledge.plans.views.tables import Cell, Empty, Figure, Link, Listed, Table, TableFile, TablePage

COUNTS = ("Objectives", "Milestones", "Done", "Late")


class ThemesPage(PlanPage):
    """A page on the plan's themes."""

    def rolled_up(self) -> RollUp:
        if not hasattr(self, "_rolled"):
            self._rolled = themes_of(self.plan, timezone.localdate(self.now))
        return self._rolled

    def crumbs(self):
        return [*super().crumbs(), ("Themes", self.address("theme-list"))]

    @property
    def may_edit(self):
        return bool(self.access.reach(Permission.PLAN_EDIT))


class ThemeList(TablePage, ThemesPage):
    """Every theme with what counts under it; the last row is the whole plan."""

    template_name = "plans/theme_list.html"
    heading = "Themes"
    columns = ("Theme", "Objectives", "Also served by", "Milestones", "Done", "Late", *HEADS)

    def crumbs(self):
        return [*super().crumbs()[:-1], ("Themes",)]

    def file_address(self, kind):
        return self.address("theme-list-file", kind)

    def rows(self) -> list[Rolled]:
        return list(self.rolled_up().rows)

    def line(self, row):
        return (
            row.theme.name if row.theme else "No theme", len(row.primary), len(row.also), row.steps.planned,
            row.steps.done, row.steps.late, *(getattr(row.money, stage) for stage in STAGES),
        )  # fmt: skip

    def listed(self, rows):
        whole = self.rolled_up()
        add = Link("Add a theme", self.address("theme-add")) if self.may_edit else None
        why = "A theme is something the whole plan serves, such as safer town centres, from any section."
        return Listed(
            lede="An objective may serve several themes and counts under one, so that the totals are the plan's own.",
            add=add,
            tables=(
                Table(
                    caption="What counts under each",
                    heads=("Theme", "Objectives", "Also served by", *COUNTS[1:], *HEADS),
                    numbers=NUMBERS | {*COUNTS, "Also served by"},
                    rows=[self.cells(row) for row in rows],
                    foot=(
                        Cell("The whole plan"), Cell(str(whole.objectives)), Cell("–"), Cell(str(whole.steps.planned)),
                        Cell(str(whole.steps.done)), Cell(str(whole.steps.late)), *sums_cells(whole.money),
                    ),
                ),
            ),
            empty=Empty("The plan's themes will be here", why, add.words if add else "", add.href if add else "")
            if not whole.themes
            else None,
        )  # fmt: skip

    def cells(self, row: Rolled) -> list[Cell]:
        name = row.theme.name if row.theme else "No theme"
        there = self.address("theme-detail", row.theme.pk) if row.theme else ""
        note = "" if row.theme else "Objectives that serve none, and money for the plan as a whole"
        numbers = (len(row.primary), len(row.also), row.steps.planned, row.steps.done, row.steps.late)
        return [Cell(name, href=there, note=note), *(Cell(str(each)) for each in numbers), *sums_cells(row.money)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(themes=ThemesOfPlan(self.plan, self.rolled_up()), **kwargs)


class ThemeFile(TableFile, ThemeList):
    """The same as a file."""


class OneTheme(ThemesPage):
    """A page of one theme of the partnership."""

    theme: Theme

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.theme = get_object_or_404(Theme.objects.within(self.partnership), pk=kwargs["pk"])


class ThemeDetail(TablePage, OneTheme):
    """What serves it, from every section, and what of that counts here."""

    template_name = "plans/theme_detail.html"

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.heading = self.theme.name

    def file_address(self, kind):
        return ""

    def crumbs(self):
        return [*super().crumbs(), (self.theme.name,)]

    def rolled(self) -> Rolled:
        found = self.rolled_up().of(self.theme.pk)
        if found is None:
            raise Http404
        return found

    def rows(self):
        rolled = self.rolled()
        return [*((one, True) for one in rolled.primary), *((one, False) for one in rolled.also)]

    def listed(self, rows):
        rolled = self.rolled()
        links = [Link("Choose its objectives", self.address("theme-objectives", self.theme.pk))]
        links += [Link("Change its name", self.address("theme-edit", self.theme.pk))]
        links += [Link("Take it away", self.address("theme-remove", self.theme.pk))]
        empty = Empty(
            "The objectives that serve it will be here",
            "They may come from every section of the plan.",
            links[0].words if self.may_edit else "",
            links[0].href if self.may_edit else "",
        )
        return Listed(
            lede=self.theme.description,
            figures=(
                Figure(str(len(rolled.primary)), "objectives counted here"),
                Figure(str(len(rolled.also)), "serve it and count elsewhere"),
                Figure(str(rolled.sections), "sections"),
                Figure(f"{rolled.steps.done} of {rolled.steps.planned}", "milestones done"),
                Figure(pounds(rolled.money.allocated), "allocated"),
                Figure(pounds(rolled.money.paid), "paid"),
            ),
            links=tuple(links) if self.may_edit else (),
            tables=(
                Table(
                    caption="Objectives that serve it",
                    heads=("Objective", "What it says", "Section", "Counts"),
                    rows=[self.cells(one, here) for one, here in rows],
                ),
            ),
            empty=empty if not rows else None,
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(theme=ThemeOfPlan(self.plan, self.rolled()), **kwargs)

    def cells(self, one: Serving, here: bool) -> list[Cell]:
        links: tuple[Link, ...] = ()
        if self.may_edit:
            links = (Link("Change its themes", self.address("objective-themes", one.pk), f"of objective {one.ref}"),)
        counts = "Here" if here else f"Under {one.counts_under}"
        return [
            Cell(one.ref, href=self.address("objective-detail", one.pk)),
            Cell(one.text),
            Cell(one.section),
            Cell(counts, links=links),
        ]


class EditsThemes(AnsweringPlan, ThemesPage):
    """A form about themes, for those who may change the plan's shape."""

    permission = Permission.PLAN_EDIT
    change_permission = Permission.PLAN_EDIT

    def crumbs(self):
        return [*super().crumbs(), (self.heading,)]

    def back(self):
        return self.address("theme-list")


class ThemeAdd(EditsThemes):
    """A new theme."""

    form_class = ThemeForm
    heading = "Add a theme"
    submit_text = "Add the theme"
    saved = "The theme is added. Choose the objectives that serve it."

    def change(self, form):
        theme = add_theme(words=ThemeWords(**form.cleaned_data), by=self.access, now=self.now)
        return self.address("theme-objectives", theme.pk)


class OfTheme(EditsThemes, OneTheme):
    """A form about one theme."""

    def back(self):
        return self.address("theme-detail", self.theme.pk)


class ThemeEdit(OfTheme):
    """Its name and description."""

    form_class = ThemeEditForm
    heading = "Change the theme"

    def now_reads(self, current):
        return {"name": current.name, "description": current.description}

    def initial(self):
        return {**self.now_reads(self.theme), "version": self.theme.version}

    def change(self, form):
        said = dict(form.cleaned_data)
        version = said.pop("version")
        edit_theme(theme=self.theme, words=ThemeWords(**said), version=version, by=self.access, now=self.now)
        return self.back()


class ThemeRemove(Removing, OfTheme):
    """Take away a theme that nothing serves."""

    form_class = RemoveForm
    heading = "Take this theme away?"
    saved = "The theme is taken away."
    warning = "It goes from every year's plan. One that objectives serve, in any year, stays."
    changes_words = False

    def initial(self):
        return {"version": self.theme.version}

    def change(self, form):
        remove_theme(theme=self.theme, version=form.cleaned_data["version"], by=self.access, now=self.now)
        return self.address("theme-list")


class ThemeObjectives(OfTheme):
    """Which objectives of this plan serve it, from every section."""

    saved = "The theme's objectives are saved."

    @property
    def heading(self):
        return f"What serves “{self.theme.name}”"

    def make_form(self, data=None):
        rows = Objective.objects.filter(section__plan=self.plan)
        chosen = ThemeLink.objects.filter(theme=self.theme, objective__section__plan=self.plan)
        return ThemeObjectivesForm(
            data,
            initial={"objectives": list(chosen.values_list("objective_id", flat=True))},
            objectives=rows.order_by("section__position", "section_id", "position", "pk"),
        )

    def change(self, form):
        set_theme_objectives(
            theme=self.theme, plan=self.plan, objectives=form.cleaned_data["objectives"], by=self.access, now=self.now
        )
        return self.back()


class ObjectiveThemes(AnsweringPlan, ObjectivePage):
    """Which themes one objective serves, and under which it counts."""

    permission = Permission.PLAN_EDIT
    change_permission = Permission.PLAN_EDIT
    saved = "The objective's themes are saved."

    @property
    def heading(self):
        return f"Themes of objective {self.objective.ref}"

    def back(self):
        return self.address("objective-detail", self.objective.pk)

    def make_form(self, data=None):
        links = list(ThemeLink.objects.filter(objective=self.objective))
        primary = next((link.theme_id for link in links if link.is_primary), None)
        return ObjectiveThemesForm(
            data,
            initial={"themes": [link.theme_id for link in links], "primary": primary},
            themes=Theme.objects.within(self.partnership),
        )

    def change(self, form):
        said = form.cleaned_data
        set_objective_themes(
            objective=self.objective, themes=list(said["themes"]), primary=said["primary"], by=self.access,
            now=self.now,
        )  # fmt: skip
        return self.back()
