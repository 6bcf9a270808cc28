"""The assessment's own pages: its sections and papers, what is missing, approval, and how far the last plan got."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from frankpledge.partners.permissions import Permission
from frankpledge.plans.models import Plan
from frankpledge.plans.views.tables import KINDS as TABLE_KINDS
from frankpledge.strategy.changes.approving import approve_assessment, publish_assessment, reopen_assessment
from frankpledge.strategy.changes.assessments import (
    AssessmentWords,
    begin_assessment,
    choose_matrix,
    edit_assessment,
    write_paper,
    write_section,
)
from frankpledge.strategy.exporting import BY_KIND, KINDS, disclose_assessment
from frankpledge.strategy.forms.assessments import (
    ApproveForm,
    AssessmentEditForm,
    AssessmentForm,
    PaperForm,
    PublishedForm,
    ReasonForm,
    SectionForm,
)
from frankpledge.strategy.forms.scoring import ChooseMatrixForm
from frankpledge.strategy.models import Assessment, Finding, MatrixVersion, Paper, Priority
from frankpledge.strategy.queries.completeness import completeness_of
from frankpledge.strategy.queries.delivery import BY_KEY, delivery_of, groups_of
from frankpledge.strategy.queries.lists import findings_listed
from frankpledge.strategy.queries.ranking import rank_list
from frankpledge.strategy.queries.voices import voices_of
from frankpledge.strategy.views.pages import AssessmentPage, Form, csv_response, file_response, paged


class AssessmentAdd(Form):
    """Begin an assessment."""

    form_class = AssessmentForm
    heading = "Begin an assessment"
    lede = "It begins with the sections the law asks for, empty. Nobody can approve it before each is filled."
    submit_text = "Begin the assessment"
    saved = "The assessment is begun. Its sections wait to be written."

    def form_options(self):
        return _choices(self)

    def initial(self):
        last = Plan.objects.within(self.partnership).first()
        return {"way": Assessment.Way.WHOLE, "last_plan": last}

    def back(self):
        return self.address("strategy-list")

    def change(self, form):
        words = self.words(AssessmentWords, form)
        return begin_assessment(words=words, by=self.access, now=self.now).get_absolute_url()


class AssessmentDetail(AssessmentPage):
    """The whole assessment: what is missing first, then section by section with its findings."""

    template_name = "strategy/assessment_detail.html"

    def crumbs(self):
        return [*super().crumbs()[:-1], (self.assessment.title,)]

    def get_context_data(self, **kwargs):
        whole = completeness_of(self.assessment)
        findings = list(findings_listed(self.assessment))
        drawn = Priority.objects.within(self.partnership).select_related("strategy__partnership")
        drawn = (
            drawn.filter(findings__assessment=self.assessment) | drawn.filter(problems__assessment=self.assessment)
        ).distinct()
        return super().get_context_data(
            whole=whole,
            missing=[(each, self.mend(each)) for each in whole.missing],
            sections=[
                (state, [each for each in findings if each.section == state.row.key]) for state in whole.sections
            ],
            papers=[(state, [key.duty.key in state.fills for key in whole.sections]) for state in whole.papers],
            listed=rank_list(self.assessment),
            voices=voices_of(self.assessment),
            drawn=drawn.order_by("strategy__starts_on", "number"),
            kinds=[(kind, self.address("assessment-export", self.assessment.pk, kind.kind)) for kind in KINDS],
            files=[(kind.upper(), self.address("finding-list-file", self.assessment.pk, kind)) for kind in TABLE_KINDS],
            is_draft=self.is_draft,
            delivery=delivery_of(self.assessment.last_plan, today=self.today) if self.assessment.last_plan else None,
            **kwargs,
        )

    def mend(self, missing):
        """The page that mends what is missing."""
        pk = self.assessment.pk
        return {
            "section": lambda: self.address("assessment-section", pk, missing.pk),
            "paper": lambda: self.address("paper-edit", pk, missing.pk),
            "assessment": lambda: self.address("assessment-edit", pk),
            "priorities": lambda: self.address("strategy-list"),
            "views": lambda: self.address("view-list", pk),
        }[missing.place]()


class OfAssessment(Form, AssessmentPage):
    """A form about one assessment, which leads back to it."""

    def back(self):
        return self.address("assessment-detail", self.assessment.pk)

    def crumbs(self):
        return [*super().crumbs(), (self.heading,)]


class AssessmentEdit(OfAssessment):
    """Its title, year and summary."""

    form_class = AssessmentEditForm
    heading = "Edit the assessment"

    def row(self):
        return self.assessment

    def form_options(self):
        return _choices(self)

    def change(self, form):
        edit_assessment(
            assessment=self.assessment,
            words=self.words(AssessmentWords, form),
            version=form.cleaned_data["version"],
            by=self.access,
            now=self.now,
        )
        return self.back()


class SectionEdit(OfAssessment):
    """One of the sections the law asks for, with what fills it beside."""

    form_class = SectionForm

    def find(self, **kwargs):
        super().find(**kwargs)
        whole = completeness_of(self.assessment)
        found = [state for state in whole.sections if state.row.pk == kwargs["section"]]
        if not found:
            raise Http404
        self.state = found[0]

    @property
    def heading(self):
        return self.state.duty.name

    def row(self):
        return self.state.row

    def change(self, form):
        write_section(
            section=self.state.row, text=form.cleaned_data["text"], version=form.cleaned_data["version"],
            by=self.access, now=self.now,
        )  # fmt: skip
        return f"{self.back()}#{self.state.row.key}"

    def get_context_data(self, **kwargs):
        found = Finding.objects.filter(assessment=self.assessment, section=self.state.row.key)
        shown = {"lede": self.state.duty.asks, "source": self.state.duty, "found": found}
        return super().get_context_data(**{**kwargs, **shown})


class PaperEdit(OfAssessment):
    """One quarter's paper."""

    form_class = PaperForm
    lede = "One priority in depth, and as much of the year’s sections as the quarter can fill."

    def find(self, **kwargs):
        super().find(**kwargs)
        self.paper = get_object_or_404(Paper.objects.filter(assessment=self.assessment), pk=kwargs["paper"])
        self.paper.assessment = self.assessment
        self.duties = tuple(state.duty for state in completeness_of(self.assessment).sections)

    @property
    def heading(self):
        return f"The paper of {self.paper.quarter}"

    def row(self):
        return self.paper

    def form_options(self):
        return {"duties": self.duties}

    def now_reads(self, current):
        parts = {f"part_{duty.key}": current.parts.get(duty.key, "") for duty in self.duties}
        return {"title": current.title, "focus": current.focus, "finished_on": current.finished_on, **parts}

    def change(self, form):
        said = form.cleaned_data
        write_paper(
            paper=self.paper, title=said["title"], focus=said["focus"], parts=form.parts,
            finished_on=said["finished_on"], version=said["version"], by=self.access, now=self.now,
        )  # fmt: skip
        return f"{self.back()}#papers"


