"""Calendars of deadlines: starting and stopping one's own, and the feed that a calendar program fetches."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View

from frankpledge.api.changes import calendars as changes
from frankpledge.api.deadlines import deadlines
from frankpledge.api.forms import CalendarForm
from frankpledge.api.models import Calendar
from frankpledge.api.views.pages import ShownOnce
from frankpledge.core.calendars import as_icalendar
from frankpledge.partners.access import access_for
from frankpledge.partners.guard import Guarded
from frankpledge.partners.models import ActionGroup
from frankpledge.partners.permissions import Permission


@method_decorator(login_not_required, name="dispatch")
class Feed(View):
    """A calendar program cannot log in: whoever holds the secret address sees what is due, and nobody's name."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, secret: str) -> HttpResponse:
        calendar = changes.calendar_for(secret)
        if calendar is None or not calendar.person.is_active:
            raise Http404
        now = timezone.now()
        access = access_for(calendar.person, calendar.partnership.slug, today=timezone.localdate(now))
        if not access.reach(Permission.PLAN_VIEW):
            raise Http404
        changes.note_fetch(calendar=calendar, now=now)
        whose = calendar.group.name if calendar.group else "My deadlines"
        content = as_icalendar(
            f"{calendar.partnership.name}: {whose}", deadlines(calendar, access, timezone.localdate(now))
        )
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="deadlines.ics"'
        response["Cache-Control"] = "private, max-age=3600"
        response["Referrer-Policy"] = "no-referrer"
        return response


class CalendarPage(Guarded):
    permission = Permission.PLAN_VIEW
    area = "my-work"

    def list_address(self):
        return reverse("calendar-list", args=[self.partnership.slug])

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=[("Calendars", self.list_address())], **kwargs)


class CalendarList(CalendarPage):
    template_name = "api/calendar_list.html"

    def get_context_data(self, **kwargs):
        mine = Calendar.objects.within(self.partnership).filter(person_id=self.access.user_id).select_related("group")
        return super().get_context_data(calendars=mine, heading="Calendars", **kwargs)


class CalendarStart(ShownOnce, CalendarPage):
    """A new calendar, whose secret address the answering page shows."""

    made_template = "api/calendar_made.html"

    change_permission = Permission.PLAN_VIEW
    heading = "Start a calendar"
    lede = "Your calendar program fetches what is due from a secret address. It shows nobody's name."
    submit_text = "Start the calendar"

    def make_form(self, data=None):
        groups = ActionGroup.objects.within(self.partnership).filter(closed_on__isnull=True).order_by("name")
        return CalendarForm(data, groups=groups)

    def change(self, form):
        _, secret = changes.start_calendar(group=form.cleaned_data["group"], by=self.access, now=self.now)
        return self.request.build_absolute_uri(reverse("calendar-feed", args=[secret]))

    def back(self):
        return self.list_address()


class CalendarStop(CalendarPage):
    """Only sent, from the list."""

    change_permission = Permission.PLAN_VIEW
    http_method_names = ["post", "options"]
    calendar: Calendar

    def find(self, **kwargs):
        mine = Calendar.objects.within(self.partnership).filter(person_id=self.access.user_id)
        self.calendar = get_object_or_404(mine, pk=kwargs["pk"])

    def post(self, request, *args, **kwargs):
        changes.stop_calendar(calendar=self.calendar, by=self.access, now=self.now)
        messages.success(request, "The calendar is stopped: its address leads nowhere now.")
        return HttpResponseRedirect(self.list_address())
