"""The table of who clears what, and its one form."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse

from frankpledge.delivery.clearing.changes.routes import NEEDED, RouteWords, set_route
from frankpledge.delivery.clearing.forms import RouteForm
from frankpledge.delivery.clearing.models import OFFENSIVE_DAYS, USUAL_DAYS, ClearingRoute
from frankpledge.delivery.ground import areas_offered
from frankpledge.delivery.kinds.environment import WAITING, EnvironmentalCrime
from frankpledge.delivery.views.pages import Activity
from frankpledge.records.changes.records import RecordRefused
from frankpledge.records.views.pages import WRONG, RecordsPage, Writes

MOST_SHOWN = 50  # of what nobody is named to clear


class ClearingList(Activity, RecordsPage):
    """Every line: what holds today, what will, and what held."""

    template_name = "delivery/clearing_list.html"

    def get_context_data(self, **kwargs):
        rows = ClearingRoute.objects.within(self.partnership).select_related("agency")
        unrouted = self.unrouted()
        shown = {
            "rows": [(row, self.standing(row)) for row in rows],
            "unrouted": unrouted[:MOST_SHOWN],
            "unrouted_count": unrouted.count(),
            "usual_days": USUAL_DAYS,
            "offensive_days": OFFENSIVE_DAYS,
            "may_set": bool(self.access.reach(NEEDED)),
        }
        return super().get_context_data(**{**shown, **kwargs})

    def unrouted(self):
        """What waits to be cleared and nobody is named to clear, the oldest first."""
        rows = EnvironmentalCrime.objects.visible_to(self.access).filter(state__in=WAITING, cleared_by=None)
        return rows.select_related("partnership").order_by("starts_on", "pk")

    def standing(self, row):
        if row.starts_on > self.today:
            return "blue", "Will hold"
        return ("none", "Held") if row.ends_on and row.ends_on < self.today else ("green", "Holds")


class ClearingSet(Activity, Writes):
    """Say who clears one sort from a day."""

    change_permission = NEEDED
    heading = "Who clears it"
    lede = "The line that holds now ends the day before. Records that are there keep what held when they were made."
    submit_text = "Say so"

    def crumbs(self):
        return [*super().crumbs(), ("Who clears what", self.there)]

    @property
    def there(self):
        return reverse("clearing-list", args=[self.partnership.slug])

    def make_form(self, data=None):
        given = {"starts_on": self.today}
        return RouteForm(
            data, initial=given, partnership=self.partnership, today=self.today, areas=areas_offered(self.access)
        )

    def post(self, request, *args, **kwargs):
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show(form, WRONG)
        try:
            self.change(form)
        except RecordRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            return self.show(form, WRONG)
        messages.success(request, "It is said.")
        return HttpResponseRedirect(self.there)

    def change(self, form):
        return set_route(words=RouteWords(**form.cleaned_data), by=self.access, now=self.now)
