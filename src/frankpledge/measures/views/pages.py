"""What the indicators' pages have in common: finding the indicator the address names, from what the person may see."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from frankpledge.measures.models import Indicator
from frankpledge.partners.permissions import Permission
from frankpledge.plans.views.pages import AnsweringPlan, PlanPage


class IndicatorPage(PlanPage):
    """A page of one indicator, found only where the page's permission reaches its objective."""

    indicator: Indicator

    def find(self, **kwargs):
        super().find(**kwargs)
        rows = Indicator.objects.visible_to(self.access, self.permission).filter(plan=self.plan)
        self.indicator = get_object_or_404(rows.select_related("objective__section"), pk=kwargs["pk"])
        self.indicator.plan = self.plan
        if self.indicator.objective is not None:
            self.indicator.objective.section.plan = self.plan

    def crumbs(self):
        objective = self.indicator.objective
        middle = (
            (f"Objective {objective.ref}", self.address("objective-detail", objective.pk))
            if objective
            else ("Indicators", self.address("indicator-list"))
        )
        here = (self.indicator.name, self.address("indicator-detail", self.indicator.pk))
        return [*super().crumbs(), middle, here]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"indicator": self.indicator, **kwargs})


class OfWholePlan(PlanPage):
    """A page about the plan's own indicators: nobody leads them, so only a permission that reaches everywhere does."""

    permission = Permission.INDICATOR_EDIT

    def find(self, **kwargs):
        super().find(**kwargs)
        if not self.access.may(Permission.INDICATOR_EDIT):
            raise Http404


class AnsweringIndicator(AnsweringPlan, IndicatorPage):
    """A form about one indicator, which leads back to it."""

    def back(self):
        return self.address("indicator-detail", self.indicator.pk)
