"""What the pages share: where they stand, finding what the address names, forms that call one change, files."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import fields
from typing import Any, ClassVar

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from frankpledge.core.downloads import download
from frankpledge.formats.formulas import delimited_file
from frankpledge.partners.guard import Guarded
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.plans.exporting import ExportedFile
from frankpledge.plans.forms.plans import Versioned
from frankpledge.plans.views.pages import WRONG, Answering
from frankpledge.strategy.models import Assessment, Finding, Matrix, Priority, Problem, Strategy

A_PAGE = 25


class Area(Guarded):
    """A page of this room, under “Plan” in the navigation."""

    permission = Permission.PLAN_VIEW
    area = "plan-list"

    @property
    def today(self):
        return timezone.localdate(self.now)

    @property
    def may_edit(self):
        return bool(self.access.reach(Permission.STRATEGY_EDIT))

    @property
    def may_approve(self):
        return bool(self.access.reach(Permission.STRATEGY_APPROVE))

    @property
    def may_score(self):
        return bool(self.access.reach(Permission.PROBLEM_SCORE))

    def address(self, name, *args):
        """The address of another page of this partnership."""
        return reverse(name, args=[self.partnership.slug, *args])

    def crumbs(self):
        """The pages above this one, outermost first."""
        return [("Plans", self.address("plan-list")), ("Assessment and strategy", self.address("strategy-list"))]

    def get_context_data(self, **kwargs):
        shown = {
            "breadcrumbs": self.crumbs(),
            "today": self.today,
            "may_edit": self.may_edit,
            "may_approve": self.may_approve,
            "may_score": self.may_score,
        }
        return super().get_context_data(**{**shown, **kwargs})


class StrategyPage(Area):
    """A page of one strategy."""

    strategy: Strategy

    def find(self, **kwargs):
        super().find(**kwargs)
        self.strategy = get_object_or_404(Strategy.objects.within(self.partnership), pk=kwargs["strategy"])
        self.strategy.partnership = self.partnership

    @property
    def is_draft(self):
        return self.strategy.state == Strategy.State.DRAFT

    def crumbs(self):
        return [*super().crumbs(), (self.strategy.title, self.address("strategy-detail", self.strategy.pk))]

    def get_context_data(self, **kwargs):
        shown = {"strategy": self.strategy, "may_write": self.may_edit and self.is_draft}
        return super().get_context_data(**{**kwargs, **shown})  # kwargs has the address's numbers under these names


class PriorityPage(StrategyPage):
    """A page of one priority."""

    priority: Priority

    def find(self, **kwargs):
        super().find(**kwargs)
        self.priority = get_object_or_404(Priority.objects.filter(strategy=self.strategy), pk=kwargs["priority"])
        self.priority.strategy = self.strategy

    def crumbs(self):
        here = self.address("priority-detail", self.strategy.pk, self.priority.pk)
        return [*super().crumbs(), (f"Priority {self.priority.number}", here)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{**kwargs, "priority": self.priority})


class AssessmentPage(Area):
    """A page of one assessment."""

    assessment: Assessment

    def find(self, **kwargs):
        super().find(**kwargs)
        self.assessment = get_object_or_404(Assessment.objects.within(self.partnership), pk=kwargs["assessment"])
        self.assessment.partnership = self.partnership

    @property
    def is_draft(self):
        return self.assessment.state == Assessment.State.DRAFT

    def crumbs(self):
        return [*super().crumbs(), (self.assessment.title, self.address("assessment-detail", self.assessment.pk))]

    def get_context_data(self, **kwargs):
        shown = {"assessment": self.assessment, "may_write": self.may_edit and self.is_draft}
        return super().get_context_data(**{**kwargs, **shown})


class FindingPage(AssessmentPage):
    """A page of one finding."""

    finding: Finding

    def find(self, **kwargs):
        super().find(**kwargs)
        self.finding = get_object_or_404(Finding.objects.filter(assessment=self.assessment), pk=kwargs["finding"])
        self.finding.assessment = self.assessment

    def crumbs(self):
        here = self.address("finding-detail", self.assessment.pk, self.finding.pk)
        return [*super().crumbs(), (f"Finding {self.finding.number}", here)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{**kwargs, "finding": self.finding})


class ProblemPage(AssessmentPage):
    """A page of one problem."""

    problem: Problem

    def find(self, **kwargs):
        super().find(**kwargs)
        self.problem = get_object_or_404(Problem.objects.filter(assessment=self.assessment), pk=kwargs["problem"])
        self.problem.assessment = self.assessment

    def crumbs(self):
        problems = self.address("problem-list", self.assessment.pk)
        here = self.address("problem-detail", self.assessment.pk, self.problem.pk)
        return [*super().crumbs(), ("Problems", problems), (self.problem.title, here)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{**kwargs, "problem": self.problem})


class MatrixPage(Area):
    """A page of one matrix."""

    matrix: Matrix

    def find(self, **kwargs):
        super().find(**kwargs)
        self.matrix = get_object_or_404(Matrix.objects.within(self.partnership), pk=kwargs["matrix"])
        self.matrix.partnership = self.partnership

    def crumbs(self):
        matrices = self.address("matrix-list")
        return [*super().crumbs(), ("Matrices", matrices), (self.matrix.name, self.matrix.get_absolute_url())]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{**kwargs, "matrix": self.matrix})


class Form(Answering, Area):
    """A page that is one form. Whoever may not send it is told who may, before they fill it in."""

    permission = Permission.PLAN_VIEW
    change_permission = Permission.STRATEGY_EDIT
    form_only = True
    template_name = "strategy/form.html"

    def row(self) -> Any:
        """What is changed; nothing where something is added."""
        return None

    def form_options(self) -> dict[str, Any]:
        """What the form needs besides what was sent."""
        return {}

    def now_reads(self, current):
        return {
            name: _value(getattr(current, name))
            for name in self.form_class(**self.form_options()).fields
            if name != "version" and hasattr(current, name)
        }

    def initial(self):
        row = self.row()
        return {} if row is None else {**self.now_reads(row), "version": row.version}

    def make_form(self, data=None):
        files = self.request.FILES if data is not None else None
        return self.form_class(data, files, initial=self.initial(), **self.form_options())

    def draft(self):
        row = self.row()
        return "" if row is None else f"{row._meta.model_name}-{row.pk}-{row.version}"

    def words(self, kind, form):
        """The form's answers as the words a change takes."""
        return kind(**{
            field.name: _key(form.cleaned_data.get(field.name.removesuffix("_id")), field)
            for field in fields(kind)
            if field.name.removesuffix("_id") in form.cleaned_data
        })  # fmt: skip


