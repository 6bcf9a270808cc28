"""A record that is looked at again was looked at. Only sent, by a button on its page or in somebody's own work."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from frankpledge.delivery.carried.changes.follow_ups import look_again, may_look
from frankpledge.delivery.carried.models import FollowUp
from frankpledge.delivery.views.pages import Activity
from frankpledge.partners.access import NotAllowed
from frankpledge.partners.permissions import Permission
from frankpledge.records.views.pages import OneRecord


class FollowUpDone(Activity, OneRecord):
    """It was looked at for the day it was due; the next day is set."""

    http_method_names = ["post", "options"]
    change_permission = Permission.DELIVERY_VIEW  # whoever it is theirs to look at may say so

    def find(self, **kwargs):
        super().find(**kwargs)
        rows: Any = FollowUp.objects.within(self.partnership).select_related("owner")
        self.follow_up = get_object_or_404(rows, pk=kwargs["line"], record=self.record.pk)

    def _demand_change(self):
        if not may_look(self.follow_up, self.record, self.access):
            raise NotAllowed("Whoever is to look at it says that it was done.", Permission.DELIVERY_WRITE)

    def post(self, request, *args, **kwargs):
        try:
            due_on = date.fromisoformat(request.POST.get("due_on", ""))
        except ValueError:
            return HttpResponseBadRequest("Which day?")
        row = look_again(follow_up=self.follow_up, due_on=due_on, by=self.access, now=self.now)
        words = "It was for the last time." if row.is_over else f"It is next due on {row.due_on:%-d %B %Y}."
        messages.success(request, f"Looked at. {words}")
        return HttpResponseRedirect(self.record.get_absolute_url())
