"""From a record to the plan: linked, and taken apart again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404

from frankpledge.delivery.changes.links import link_record, unlink_record
from frankpledge.delivery.forms import LinkForm
from frankpledge.delivery.models import RecordLink
from frankpledge.delivery.suggesting import plan_on
from frankpledge.delivery.views.pages import Activity
from frankpledge.partners.permissions import Permission
from frankpledge.records.changes.records import RecordRefused
from frankpledge.records.views import one
from frankpledge.records.views.pages import OneRecord


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