class AssessmentMatrix(OfAssessment):
    """Which matrix the problems are scored on."""

    form_class = ChooseMatrixForm
    heading = "Choose the matrix"
    lede = "Scores are kept for each version of a matrix. Choosing another loses none, and ranks by its own."
    saved = "The matrix is chosen."

    def form_options(self):
        versions = MatrixVersion.objects.within(self.partnership).select_related("matrix").order_by("matrix", "-number")
        return {"versions": versions}

    def initial(self):
        return {"matrix": self.assessment.matrix}

    def back(self):
        return self.address("problem-list", self.assessment.pk)

    def change(self, form):
        choose_matrix(assessment=self.assessment, matrix=form.cleaned_data["matrix"], by=self.access, now=self.now)
        return self.back()

    def get_context_data(self, **kwargs):
        return super().get_context_data(no_matrix=not self.form_options()["versions"].exists(), **kwargs)


class AssessmentApprove(OfAssessment):
    """Approve it: what it lacks is said before anybody presses a button that would be refused."""

    change_permission = Permission.STRATEGY_APPROVE
    form_class = ApproveForm
    heading = "Approve the assessment"
    lede = "It is frozen as it stands, with a hash anybody can check. Nothing in it changes after that."
    submit_text = "Approve"
    saved = "The assessment is approved."

    def initial(self):
        return {"on": self.today, "version": self.assessment.version}

    def now_reads(self, current):
        return {}

    def change(self, form):
        said = form.cleaned_data
        approve_assessment(
            assessment=self.assessment, note=said["note"], on=said["on"], version=said["version"], by=self.access,
            now=self.now,
        )  # fmt: skip
        return self.back()

    def get_context_data(self, **kwargs):
        return super().get_context_data(in_the_way=completeness_of(self.assessment).missing, **kwargs)


