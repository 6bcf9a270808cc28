"""From a group's decision to a problem record, in one tap."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404

from frankpledge.delivery.models import KINDS
from frankpledge.delivery.problem_solving.changes import make_problem
from frankpledge.insight.models import Nomination
from frankpledge.partners.guard import Guarded
from frankpledge.partners.permissions import Permission
from frankpledge.records.changes.records import RecordRefused


class ProblemFromNomination(Guarded):
    """What the group took on becomes a problem record. Only sent, by a button on the nomination's page."""

    http_method_names = ["post", "options"]
    area = "activity-list"
    permission = Permission.DELIVERY_VIEW
    change_permission = Permission.DELIVERY_WRITE

    def find(self, **kwargs):
        rows = Nomination.objects.within(self.partnership).select_related("group")
        self.nomination = get_object_or_404(rows, pk=kwargs["pk"])
        self.nomination.partnership = self.partnership

    def _demand_change(self):
        self.access.demand(KINDS.write, groups=[self.nomination.group_id])

    def post(self, request, *args, **kwargs):
        try:
            problem = make_problem(nomination=self.nomination, by=self.access, now=self.now)
        except RecordRefused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(self.nomination.get_absolute_url())
        problem.partnership = self.partnership
        messages.success(request, "It is a problem record. Say next what should be different.")
        return HttpResponseRedirect(problem.get_absolute_url())
