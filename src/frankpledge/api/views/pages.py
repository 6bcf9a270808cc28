"""What the pages about programs share."""

from __future__ import annotations

from abc import abstractmethod
from datetime import datetime
from typing import ClassVar

from django.http import HttpResponse, JsonResponse
from django.urls import reverse

from frankpledge.formats.formulas import delimited_file
from frankpledge.partners.guard import Guarded
from frankpledge.partners.permissions import Permission
from frankpledge.plans.views.pages import Answering


class ProgramPage(Guarded):
    """A page about tokens, for those who may have one."""

    permission = Permission.API_USE
    area = "partnership-detail"
    here = ""

    def address(self, name, *args):
        return reverse(name, args=[self.partnership.slug, *args])

    def crumbs(self):
        found = [("Partnership", self.address("partnership-detail")), ("Programs", self.address("programs"))]
        return [*found, (self.here, "")] if self.here else found

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            breadcrumbs=self.crumbs(), may_webhook=bool(self.access.reach(Permission.WEBHOOK_EDIT)), **kwargs
        )


class ListFile(ProgramPage):
    """A list to take away whole, as CSV or JSON: ``rows()`` says what is in it, by the names of its columns."""

    http_method_names = ["get", "head", "options"]
    kind = "csv"
    name: ClassVar[str]
    columns: ClassVar[tuple[str, ...]]

    def get(self, request, *args, **kwargs):
        rows = self.rows()
        if self.kind == "json":
            response: HttpResponse = JsonResponse({self.name: rows})
        else:
            cells = [[self.cell(row[column]) for column in self.columns] for row in rows]
            response = HttpResponse(delimited_file([self.columns, *cells]), content_type="text/csv; charset=utf-8")
            response["Content-Disposition"] = f'attachment; filename="{self.partnership.slug}-{self.name}.csv"'
        response["Cache-Control"] = "private, no-cache"
        return response

    @abstractmethod
    def rows(self) -> list[dict[str, object]]:
        """Every row, by the names of the columns."""

    @staticmethod
    def cell(value):
        """What a cell of the table says."""
        if isinstance(value, list):
            return ", ".join(value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return value.isoformat() if isinstance(value, datetime) else "" if value is None else value


class ShownOnce(Answering):
    """A form that makes a secret. The page that answers shows it, and nothing else does: no message, no address."""

    made_template: ClassVar[str]

    def arrive(self, there: str, draft: str) -> HttpResponse:
        """``there`` is the secret: it is shown instead of being gone to, and no browser or proxy keeps the page."""
        self.template_name = self.made_template
        response = self.render_to_response(self.get_context_data(secret=there))
        response["Cache-Control"] = "no-store"
        return response
