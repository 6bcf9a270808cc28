"""Reports: the list, making one, reading one, its files, the public's version, giving it out and taking it back."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from frankpledge.core.downloads import download
from frankpledge.formats.formulas import delimited_file
from frankpledge.jobs import running
from frankpledge.partners.guard import Guarded
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.models import Plan
from frankpledge.plans.queries.quarters import year_of
from frankpledge.plans.queries.years import latest_plan
from frankpledge.plans.views.pages import Answering
from frankpledge.reporting.changes import reports as changes
from frankpledge.reporting.content import from_json
from frankpledge.reporting.forms import PublicForm, ReportForm, WithdrawForm
from frankpledge.reporting.models import Report
from frankpledge.reporting.queries.lists import being_made, reports_of
from frankpledge.reporting.queries.reports import is_as_made
from frankpledge.reporting.writing import WRITERS, paper_of

COLUMNS = ("number", "kind", "quarter", "plan", "title", "marking", "data_as_of", "made_at", "published", "sha256")
A_PAGE = 25


class Reports(Guarded):
    """What the pages of reports share."""

    permission = Permission.PLAN_VIEW
    area = "quarter-list"

    def crumbs(self):
        slug = self.partnership.slug
        return [("Quarter", reverse("quarter-list", args=[slug])), ("Reports", reverse("report-list", args=[slug]))]

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=self.crumbs(), **kwargs)


class ReportList(Reports):
    """Every report, the newest first, as page, CSV and JSON."""

    template_name = "reporting/report_list.html"
    form = "html"

    def asked(self):
        wanted = {name: self.request.GET.get(name, "") for name in ("plan", "quarter", "kind")}
        return wanted, reports_of(self.partnership, **wanted)

    def get(self, request, *args, **kwargs):
        wanted, rows = self.asked()
        if self.form == "csv":
            response = HttpResponse(
                delimited_file([COLUMNS, *(said(row).values() for row in rows)]), content_type="text/csv; charset=utf-8"
            )
            response["Content-Disposition"] = f'attachment; filename="{self.partnership.slug}-reports.csv"'
            return response
        if self.form == "json":
            return JsonResponse({"reports": [said(row) for row in rows]})
        page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
        return self.render_to_response(
            self.get_context_data(
                page_obj=page,
                wanted=wanted,
                plans=Plan.objects.within(self.partnership),
                quarters=QUARTERS,
                kinds=Report.Kind.choices,
                being_made=being_made(self.partnership),
                may_make=bool(self.access.reach(Permission.REPORT_MAKE)),
                heading="Reports",
            )
        )


def said(report: Report) -> dict[str, Any]:
    """A report as the lists' CSV and JSON tell it."""
    publication = getattr(report, "publication", None)
    out = publication is not None and publication.withdrawn_at is None
    return {
        "number": report.number,
        "kind": report.kind,
        "quarter": report.quarter,
        "plan": report.plan.slug,
        "title": report.title,
        "marking": report.marking,
        "data_as_of": report.data_as_of.isoformat(),
        "made_at": report.made_at.isoformat(),
        "published": publication.published_at.isoformat() if publication is not None and out else "",
        "sha256": report.sha256,
    }


class ReportMake(Answering, Reports):
    """Which quarter, for whom, how marked. The work is done behind the page."""

    permission = Permission.REPORT_MAKE
    change_permission = Permission.REPORT_MAKE
    heading = "Make a report"
    lede = "It freezes the quarter as the records now stand, with every figure and every file. It is never changed."
    submit_text = "Make the report"
    saved = "The report is being made. It will be in this list in a few seconds."

    def make_form(self, data=None):
        plans = Plan.objects.within(self.partnership)
        return ReportForm(data, plans=plans, initial=self.initial())

    def initial(self):
        today = timezone.localdate(self.now)
        asked, plan = self.request.GET.get("plan"), latest_plan(self.partnership, today)
        chosen = Plan.objects.within(self.partnership).filter(slug=asked).first() if asked else plan
        quarter = year_of(chosen.starts_on, today).quarter if chosen else "Q1"
        return {
            "plan": chosen,
            "quarter": self.request.GET.get("quarter", quarter),
            "kind": Report.Kind.QUARTERLY,
            "marking": Report.Marking.OFFICIAL,
        }

    def change(self, form):
        words = form.cleaned_data
        changes.refuse_second(plan=words["plan"], quarter=words["quarter"], kind=words["kind"], reason=words["reason"])
        running.start(
            "report.make",
            by=self.access.audit_key,
            title=f"Report of {words['quarter']}, {words['plan'].period}",
            partnership=self.partnership,
            arguments={
                "plan": words["plan"].pk,
                "user": self.access.user_id,
                "asked": uuid4().hex,
                **{name: words[name] for name in ("quarter", "kind", "marking", "reason")},
            },
        )
        return reverse("report-list", args=[self.partnership.slug])

    def back(self):
        return reverse("report-list", args=[self.partnership.slug])


