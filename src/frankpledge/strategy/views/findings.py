"""Pages of findings: what was found, what it rests on, and what was drawn from it."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from frankpledge.core.downloads import download
from frankpledge.documents.changes import hand_out
from frankpledge.partners.permissions import Permission
from frankpledge.strategy.changes.findings import (
    EvidenceWords,
    FindingWords,
    add_evidence,
    add_finding,
    edit_finding,
    freeze_evidence,
    remove_evidence,
    remove_finding,
)
from frankpledge.strategy.forms.assessments import EvidenceForm, FindingEditForm, FindingForm, FreezeForm
from frankpledge.strategy.models import Evidence, Paper
from frankpledge.strategy.queries.completeness import completeness_of
from frankpledge.strategy.views.assessments import OfAssessment
from frankpledge.strategy.views.pages import FindingPage, Form, Press, Removal


class FindingDetail(FindingPage):
    """A finding: its evidence, and the chain onwards from it."""

    template_name = "strategy/finding_detail.html"

    def crumbs(self):
        return [*super().crumbs()[:-1], (f"Finding {self.finding.number}",)]

    def get_context_data(self, **kwargs):
        duties = {state.row.key: state.duty for state in completeness_of(self.assessment).sections}
        return super().get_context_data(
            duty=duties.get(self.finding.section),
            evidence=self.finding.evidence.select_related("document"),
            problems=self.finding.problems.select_related("assessment__partnership"),
            priorities=self.finding.priorities.select_related("strategy__partnership"),
            may_open=bool(self.access.reach(Permission.STRATEGY_EDIT)),
            **kwargs,
        )


class FindingOptions(OfAssessment):
    """What the forms of findings offer."""

    def form_options(self):
        states = completeness_of(self.assessment).sections
        return {
            "sections": [(state.row.key, state.duty.name) for state in states],
            "papers": Paper.objects.filter(assessment=self.assessment),
        }


class FindingAdd(FindingOptions):
    """A new finding."""

    form_class = FindingForm
    heading = "Add a finding"
    submit_text = "Add the finding"
    saved = "The finding is added. Say what it rests on."

    def initial(self):
        return {"section": self.request.GET.get("section", "")}

    def change(self, form):
        words = self.words(FindingWords, form)
        return add_finding(assessment=self.assessment, words=words, by=self.access, now=self.now).get_absolute_url()


class OfFinding(Form, FindingPage):
    """A form about one finding, which leads back to it."""

    def back(self):
        return self.finding.get_absolute_url()


class FindingEdit(OfFinding, FindingOptions):
    """Its words and its place."""

    form_class = FindingEditForm
    heading = "Edit the finding"

    def row(self):
        return self.finding

    def change(self, form):
        edit_finding(
            finding=self.finding,
            words=self.words(FindingWords, form),
            version=form.cleaned_data["version"],
            by=self.access,
            now=self.now,
        )
        return self.back()


class FindingRemove(Removal, OfFinding):
    """Take it away."""

    saved = "The finding is taken away."
    warning = "Its evidence goes with it. The audit keeps what it said."

    @property
    def heading(self):
        return f"Take finding {self.finding.number} away?"

    def row(self):
        return self.finding

    def change(self, form):
        remove_finding(finding=self.finding, version=form.cleaned_data["version"], by=self.access, now=self.now)
        return self.address("assessment-detail", self.assessment.pk)


class EvidenceAdd(OfFinding):
    """A figure, a page elsewhere or a document."""

    form_class = EvidenceForm
    heading = "Add evidence"
    submit_text = "Add the evidence"
    saved = "The evidence is added."

    def initial(self):
        return {"kind": Evidence.Kind.FIGURE}

    def change(self, form):
        file = form.cleaned_data["file"]
        add_evidence(
            finding=self.finding,
            words=self.words(EvidenceWords, form),
            file=(file.name, file.read()) if file else None,
            by=self.access,
            now=self.now,
        )
        return self.back()


class EvidenceFreeze(OfFinding):
    """A table from this software, frozen as it stands."""

    form_class = FreezeForm
    heading = "Freeze a table as evidence"
    lede = "The table is kept as it stands today, with a hash. It does not change when its records do."
    submit_text = "Freeze it"
    saved = "The table is frozen under the finding."

    def change(self, form):
        said = form.cleaned_data
        freeze_evidence(
            finding=self.finding, chapter=said["chapter"], words=said["words"], by=self.access, now=self.now
        )
        return self.back()


class OneEvidence(FindingPage):
    """One piece of evidence of a finding."""

    def find(self, **kwargs):
        super().find(**kwargs)
        rows = Evidence.objects.filter(finding=self.finding).select_related("document")
        self.evidence = get_object_or_404(rows, pk=kwargs["evidence"])
        self.evidence.finding = self.finding


class EvidenceRemove(Press, OneEvidence):
    """Take it away: only a button."""

    done = "The evidence is taken away."

    def back(self):
        return self.finding.get_absolute_url()

    def change(self):
        remove_evidence(evidence=self.evidence, by=self.access, now=self.now)
        return self.back()


class EvidenceDocument(OneEvidence):
    """The document that was brought, for those who write the assessment: it may name people."""

    permission = Permission.STRATEGY_EDIT
    http_method_names = ["get", "options"]

    def get(self, request, *args, **kwargs):
        document = self.evidence.document
        if document is None:
            raise Http404
        content = hand_out(document=document, by=self.access, now=self.now, permission=Permission.STRATEGY_EDIT)
        return download(content, name=document.name, media_type="application/octet-stream")
