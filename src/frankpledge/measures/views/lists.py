"""The plan's indicators, filtered by link; what has none; and the same to take away."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone

from frankpledge.formats.formulas import delimited_file
from frankpledge.measures.changes.carrying import carry_indicators
from frankpledge.measures.models import Indicator
from frankpledge.measures.queries.carried import waiting_to_be_carried
from frankpledge.measures.queries.lacking import WORDS, gaps
from frankpledge.measures.queries.listing import COLUMNS, filter_from, listed
from frankpledge.measures.queries.rated import quarter_to_show
from frankpledge.measures.rating import Rag
from frankpledge.measures.sources import registry
from frankpledge.measures.views.pages import OfWholePlan
from frankpledge.partners.permissions import Permission
from frankpledge.plans.models import Objective
from frankpledge.plans.queries.quarters import NAMES
from frankpledge.plans.views.pages import PlanPage

A_PAGE = 25


class IndicatorListPage(PlanPage):
    """The indicators the address asks for."""

    def asked(self):
        quarter = quarter_to_show(self.plan, timezone.localdate(self.now))
        return filter_from(self.request.GET.dict(), quarter)


class IndicatorList(IndicatorListPage):
    """Every indicator with how it stands in the quarter."""

    template_name = "measures/indicator_list.html"

    def crumbs(self):
        return [*super().crumbs(), ("Indicators",)]

    def get_context_data(self, **kwargs):
        asked = self.asked()
        used = Indicator.objects.filter(plan=self.plan).values_list("source", flat=True).distinct()
        return super().get_context_data(
            asked=asked,
            page_obj=Paginator(listed(self.plan, asked), A_PAGE).get_page(self.request.GET.get("page")),
            quarter_name=NAMES[asked.quarter],
            quarters=NAMES.items(),
            rags=[(rag, rag.word) for rag in Rag],
            sources=sorted((slug, registry.name_of(slug)) for slug in set(used)),
            is_any=bool(used),
            gap_count=len({gap.objective for gap in gaps(self.plan)}),
            waiting_count=len(waiting_to_be_carried(self.plan)),
            may_add_to_plan=self.access.may(Permission.INDICATOR_EDIT),
            **kwargs,
        )


class IndicatorFile(IndicatorListPage):
    """The same rows as CSV or JSON."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        asked = self.asked()
        rows = listed(self.plan, asked)
        if kwargs["kind"] == "json":
            return JsonResponse({"plan": self.plan.title, "indicators": [each.as_json(asked.quarter) for each in rows]})
        table = [COLUMNS, *(each.row(asked.quarter) for each in rows)]
        response = HttpResponse(delimited_file(table), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.plan.slug}-indicators-{asked.quarter}.csv"'
        return response


class IndicatorGaps(PlanPage):
    """Objectives with nothing to judge them by, each with the one thing to do."""

    template_name = "measures/gap_list.html"

    def crumbs(self):
        return [*super().crumbs(), ("Indicators", self.address("indicator-list")), ("Nothing to judge them by",)]

    def get_context_data(self, **kwargs):
        lack = self.request.GET.get("lack", "")
        every = gaps(self.plan)
        found = [gap for gap in every if gap.lack == lack] if lack in WORDS else list(every)
        mine = Objective.objects.visible_to(self.access, Permission.INDICATOR_EDIT).filter(section__plan=self.plan)
        return super().get_context_data(
            page_obj=Paginator(found, A_PAGE).get_page(self.request.GET.get("page")),
            lack=lack if lack in WORDS else "",
            lacks=[(key, words, sum(gap.lack == key for gap in every)) for key, (words, _) in WORDS.items()],
            objective_count=Objective.objects.filter(section__plan=self.plan).count(),
            gap_count=len({gap.objective for gap in every}),
            mine=frozenset(mine.values_list("pk", flat=True)),
            **kwargs,
        )


class IndicatorCarry(OfWholePlan):
    """The button that carries last year's indicators on."""

    change_permission = Permission.INDICATOR_EDIT
    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        count = carry_indicators(plan=self.plan, by=self.access, now=self.now)
        words = f"{count} indicators are carried on." if count != 1 else "One indicator is carried on."
        messages.success(request, f"{words} Targets whose day has passed are left for you to set.")
        return HttpResponseRedirect(self.address("indicator-list"))