class AssessmentPublish(OfAssessment):
    """Note when it was published."""

    form_class = PublishedForm
    heading = "Note the publication"
    submit_text = "Save the date"
    saved = "The date of publication is saved."

    def initial(self):
        return {"on": self.today}

    def change(self, form):
        publish_assessment(assessment=self.assessment, on=form.cleaned_data["on"], by=self.access, now=self.now)
        return self.back()


class AssessmentReopen(OfAssessment):
    """Open an approved one again."""

    change_permission = Permission.STRATEGY_APPROVE
    form_class = ReasonForm
    heading = "Open the assessment again"
    lede = "It can then be changed, and has to be approved again. Who opened it and why stays in the audit."
    submit_text = "Open it again"
    saved = "The assessment is open again."

    def change(self, form):
        reopen_assessment(assessment=self.assessment, reason=form.cleaned_data["reason"], by=self.access, now=self.now)
        return self.back()


class AssessmentExport(AssessmentPage):
    """The assessment as a file."""

    http_method_names = ["get", "options"]

    def find(self, **kwargs):
        super().find(**kwargs)
        if kwargs["kind"] not in BY_KIND:
            raise Http404

    def get(self, request, *args, **kwargs):
        file = disclose_assessment(assessment=self.assessment, kind=kwargs["kind"], by=self.access, now=self.now)
        return file_response(file)


class DeliveryPage(AssessmentPage):
    """How far the last plan was carried out; a figure in the address opens onto its records."""

    template_name = "strategy/delivery.html"

    def find(self, **kwargs):
        super().find(**kwargs)
        plan = self.assessment.last_plan
        if plan is not None:
            plan.partnership = self.partnership
        self.delivery = delivery_of(plan, today=self.today) if plan is not None else None
        asked = self.request.GET.get("section", "")
        section = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
        self.part = (self.delivery.part(section) or self.delivery.whole) if self.delivery else None
        self.kind = BY_KEY.get(self.request.GET.get("figure", ""))

    @property
    def figure(self):
        return self.part.figure(self.kind.key) if self.part is not None and self.kind is not None else None

    def get_context_data(self, **kwargs):
        here = self.delivery
        figure = self.figure
        return super().get_context_data(
            **{
                "breadcrumbs": [*self.crumbs(), ("How far the last plan was carried out",)],
                "delivery": here,
                "groups": groups_of(here.whole.figures) if here else [],
                "parts": [(part, groups_of(part.figures)) for part in here.sections] if here else [],
                "part": self.part,
                "figure": figure,
                "page_obj": paged(figure.records, self.request) if figure else None,
                "csv_url": f"{self.address('assessment-delivery-csv', self.assessment.pk)}?"
                f"{self.request.GET.urlencode()}",
                **kwargs,
            }
        )


class DeliveryCsv(DeliveryPage):
    """The figures, or the records of the one asked for, as a table."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        name = f"{self.partnership.slug}-last-plan"
        if self.figure is not None:
            rows = [(each.ref, each.words, each.day or "", each.amount or "") for each in self.figure.records]
            return csv_response(f"{name}-{self.figure.kind.key}", [("Ref", "Record", "Day", "Amount"), *rows])
        parts = (self.delivery.whole, *self.delivery.sections) if self.delivery else ()
        rows = [(part.name, each.kind.group, each.kind.name, each.words) for part in parts for each in part.figures]
        return csv_response(name, [("Part", "About", "What is counted", "Count"), *rows])


def _choices(view):
    others = Assessment.objects.within(view.partnership)
    if isinstance(view, AssessmentPage):
        others = others.exclude(pk=view.assessment.pk)
    return {"plans": Plan.objects.within(view.partnership), "assessments": others}
