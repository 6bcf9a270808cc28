"""Any two versions of the plan side by side, on a page and as files."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from frankpledge.plans.changes.readings import read_compared_officers
from frankpledge.plans.queries.comparison import (
    NOW,
    SideBySide,
    Version,
    compare_versions,
    usual_side,
    version_of,
    versions_of,
)
from frankpledge.plans.views.pages import PlanPage
from frankpledge.plans.views.tables import KINDS, Link, TableFile


class Comparing(PlanPage):
    """Two versions, from the address: the one before, the one after."""

    heading = "Compare two versions"

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        choices = versions_of(self.plan)
        before = self.request.GET.get("before") or usual_side(self.plan)
        self.choices = choices
        self.before, self.after = self.side(before), self.side(self.request.GET.get("after") or NOW)
        self.progress = self.request.GET.get("progress") == "1"

    def side(self, key: str) -> Version:
        """One of the two, or no such page."""
        found = version_of(self.plan, key)
        if found is None:
            raise Http404
        return found

    def compared(self) -> SideBySide:
        """What differs. Officers' names among it are personal data, so that they were read is written down."""
        found = compare_versions(self.before, self.after, progress=self.progress)
        if found.names_officers:
            read_compared_officers(plan=self.plan, by=self.access, now=self.now)
        return found


class PlanCompare(Comparing):
    """What differs, part by part."""

    template_name = "plans/plan_compare.html"

    def crumbs(self):
        return [*super().crumbs(), ("Compare",)]

    def get_context_data(self, **kwargs):
        query = self.request.GET.urlencode()
        files = [
            Link(f"Take this comparison away as {kind.upper()}", f"{self.address('plan-compare-file', kind)}?{query}")
            for kind in KINDS
        ]
        return super().get_context_data(
            compared=self.compared(),
            before=self.before,
            after=self.after,
            choices=self.choices,
            progress=self.progress,
            files=files,
            **kwargs,
        )


class PlanCompareFile(TableFile, Comparing):
    """The same as a file."""

    columns = ("Part", "Field", "What happened", "Before", "After")

    def rows(self):
        return self.compared().table()

    def line(self, row):
        return row
