"""A published communication onto the public page, or off it: what everybody would read stands above the button."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.functional import cached_property

from frankpledge.delivery.changes.showing import hide_from_public, show_to_public
from frankpledge.delivery.forms import PublicForm
from frankpledge.delivery.telling_names import named_in
from frankpledge.delivery.views.pages import Activity
from frankpledge.partners.access import NotAllowed
from frankpledge.partners.permissions import Permission
from frankpledge.records.changes.records import has_written
from frankpledge.records.views import one


class OnPublicPage(Activity, one.ChangesRecord):
    """Show it to everybody, by somebody who may clear and did not write it; or take it away again."""

    template_name = "delivery/public.html"
    change_permission = Permission.DELIVERY_WRITE

    def find(self, **kwargs):
        super().find(**kwargs)
        self.was_public = self.record.is_public
        self.saved = "It is off the public page." if self.was_public else "Everybody can read it now."

    def _demand_change(self):
        if self.was_public:
            super()._demand_change()
            return
        self.access.demand(self.registry.clear, **self.record.led_by())
        if has_written(self.record, self.access.audit_key):
            raise NotAllowed("You wrote this yourself. Somebody else must do this step.", self.registry.clear)

    @property
    def heading(self):
        return "Take it off the public page" if self.was_public else "Show it on the public page"

    @property
    def submit_text(self):
        return self.heading

    @property
    def lede(self):
        return "Everybody can read it now." if self.was_public else "Everybody could read this, without logging in."

    def make_form(self, data=None):
        names = bool(self.named) and not self.was_public
        return PublicForm(data, initial={"version": self.record.version}, asks_reason=self.was_public, names=names)

    @cached_property
    def named(self):
        """Who seems to be named in what everybody would read."""
        return named_in(f"{self.record.title}\n{self.record.wording}", self.partnership)

    def get(self, request, *args, **kwargs):
        if self.record.state != "published":
            messages.error(request, "Only what is published can be on the public page.")
            return HttpResponseRedirect(self.record.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def change(self, form):
        said = form.cleaned_data
        if self.was_public:
            return hide_from_public(record=self.record, reason=said["reason"], by=self.access, now=self.now)
        return show_to_public(
            record=self.record, version=said["version"] or 0, may_name=said.get("may_name", False), by=self.access,
            now=self.now,
        )  # fmt: skip

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"named": self.named, "is_public": self.was_public, **kwargs})
