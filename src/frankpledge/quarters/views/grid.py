"""The grid: every objective against any number of quarters, as a page and as two files."""

from __future__ import annotations

from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.utils import timezone

from frankpledge.formats.formulas import delimited_file
from frankpledge.measures.rating import Rag
from frankpledge.partners.guard import Guarded
from frankpledge.partners.models import ActionGroup, Agency
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.models import Plan, UpdateState
from frankpledge.plans.queries.quarters import year_of
from frankpledge.plans.queries.years import latest_plan
from frankpledge.quarters.queries.grid import (
    MOST_QUARTERS,
    GridFilter,
    HistoryGrid,
    columns_of,
    history_grid,
    names_of_states,
)

ROWS_A_PAGE = 100  # as the plan's own page: a grid in slices of twenty-five would be no look at the whole
USUAL = 4


class GridPage(Guarded):
    """Which plan, how many quarters up to which, and which rows: all in the address."""

    permission = Permission.PLAN_VIEW
    area = "quarter-list"

    def find(self, **kwargs):
        self.today = timezone.localdate(self.now)
        self.plans = list(Plan.objects.within(self.partnership))
        wanted = self.request.GET.get("plan")
        latest = latest_plan(self.partnership, self.today)
        plan = next((each for each in self.plans if each.slug == wanted), None) or latest
        self.grid: HistoryGrid | None = None
        if plan is None:
            return
        self.plan = plan
        self.plan.partnership = self.partnership
        self.to = self._to()
        self.count = min(max(_number(self.request.GET.get("quarters")) or USUAL, 1), MOST_QUARTERS)
        self.asked = self._asked()
        columns = columns_of(self.partnership, self.plan, self.to, self.count)
        self.grid = history_grid(self.plan, columns, today=self.today, asked=self.asked)

    def _to(self):
        """The newest quarter: the one asked for, else the one that runs, else the year's last."""
        wanted = self.request.GET.get("to", "")
        return wanted if wanted in QUARTERS else year_of(self.plan.starts_on, self.today).quarter

    def _asked(self):
        given = self.request.GET
        state, rag = given.get("state", ""), given.get("rag", "")
        return GridFilter(
            section=_number(given.get("section")),
            agency=_number(given.get("agency")),
            group=_number(given.get("group")),
            state=state if state in UpdateState.values else "",
            rag=rag if rag in set(Rag) else "",
            is_late=given.get("late") == "1",
        )


class QuarterGrid(GridPage):
    """The status of everything over time: a word with a shape and a colour in each cell, which opens onto the cell."""

    template_name = "quarters/quarter_grid.html"

    def get_context_data(self, **kwargs):
        if self.grid is None:
            return super().get_context_data(grid=None, **kwargs)
        page = Paginator(self.grid.rows, ROWS_A_PAGE).get_page(self.request.GET.get("page"))
        names = dict(self.grid.sections)
        return super().get_context_data(
            plan=self.plan,
            plans=self.plans,
            grid=self.grid,
            page_obj=page,
            tables=[(names[section], list(rows)) for section, rows in groupby(page, key=lambda row: row.section)],
            asked=self.asked,
            count=self.count,
            counts=(1, 2, 4, 8, 12, MOST_QUARTERS),
            to=self.to,
            quarters=QUARTERS,
            agencies=Agency.objects.within(self.partnership).values_list("pk", "name"),
            groups=ActionGroup.objects.within(self.partnership).values_list("pk", "name"),
            states=names_of_states(),
            rags=[(rag.value, rag.word) for rag in Rag],
            query=self.request.GET.urlencode(),
            **kwargs,
        )


HEADS = ("ref", "objective", "leads", "groups")
CELL_HEADS = ("state", "late", "rating", "value")


class QuarterGridCsv(GridPage):
    """The same grid as a table to take away. No cell begins with a sign a spreadsheet would run."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        rows = [] if self.grid is None else [heads_of(self.grid), *(self._row(row) for row in self.grid.rows)]
        response = HttpResponse(delimited_file(rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="quarters.csv"'
        return response

    def _row(self, row):
        cells = []
        for cell in row.cells:
            if cell is None:
                cells += ["not in that plan", "", "", ""]
            else:
                rating = cell.rag.word if cell.rag else ""
                cells += [cell.look.word, "late" if cell.is_late else "", rating, cell.value]
        return [row.ref, row.text, row.led.leads, row.led.groups, *cells]


class QuarterGridJson(GridPage):
    """The same grid for a program."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        if self.grid is None:
            return JsonResponse({"plan": None, "quarters": [], "objectives": []})
        columns = [
            {"plan": column.plan_slug, "quarter": column.quarter, "from": column.first, "to": column.last}
            for column in self.grid.columns
        ]
        return JsonResponse(
            {"plan": self.plan.slug, "quarters": columns, "objectives": [_as_json(row) for row in self.grid.rows]}
        )


def heads_of(grid: HistoryGrid) -> list[str]:
    """The first row of the file."""
    return [*HEADS, *(f"{column.name}: {head}" for column in grid.columns for head in CELL_HEADS)]


def _as_json(row):
    return {
        "ref": row.ref,
        "objective": row.text,
        "leads": row.led.leads,
        "groups": row.led.groups,
        "cells": [
            None
            if cell is None
            else {
                "state": cell.state, "word": cell.look.word, "late": cell.is_late, "rating": cell.rag,
                "value": cell.value, "being_corrected": cell.is_being_corrected,
            }
            for cell in row.cells
        ],
    }  # fmt: skip


def _number(text):
    return int(text) if text and text.isdecimal() and len(text) < 19 else None
