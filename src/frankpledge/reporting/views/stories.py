"""Success stories: found over the whole plan, offered as drafts, decided by the group that tells the public."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from frankpledge.formats.formulas import delimited_file
from frankpledge.partners.guard import Guarded
from frankpledge.partners.models import ActionGroup
from frankpledge.partners.permissions import Permission
from frankpledge.plans.queries.quarters import year_of
from frankpledge.plans.queries.years import latest_plan
from frankpledge.plans.views.pages import Answering
from frankpledge.reporting.changes import stories as changes
from frankpledge.reporting.changes.reports import ReportRefused
from frankpledge.reporting.forms import DecideForm, StoryForm
from frankpledge.reporting.models import Story
from frankpledge.reporting.queries.lists import stories_of

A_PAGE = 25
COLUMNS = ("quarter", "ref", "headline", "text", "state", "group")


class Stories(Guarded):
    permission = Permission.PLAN_VIEW
    area = "quarter-list"

    def crumbs(self):
        slug = self.partnership.slug
        return [
            ("Quarter", reverse("quarter-list", args=[slug])),
            ("Success stories", reverse("story-list", args=[slug])),
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=self.crumbs(), **kwargs)


class StoryList(Stories):
    """Every story, drafts first, as page, CSV and JSON."""

    template_name = "reporting/story_list.html"
    form = "html"

    def get(self, request, *args, **kwargs):
        state = request.GET.get("state", "")
        rows = stories_of(self.partnership, state=state)
        said = [
            dict(zip(COLUMNS, (row.quarter, row.objective.ref, row.headline, row.text, row.state,
                               row.group.short_name if row.group else ""), strict=True))
            for row in (rows if self.form != "html" else ())
        ]  # fmt: skip
        if self.form == "csv":
            response = HttpResponse(
                delimited_file([COLUMNS, *(each.values() for each in said)]), content_type="text/csv; charset=utf-8"
            )
            response["Content-Disposition"] = f'attachment; filename="{self.partnership.slug}-stories.csv"'
            return response
        if self.form == "json":
            return JsonResponse({"stories": said})
        plan = latest_plan(self.partnership, timezone.localdate(self.now))
        return self.render_to_response(
            self.get_context_data(
                page_obj=Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
                state=state,
                states=Story.State.choices,
                plan=plan,
                quarters=year_of(plan.starts_on, timezone.localdate(self.now)).asked if plan else (),
                may_offer=plan is not None and bool(self.access.reach(Permission.REPORT_MAKE)),
                heading="Success stories",
            )
        )


class StoryOffer(Stories):
    """Looks over the whole plan for the quarter's successes. Only sent, from the list."""

    permission = Permission.REPORT_MAKE
    change_permission = Permission.REPORT_MAKE
    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        plan = latest_plan(self.partnership, timezone.localdate(self.now))
        quarter = request.POST.get("quarter", "")
        there = HttpResponseRedirect(reverse("story-list", args=[self.partnership.slug]))
        if plan is None or quarter not in ("Q1", "Q2", "Q3", "Q4"):
            messages.error(request, "Choose a quarter of the plan.")
            return there
        groups = ActionGroup.objects.within(self.partnership).filter(closed_on__isnull=True)
        group = groups.filter(short_name__istartswith="comm").first() or groups.filter(name__icontains="comm").first()
        made = changes.offer_stories(plan=plan, quarter=quarter, group=group, by=self.access, now=self.now)
        if made:
            messages.success(request, f"{len(made)} found and offered as {'a draft' if len(made) == 1 else 'drafts'}.")
        else:
            messages.info(request, f"Nothing new was met or finished on time in {quarter}.")
        return there


class OneStory(Stories):
    """A page of one story."""

    story: Story

    def find(self, **kwargs):
        self.story = get_object_or_404(stories_of(self.partnership), pk=kwargs["pk"])

    def crumbs(self):
        return [
            *super().crumbs(),
            (self.story.headline, reverse("story-detail", args=[self.partnership.slug, self.story.pk])),
        ]

    def address(self):
        return reverse("story-detail", args=[self.partnership.slug, self.story.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            story=self.story,
            may_decide=changes.may_decide(self.story, self.access),
            may_write=bool(self.access.reach(Permission.DELIVERY_WRITE)),
            **kwargs,
        )


class StoryDetail(OneStory):
    """The story with what it rests on."""

    template_name = "reporting/story_detail.html"


class OwnStory(Answering, OneStory):
    """A form for those whose story it is: the group it was offered to, and whoever makes reports."""

    change_permission = Permission.PLAN_VIEW
    form_only = True

    def find(self, **kwargs):
        super().find(**kwargs)
        changes.demand(self.story, self.access)

    def back(self):
        return self.address()


class StoryWrite(OneStory):
    """A draft for the public out of the story. Only sent, by a button on the story's page."""

    change_permission = Permission.DELIVERY_WRITE
    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        try:
            made = changes.write_story(story=self.story, by=self.access, now=self.now)
        except ReportRefused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(self.address())
        messages.success(request, "A draft is written, without names. Read it, edit it, and have somebody clear it.")
        return HttpResponseRedirect(made.get_absolute_url())

    def _demand_change(self):
        super()._demand_change()
        changes.demand(self.story, self.access)


class StoryEdit(OwnStory):
    """The group's own words for it."""

    heading = "Edit the story"
    form_class = StoryForm
    saved = "The story is saved."

    def initial(self):
        return {"headline": self.story.headline, "text": self.story.text, "version": self.story.version}

    def now_reads(self, current):
        return {"headline": current.headline, "text": current.text}

    def change(self, form):
        changes.edit_story(story=self.story, by=self.access, now=self.now, **form.cleaned_data)
        return self.address()


class StoryDecide(OwnStory):
    """Clear it for telling, or decline it."""

    heading = "Decide about the story"
    lede = "A cleared story may be told. Nothing is published by itself."
    form_class = DecideForm
    submit_text = "Save the decision"
    saved = "The decision is saved."

    def initial(self):
        return {"state": Story.State.CLEARED, "version": self.story.version}

    def now_reads(self, current):
        return {"state": current.state}

    def change(self, form):
        changes.decide_story(story=self.story, by=self.access, now=self.now, **form.cleaned_data)
        return self.address()
