"""The partnership itself: how far it is set up, its name and its colour."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import quote_etag
from django.views.decorators.http import condition

from frankpledge.partners import queries
from frankpledge.partners.changes.partnerships import edit_partnership
from frankpledge.partners.colours import words_on
from frankpledge.partners.forms import PartnershipForm
from frankpledge.partners.guard import Guarded
from frankpledge.partners.permissions import Permission
from frankpledge.partners.views.pages import Crumbs, FormPage, Page


class PartnershipDetail(Page):
    """What there is, and what is still missing, each with its one link."""

    template_name = "partners/partnership_detail.html"

    def crumbs(self) -> Crumbs:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = {permission.value: bool(self.access.reach(permission)) for permission in Permission}
        counts = queries.counts_of(self.partnership, today=self.today)
        return super().get_context_data(
            counts=counts, may=may, steps=self._steps(counts, may), is_complete=_is_complete(counts), **kwargs
        )

    def _steps(self, counts: queries.Counts, may: dict[str, bool]) -> list[dict[str, Any]]:
        """The way from an empty database to a plan, in the order that saves work."""
        edit, people, plan = (may[permission] for permission in ("partnership_edit", "people_edit", "plan_import"))
        steps = [
            ("agencies", "Agencies", "The bodies that lead the plan’s objectives.", counts.agencies > 1,
             self.address("agency-usual") if edit and counts.agencies < 2 else self.address("agency-list")),
            ("groups", "Groups", "The groups that meet: JAG, Communications and the others.", counts.groups > 0,
             self.address("group-usual") if edit and not counts.groups else self.address("group-list")),
            ("people", "People", "Those who write updates, chair groups and read the plan.",
             counts.people + counts.invitations > 1, self.address("invitation-add") if people else ""),
            ("plan", "The plan", "Read in the document you have, or begin a new one.", counts.plans > 0,
             self.address("plan-import" if plan and not counts.plans else "plan-list")),
        ]  # fmt: skip
        names = ("key", "title", "why", "is_done", "href")
        return [dict(zip(names, step, strict=True)) for step in steps]


def _is_complete(counts: queries.Counts) -> bool:
    return counts.agencies > 1 and counts.groups > 0 and counts.people > 1 and counts.plans > 0


class PartnershipEdit(FormPage):
    change_permission = Permission.PARTNERSHIP_EDIT
    form_class = PartnershipForm
    heading = "Name and colour"
    done = "Saved."

    def initial(self) -> dict[str, Any]:
        return dict(self.values(self.partnership))

    def version(self) -> int:
        return self.partnership.version

    def save(self, cleaned: dict[str, Any], version: int) -> None:
        edit_partnership(partnership=self.partnership, version=version, by=self.access, now=self.now, **cleaned)


class PartnershipBrand(Guarded):
    """The partnership's colour as a style sheet, kept by the browser until the partnership changes."""

    permission = Permission.PARTNERSHIP_VIEW
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        colour = self.partnership.colour
        tag = quote_etag(f"{self.partnership.pk}-{self.partnership.version}")
        answer = condition(etag_func=lambda *_, **__: tag)(self._sheet)
        response: HttpResponse = answer(request, colour)
        response["Cache-Control"] = "private, max-age=86400"
        return response

    def _sheet(self, request: HttpRequest, colour: str) -> HttpResponse:
        sheet = f":root{{--brand:{colour};--brand-text:{words_on(colour)}}}\n"
        return HttpResponse(sheet, content_type="text/css; charset=utf-8")