class OneReport(Reports):
    """A page of one report."""

    report: Report

    def find(self, **kwargs):
        rows = Report.objects.within(self.partnership).select_related("plan", "publication")
        self.report = get_object_or_404(rows, pk=kwargs["pk"])
        self.report.plan.partnership = self.partnership

    def crumbs(self):
        here = f"{self.report.get_kind_display()}, {self.report.quarter} {self.report.plan.period}"
        return [*super().crumbs(), (here, self.report.get_absolute_url())]

    def get_context_data(self, **kwargs):
        return super().get_context_data(report=self.report, **kwargs)


class ReportDetail(OneReport):
    """The report itself, as it was frozen."""

    template_name = "reporting/report_detail.html"

    def get_context_data(self, **kwargs):
        content = from_json(self.report.snapshot)
        return super().get_context_data(
            paper=paper_of(content),
            content=content,
            files=[
                (reverse("report-file", args=[self.partnership.slug, self.report.pk, kind]), writer)
                for kind, writer in WRITERS.items()
            ],
            is_as_made=is_as_made(self.report),
            publication=getattr(self.report, "publication", None),
            may_make=bool(self.access.reach(Permission.REPORT_MAKE)),
            **kwargs,
        )


class ReportFileGet(OneReport):
    """One of its files, as it was first written."""

    http_method_names = ["get", "options"]

    def find(self, **kwargs):
        super().find(**kwargs)
        if kwargs["kind"] not in WRITERS:
            raise Http404
        self.kind = kwargs["kind"]

    def get(self, request, *args, **kwargs):
        file = changes.disclose_file(report=self.report, kind=self.kind, by=self.access, now=self.now)
        writer = WRITERS[self.kind]
        name = f"{self.partnership.slug}-{self.report.plan.slug}-{self.report.quarter.lower()}-{self.report.kind}"
        return download(file.content, name=f"{name}{writer.suffix}", media_type=writer.media_type, sha256=file.sha256)


class ReportPublic(Answering, OneReport):
    """What the public would have: what was taken out, what is left to a person, and the button."""

    permission = Permission.REPORT_MAKE
    change_permission = Permission.REPORT_MAKE
    template_name = "reporting/report_public.html"
    heading = "Make the public version"
    submit_text = "Make the public version"
    saved = "The public version is being made. It will be in this list in a few seconds. It is not given out yet."
    form_class = PublicForm

    def find(self, **kwargs):
        super().find(**kwargs)
        if self.report.kind != Report.Kind.QUARTERLY:
            raise Http404

    def get_context_data(self, **kwargs):
        version = changes.public_of(self.report)
        return super().get_context_data(version=version, paper=paper_of(version.content), **kwargs)

    def change(self, form):
        version = changes.public_of(self.report)
        if (version.removals or version.to_check) and not form.cleaned_data["is_checked"]:
            raise changes.ReportRefused(
                "Say that you have read what was taken out and what is left to you", "is_checked"
            )
        changes.refuse_second(
            plan=self.report.plan, quarter=self.report.quarter, kind=Report.Kind.PUBLIC,
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
        running.start(
            "report.make-public",
            by=self.access.audit_key,
            title=f"Public report of {self.report.quarter}, {self.report.plan.period}",
            partnership=self.partnership,
            arguments={
                "report": self.report.pk,
                "user": self.access.user_id,
                "reason": form.cleaned_data["reason"],
                "asked": uuid4().hex,
            },
        )
        return reverse("report-list", args=[self.partnership.slug])

    def back(self):
        return self.report.get_absolute_url()


class ReportPublish(OneReport):
    """Gives the report out. Only sent, from its page."""

    permission = Permission.REPORT_MAKE
    change_permission = Permission.REPORT_MAKE
    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        try:
            changes.publish_report(report=self.report, by=self.access, now=self.now)
        except changes.ReportRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "The report is given out.")
        return HttpResponseRedirect(self.report.get_absolute_url())


class ReportWithdraw(Answering, OneReport):
    """Takes it back, with the reason beside it."""

    permission = Permission.REPORT_MAKE
    change_permission = Permission.REPORT_MAKE
    heading = "Take the report back"
    lede = "It stays here as it was made, with the reason beside it. Make another that is right."
    submit_text = "Take it back"
    saved = "The report is taken back."
    form_class = WithdrawForm

    def change(self, form):
        changes.withdraw_report(report=self.report, why=form.cleaned_data["why"], by=self.access, now=self.now)
        return self.report.get_absolute_url()

    def back(self):
        return self.report.get_absolute_url()