class RemoveForm(Versioned):
    """Nothing to fill in: only which version the person saw."""


class Removal(Form):
    """Asks first: what is taken away is gone from here, and only the audit still has it."""

    template_name = "core/confirm.html"
    form_class = RemoveForm
    submit_text = "Take it away"
    saved = "It is taken away."
    warning = "The audit keeps what it said."

    def initial(self):
        return {"version": self.row().version}

    def draft(self):
        return ""

    def get_context_data(self, **kwargs):
        shown = {"warning": self.warning, "confirm_text": self.submit_text}
        return super().get_context_data(**{**shown, **kwargs})

    def show_both(self, form, meanwhile):
        form = self.form_class(initial={"version": meanwhile.current.version})
        messages.error(self.request, f"{meanwhile} Look at it again before you take it away.")
        return self.show(form, status=409)


class Press(Area):
    """Only takes what a button on another page sends."""

    change_permission: ClassVar[Permission] = Permission.STRATEGY_EDIT
    http_method_names = ["post", "options"]
    done = ""

    @abstractmethod
    def change(self):
        """Make the change and say where to go."""

    def back(self):
        """Where to go if it is refused."""
        return self.address("strategy-list")

    def post(self, request, *args, **kwargs):
        try:
            there = self.change()
        except PlanRefused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(self.back())
        messages.success(request, self.done)
        return HttpResponseRedirect(there)


def file_response(file: ExportedFile) -> HttpResponse:
    """A file to take away, which no browser runs."""
    return download(file.content, name=file.name, media_type=file.media_type)


def csv_response(name: str, rows: Iterable[Iterable[object]]) -> HttpResponse:
    """A table to take away."""
    response = HttpResponse(delimited_file(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def json_response(said: Any) -> JsonResponse:
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 2})


def paged(rows, request):
    """Twenty-five of them, by the page in the address."""
    return Paginator(rows, A_PAGE).get_page(request.GET.get("page"))


def _value(value: Any) -> Any:
    """A row's field as a form shows it: related rows as a list."""
    return list(value.all()) if hasattr(value, "all") else value


def _key(value: Any, field: Any) -> Any:
    if field.name.endswith("_id"):
        return value.pk if isinstance(value, Model) else value
    return value


__all__ = [
    "A_PAGE",
    "WRONG",
    "Area",
    "AssessmentPage",
    "FindingPage",
    "Form",
    "MatrixPage",
    "Press",
    "PriorityPage",
    "ProblemPage",
    "Removal",
    "StrategyPage",
    "csv_response",
    "file_response",
    "json_response",
    "paged",
]
