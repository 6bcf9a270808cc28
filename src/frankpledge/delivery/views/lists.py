"""Lists of what was recorded, and the same as files."""

from __future__ import annotations

from django.utils.functional import cached_property

from frankpledge.delivery.above import above
from frankpledge.delivery.models import RecordLink
from frankpledge.delivery.views.pages import Activity
from frankpledge.partners.permissions import Permission
from frankpledge.plans.models import Objective
from frankpledge.records.views import lists


class ListOfActivity(Activity, lists.RecordList):
    """A list that can be narrowed to what delivers one objective."""

    @cached_property
    def objective(self):
        """The objective the address asks for, if it is one of this partnership's."""
        number = str(self.request.GET.get("objective", ""))
        rows = Objective.objects.visible_to(self.access, Permission.PLAN_VIEW)
        return rows.filter(pk=number).first() if number.isdecimal() else None

    def rows(self):
        rows = super().rows()
        if self.objective is None:
            return rows
        return rows.filter(pk__in=RecordLink.objects.filter(objective=self.objective).values("record"))

    def get_context_data(self, **kwargs):
        may_bring = self.kind is not None and bool(self.access.reach(self.registry.write))
        bring = self.address("bring", self.kind.slug) if may_bring else ""
        return super().get_context_data(**{"objective": self.objective, "bring_url": bring, **kwargs})


class RecordList(ListOfActivity):
    """What the partnership did."""

    template_name = "delivery/list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"boxes": above(self), **kwargs})


class RecordListFile(ListOfActivity, lists.RecordListFile):
    """The same as a file."""
