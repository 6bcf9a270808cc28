"""The engine's pages as “Activity”, and the page that links a record to the plan."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from frankpledge.delivery.changes import link_record, unlink_record
from frankpledge.delivery.forms import LinkForm
from frankpledge.delivery.models import KINDS, DeliveryRecord, RecordLink
from frankpledge.delivery.queries import links_of
from frankpledge.delivery.suggesting import plan_on, suggestions
from frankpledge.partners.permissions import Permission
from frankpledge.plans.models import Objective
from frankpledge.records.changes import RecordRefused
from frankpledge.records.views import lists, one
from frankpledge.records.views.pages import OneRecord


class Activity:
    """Whose records these are. Mixed in before the engine's page."""

    area = "activity-list"
    permission = Permission.DELIVERY_VIEW
    registry = KINDS
    root = DeliveryRecord
    home = ("Activity", "activity-list")


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
        return super().get_context_data(**{"objective": self.objective, **kwargs})


class RecordList(ListOfActivity):
    """What the partnership did."""

    template_name = "delivery/list.html"


class RecordListFile(ListOfActivity, lists.RecordListFile):
    """The same as a file."""


class RecordChoose(Activity, one.RecordChoose):
    """What do you want to record?"""

    permission = Permission.DELIVERY_WRITE


class RecordAdd(Activity, one.RecordAdd):
    """A new record."""

    change_permission = Permission.DELIVERY_WRITE


class RecordEdit(Activity, one.RecordEdit):
    """Change what a record says."""

    change_permission = Permission.DELIVERY_WRITE


class RecordMove(Activity, one.RecordMove):
    """Take one step."""

    change_permission = Permission.DELIVERY_WRITE


class RecordDetail(Activity, one.RecordDetail):
    """A record with what it delivers."""

    template_name = "delivery/detail.html"

    def get_context_data(self, **kwargs):
        said = {
            "links": links_of(self.record),
            "suggested": suggestions(self.record) if self.may_write and self.record.counts else [],
            "link_url": self.record.address("link"),
        }
        return super().get_context_data(**{**said, **kwargs})


class RecordLinkAdd(Activity, one.ChangesRecord):
    """Say which objective a record delivers: one tap on a suggestion, or one of all of the plan."""

    change_permission = Permission.DELIVERY_WRITE
    saved = "It is linked."

    @property
    def heading(self):
        return "What does it deliver?"

    @property
    def submit_text(self):
        return "Link it"

    @property
    def lede(self):
        return f"{self.record.number}: {self.record.title}"

    def make_form(self, data=None):
        return LinkForm(data, plan=plan_on(self.record))

    def change(self, form):
        said = form.cleaned_data
        link_record(
            record=self.record, objective=said["objective"], action=said["action"], by=self.access, now=self.now
        )
        return self.record


class RecordLinkRemove(Activity, OneRecord):
    """The record does not deliver it after all. Only sent, by a button on the record's page."""

    http_method_names = ["post", "options"]
    change_permission = Permission.DELIVERY_WRITE

    def find(self, **kwargs):
        super().find(**kwargs)
        self.link = get_object_or_404(
            RecordLink.objects.within(self.partnership), pk=kwargs["link"], record=self.record
        )

    def _demand_change(self):
        self.access.demand(self.registry.write, **self.record.led_by())

    def post(self, request, *args, **kwargs):
        try:
            unlink_record(link=self.link, by=self.access, now=self.now)
        except RecordRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "The link is taken away.")
        return HttpResponseRedirect(self.record.get_absolute_url())
