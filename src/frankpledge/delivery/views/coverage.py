"""What of the plan is recorded, and what is still only on paper."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.functional import cached_property

from frankpledge.delivery.coverage import HEADS, coverage_of, table_of
from frankpledge.delivery.views.pages import Activity
from frankpledge.formats.formulas import delimited_file
from frankpledge.partners.guard import Guarded
from frankpledge.plans.models import Plan
from frankpledge.plans.queries.years import latest_plan
from frankpledge.records.views.pages import RecordsPage

FILES = ("csv", "json")


class OfPlan(Activity, RecordsPage, Guarded):
    """Of the plan the address names, or of the one that runs."""

    @cached_property
    def plans(self):
        """The partnership's plans, the newest first."""
        return list(Plan.objects.within(self.partnership).order_by("-starts_on", "-pk"))

    @cached_property
    def plan(self):
        wanted = self.request.GET.get("plan")
        chosen = next((each for each in self.plans if each.slug == wanted), None)
        return chosen or latest_plan(self.partnership, self.today)

    @cached_property
    def covered(self):
        return coverage_of(self.plan, self.access) if self.plan else ()


class Coverage(OfPlan):
    """Each objective with the kinds that record it, what was recorded each quarter, and what is only on paper."""

    template_name = "delivery/coverage.html"

    def get_context_data(self, **kwargs):
        shown = {
            "plan": self.plan,
            "plans": self.plans,
            "rows": [(each, self.cells(each)) for each in self.covered],
            "heads": [each.label for each in self.covered[0].recorded] if self.covered else [],
            "on_paper": sum(each.is_on_paper for each in self.covered),
            "unrecorded": sum(len(each.on_paper) for each in self.covered),
            "files": [(each.upper(), self.file(each)) for each in FILES],
        }
        return super().get_context_data(**{**shown, **kwargs})

    def file(self, name):
        there = reverse("activity-coverage-file", args=[self.partnership.slug, name])
        return f"{there}?{urlencode({'plan': self.plan.slug})}" if self.plan else there

    def cells(self, row):
        """Each quarter's count with the timeline of what it counts."""
        there = reverse("activity-timeline", args=[self.partnership.slug])
        return [
            (each, f"{there}?{urlencode({'objective': row.objective.pk, 'since': each.first, 'until': each.last})}")
            for each in row.recorded
        ]


class CoverageFile(OfPlan):
    """The same as a file."""

    http_method_names = ["get", "head", "options"]

    def find(self, **kwargs):
        super().find(**kwargs)
        if kwargs["file"] not in FILES:
            raise Http404

    def get(self, request, *args, **kwargs):
        if kwargs["file"] == "csv":
            table = [HEADS, *table_of(self.covered)]
            response = HttpResponse(delimited_file(table), content_type="text/csv; charset=utf-8")
        else:
            response = JsonResponse([each.as_json() for each in self.covered], safe=False)
        name = f"{self.partnership.slug}-coverage.{kwargs['file']}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
