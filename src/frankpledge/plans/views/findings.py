"""What is wrong with the plan: filtered by link, each finding leading to the box that mends it, and as a CSV table."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q

from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.codes import CODES
from frankpledge.plans.models import Objective
from frankpledge.plans.queries.findings import Kind, answered_in, by_kind, kinds_of, name_of, sections_of
from frankpledge.plans.queries.standing import standing_findings
from frankpledge.plans.views.mending import Mendable, with_mends
from frankpledge.plans.views.pages import PlanPage
from frankpledge.plans.views.tables import table_file

A_PAGE = 25
COLUMNS = ("code", "ref", "place", "message", "why", "advice", "field")


class FindingPage(PlanPage):
    """The plan's findings that the address asks for."""

    def asked(self):
        self.code = self.request.GET.get("code", "")[:60]
        section = self.request.GET.get("section", "")
        self.section = int(section) if section.isascii() and section.isdigit() and len(section) < 19 else None
        chosen = Q()
        if self.code:
            chosen &= Q(code=self.code)
        if self.section is not None:
            chosen &= Q(objective__section=self.section)
        return standing_findings().filter(chosen, plan=self.plan)


class FindingList(FindingPage):
    """Each finding: what it is, why it matters, what to do, and the way there."""

    template_name = "plans/finding_list.html"

    def crumbs(self):
        return [*super().crumbs(), ("Findings",)]

    def get_context_data(self, **kwargs):
        asked = self.asked()
        kinds = kinds_of(self.plan, self.section)
        page = Paginator(by_kind(asked, kinds), A_PAGE).get_page(self.request.GET.get("page"))
        rows = {row.pk: row for row in asked.filter(pk__in=list(page)).select_related("objective")}
        mine = Objective.objects.visible_to(self.access, Permission.OBJECTIVE_EDIT)
        theirs = [row.objective_id for row in rows.values() if row.objective_id]
        may_edit: set[int | None] = set(mine.filter(pk__in=theirs).values_list("pk", flat=True))
        if self.access.reach(Permission.PLAN_EDIT):
            may_edit.add(None)  # what is about the plan as a whole
        findings = [
            each for pk in page for each in with_mends([rows[pk]], self, may_edit=rows[pk].objective_id in may_edit)
        ]
        return super().get_context_data(
            page_obj=page,
            groups=grouped(findings, kinds),
            kinds=kinds,
            answered=answered_in(self.plan),
            sections=sections_of(self.plan),
            code=self.code,
            code_name=name_of(self.code) if self.code else "",
            section=self.section,
            csv_url=f"{self.address('plan-findings-csv')}?{self.request.GET.urlencode()}",
            json_url=f"{self.address('plan-findings-json')}?{self.request.GET.urlencode()}",
            **kwargs,
        )


class FindingFile(FindingPage):
    """The same findings to take away, as CSV in which nothing runs or as JSON."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        rows = self.asked().order_by("position").values_list(*COLUMNS)
        return table_file(f"{self.plan.slug}-findings", COLUMNS, rows, kwargs["kind"])


def grouped(findings: list[Mendable], kinds: list[Kind]) -> list[dict[str, Any]]:
    """One page's findings under what they are, why that matters and what to do, each said once."""
    counts = {kind.code: kind.count for kind in kinds}
    groups = []
    for code, rows in groupby(findings, key=lambda each: each.finding.code):
        known = CODES.get(code)
        groups.append(
            {
                "code": code,
                "name": name_of(code),
                "count": counts.get(code, 0),
                "why": known.why if known else "",
                "advice": known.advice if known else "",
                "rows": list(rows),
            }
        )
    return groups
