"""What scrutiny asked for: the list with its clock, adding and correcting, and answering."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from frankpledge.formats.formulas import delimited_file
from frankpledge.partners.guard import Guarded
from frankpledge.partners.permissions import Permission
from frankpledge.plans.models import Objective
from frankpledge.plans.queries.years import latest_plan
from frankpledge.plans.views.pages import Answering
from frankpledge.reporting.changes import recommendations as changes
from frankpledge.reporting.forms import AnswerForm, RecommendationForm
from frankpledge.reporting.models import Recommendation
from frankpledge.reporting.queries.lists import recommendations_of

COLUMNS = ("number", "committee", "met_on", "text", "respond_by", "answer", "response", "answered_on", "done_on")


class Recommendations(Guarded):
    permission = Permission.PLAN_VIEW
    area = "quarter-list"

    def list_address(self):
        return reverse("recommendation-list", args=[self.partnership.slug])

    def crumbs(self):
        return [
            ("Quarter", reverse("quarter-list", args=[self.partnership.slug])),
            ("Scrutiny", self.list_address()),
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=self.crumbs(), **kwargs)


class RecommendationList(Recommendations):
    """Every recommendation, those waiting for an answer first, as page, CSV and JSON."""

    template_name = "reporting/recommendation_list.html"
    form = "html"

    def get(self, request, *args, **kwargs):
        waiting = request.GET.get("waiting") == "1"
        today = timezone.localdate(self.now)
        asked = recommendations_of(self.partnership, today=today, waiting=waiting)
        if self.form == "csv":
            rows = [[getattr(each.row, name) or "" for name in COLUMNS] for each in asked]
            response = HttpResponse(delimited_file([COLUMNS, *rows]), content_type="text/csv; charset=utf-8")
            response["Content-Disposition"] = f'attachment; filename="{self.partnership.slug}-recommendations.csv"'
            return response
        if self.form == "json":
            found = [{name: getattr(each.row, name) for name in COLUMNS} for each in asked]
            return JsonResponse({"recommendations": found})
        return self.render_to_response(
            self.get_context_data(
                asked=asked,
                waiting=waiting,
                may_add=bool(self.access.reach(Permission.SCRUTINY_WRITE)),
                may_answer=bool(self.access.reach(Permission.REPORT_MAKE)),
                heading="Scrutiny",
            )
        )


class RecommendationAdd(Answering, Recommendations):
    """Write down what the committee asked for."""

    permission = Permission.SCRUTINY_WRITE
    change_permission = Permission.SCRUTINY_WRITE
    heading = "Add a recommendation"
    saved = "The recommendation is added. Its clock runs."

    def make_form(self, data=None):
        plan = latest_plan(self.partnership, timezone.localdate(self.now))
        objectives = Objective.objects.within(self.partnership).filter(section__plan=plan) if plan else None
        rows = Objective.objects.none() if objectives is None else objectives.order_by("section__position", "position")
        return RecommendationForm(data, objectives=rows, initial=self.initial())

    def initial(self):
        today = timezone.localdate(self.now)
        return {"met_on": today, "respond_by": today + changes.USUAL_TERM, "version": 0}

    def words(self, form):
        said = dict(form.cleaned_data)
        objective, _version = said.pop("objective"), said.pop("version")
        return changes.RecommendationWords(**said), objective

    def change(self, form):
        words, objective = self.words(form)
        changes.add_recommendation(words=words, objective=objective, report=None, by=self.access, now=self.now)
        return self.list_address()

    def back(self):
        return self.list_address()


class RecommendationEdit(RecommendationAdd):
    """Put what was written down right, while it is not answered."""

    heading = "Change the recommendation"
    saved = "The recommendation is changed."

    def find(self, **kwargs):
        self.row = get_object_or_404(Recommendation.objects.within(self.partnership), pk=kwargs["pk"])

    def initial(self):
        names = ("committee", "met_on", "number", "text", "respond_by", "objective", "version")
        return {name: getattr(self.row, name) for name in names}

    def now_reads(self, current):
        return {"text": current.text}

    def change(self, form):
        words, objective = self.words(form)
        changes.edit_recommendation(
            recommendation=self.row, words=words, objective=objective, version=form.cleaned_data["version"] or 0,
            by=self.access, now=self.now,
        )  # fmt: skip
        return self.list_address()


class RecommendationAnswer(Answering, Recommendations):
    """The partnership's answer."""

    permission = Permission.REPORT_MAKE
    change_permission = Permission.REPORT_MAKE
    template_name = "reporting/recommendation_answer.html"
    heading = "Answer the recommendation"
    form_class = AnswerForm
    saved = "The answer is saved."

    def find(self, **kwargs):
        self.row = get_object_or_404(Recommendation.objects.within(self.partnership), pk=kwargs["pk"])

    def initial(self):
        names = ("answer", "response", "done_on", "version")
        return {name: getattr(self.row, name) for name in names}

    def now_reads(self, current):
        return {"response": current.response}

    def get_context_data(self, **kwargs):
        return super().get_context_data(row=self.row, **kwargs)

    def change(self, form):
        changes.answer_recommendation(recommendation=self.row, by=self.access, now=self.now, **form.cleaned_data)
        return self.list_address()

    def back(self):
        return self.list_address()
