"""Taking a plan out: which kinds of file there are and what each is for, and the files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from frankpledge.core.downloads import download
from frankpledge.plandocs.writing import WRITERS, CannotWrite
from frankpledge.plans.exporting import disclose_plan, export_kinds, names_officers
from frankpledge.plans.views.pages import WRONG, PlanPage


class PlanExportChoose(PlanPage):
    """The kinds of file, with what each is for."""

    template_name = "plans/export_choose.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = [(kind, self.address("plan-export", kind.kind)) for kind in export_kinds()]
        return super().get_context_data(kinds=kinds, names_officers=names_officers(self.plan), **kwargs)

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), (_("Download"), "")]


class PlanExport(PlanPage):
    """The plan as a file."""

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if kwargs["kind"] not in WRITERS:
            raise Http404
        self.kind: str = kwargs["kind"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            file = disclose_plan(plan=self.plan, kind=self.kind, by=self.access, now=self.now)
        except CannotWrite as refusal:
            context = self.get_context_data(refusal=refusal, back=self.address("plan-export-choose"))
            return render(request, "plans/export_refused.html", context, status=WRONG)
        return download(file.content, name=file.name, media_type=file.media_type)
