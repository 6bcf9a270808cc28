"""The list of plans, the plan at a glance, and its own words."""

from __future__ import annotations

from dataclasses import asdict

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone

from frankpledge.partners.guard import Guarded
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.plans import PlanWords, edit_plan, start_plan
from frankpledge.plans.forms.plans import PlanEditForm, PlanForm
from frankpledge.plans.models import Plan
from frankpledge.plans.queries.documents import layout_of
from frankpledge.plans.queries.filters import GAPS, filter_from
from frankpledge.plans.queries.findings import name_of
from frankpledge.plans.queries.glance import glance_of, headings, page_of
from frankpledge.plans.queries.grid import grid_of
from frankpledge.plans.queries.people import hands
from frankpledge.plans.queries.quarters import NAMES, year_of
from frankpledge.plans.queries.years import plan_years
from frankpledge.plans.views.pages import Answering, AnsweringPlan, PlanPage


class PlanList(Guarded):
    """This year's plan and last years'."""

    template_name = "plans/plan_list.html"
    permission = Permission.PLAN_VIEW
    area = "plan-list"

    def get_context_data(self, **kwargs):
        page = Paginator(Plan.objects.within(self.partnership), 25).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            page_obj=page,
            years=plan_years(self.partnership, list(page), timezone.localdate(self.now)),
            may_import=bool(self.access.reach(Permission.PLAN_IMPORT)),
            may_add=bool(self.access.reach(Permission.PLAN_EDIT)),
            **kwargs,
        )


STATE_COLOURS = {"draft": "none", "consulted": "blue", "adopted": "green", "closed": "none"}


class PlanDetail(PlanPage):
    """The plan as its own table, with what it holds and what it lacks above it."""

    template_name = "plans/plan_detail.html"

    def crumbs(self):
        return [("Plans", reverse("plan-list", args=[self.partnership.slug])), (self.plan.title,)]

    def get_context_data(self, **kwargs):
        grid = grid_of(self.plan, self.access)
        asked = filter_from(self.request.GET)
        year = year_of(self.plan.starts_on, timezone.localdate(self.now))
        shown = page_of(asked.apply(grid), self.request.GET.get("page"))
        by = hands([self.plan.changed_by], self.access)[self.plan.changed_by]
        return super().get_context_data(
            grid=grid,
            asked=asked,
            shown=shown,
            glance=glance_of(grid, year),
            year=year,
            quarter_name=NAMES[year.quarter],
            changed_by=by.body,
            heads=headings(layout_of(self.plan.layout), grid),
            page_numbers=range(1, shown.pages + 1),
            finding_name=name_of(asked.finding) if asked.finding else "",
            gaps=[(key, words) for key, (words, _) in GAPS.items()],
            may_edit=bool(self.access.reach(Permission.PLAN_EDIT)),
            may_roll_over=bool(self.access.reach(Permission.PLAN_MOVE))
            and self.plan.state in (Plan.State.ADOPTED, Plan.State.CLOSED),
            state_colour=STATE_COLOURS[self.plan.state],
            draft_amendment=self.my_draft,
            objectives_url=self.address("plan-detail") + "objectives/",
            **kwargs,
        )


class PlanAdd(Answering):
    """Start a plan with nothing in it."""

    permission = Permission.PLAN_EDIT
    change_permission = Permission.PLAN_EDIT
    area = "plan-list"
    form_class = PlanForm
    heading = "Start an empty plan"
    lede = "If your partnership has its plan in a document, bring that instead: nothing need be typed again."
    submit_text = "Start the plan"
    saved = "The plan is started. Add its first section."

    def change(self, form):
        return start_plan(words=PlanWords(**form.cleaned_data), by=self.access, now=self.now).get_absolute_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=[("Plans", self.back()), (self.heading,)], **kwargs)


class PlanEdit(AnsweringPlan):
    """Change title, year, first day and preamble."""

    permission = Permission.PLAN_EDIT
    change_permission = Permission.PLAN_EDIT
    form_class = PlanEditForm
    heading = "Edit the plan's title and year"
    changes_words = True

    def draft(self):
        return f"plan-{self.plan.pk}-{self.plan.version}"

    def now_reads(self, current):
        return asdict(PlanWords(current.title, current.period, current.starts_on, current.preamble))

    def initial(self):
        kept = self.kept(edit_plan, plan=self.plan.pk)
        return {**self.now_reads(self.plan), **kept, "version": self.plan.version}

    def change(self, form):
        words = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        self.carry_out(edit_plan, words=PlanWords(**words), version=form.cleaned_data["version"])
        return self.address("plan-detail")
