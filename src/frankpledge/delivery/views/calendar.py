"""A month at a time: everything the partnership did and will do, and what runs out and falls due."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.functional import cached_property

from frankpledge.core.calendars import as_icalendar
from frankpledge.delivery.forms import YEARS, CalendarForm
from frankpledge.delivery.month import Wanted, deadlines_of, weeks_of
from frankpledge.delivery.views.lists import Across
from frankpledge.plans.views.tables import Link


class MonthCalendar(Across):
    """The list again, on the days of a month."""

    template_name = "delivery/calendar.html"

    @cached_property
    def form(self):
        return CalendarForm(self.request.GET, access=self.access, kind=self.kind)

    @cached_property
    def asked(self):
        """As of a list; its days are the month's."""
        return replace(super().asked, since=None, until=None)

    @property
    def first(self):
        """The first day of the month that is shown."""
        self.form.is_valid()
        return self.form.cleaned_data.get("month") or self.today.replace(day=1)

    @cached_property
    def wanted(self):
        asked = self.asked
        return Wanted(
            self.access, self.first, self.today, self.narrowed, self.kind, asked.agency, asked.group, self.objective,
            is_of_records=bool(self.kind or asked.words or asked.state or asked.at or asked.area),
            is_narrowed=bool(self.kind or asked.is_anything or self.objective),
        )  # fmt: skip

    @property
    def heading(self):
        return f"Calendar: {self.kind.plural}" if self.kind else "Calendar"

    def _month(self, first):
        """The address of another month, narrowed as this one."""
        query = self.request.GET.copy()
        query["month"] = f"{first:%Y-%m}"
        return f"?{query.urlencode()}"

    def months(self):
        """The month before, the one there is now, and the one after."""
        first = self.first
        before, after = (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=31)).replace(day=1)
        links = [Link(f"{before:%B %Y}", self._month(before), "before")] if before.year >= YEARS[0] else []
        if first != self.today.replace(day=1):
            links.append(Link("This month", self._month(self.today)))
        return links + ([Link(f"{after:%B %Y}", self._month(after), "after")] if after.year <= YEARS[1] else [])

    def lately(self):
        """For an empty month: the nearest before it in which something began, or else the last of all."""
        days = self.wanted.records.order_by("-starts_on").values_list("starts_on", flat=True)
        found = days.filter(starts_on__lt=self.first).first() or days.first()
        return Link(f"{found:%B %Y}", self._month(found)) if found else None

    def day_address(self):
        """The list of one day, narrowed as this calendar, but for the day."""
        query = self.request.GET.copy()
        for name in ("month", "kind", "since", "until"):
            query.pop(name, None)
        there = (
            self.address("list", self.kind.slug) if self.kind else reverse(self.home[1], args=[self.partnership.slug])
        )
        return f"{there}?{query.urlencode()}&" if query else f"{there}?"

    def listed(self):
        weeks = weeks_of(self.wanted)
        is_empty = all(day is None or day.is_empty for week in weeks for day in week)
        asked = {name for name, value in self.request.GET.items() if value and name != "month"}
        file = reverse("activity-calendar-file", args=[self.partnership.slug])
        return {
            "weeks": weeks,
            "first": self.first,
            "is_empty": is_empty,
            "lately": self.lately() if is_empty else None,
            "months": self.months(),
            "day_url": self.day_address(),
            "weekdays": [WEEKDAYS[number] for number in range(7)],
            "is_narrowed": bool(asked),
            "file": f"{file}{self._month(self.first)}",
            "feeds": reverse("calendar-list", args=[self.partnership.slug]),
        }


class MonthFile(MonthCalendar):
    """The same month for a calendar program: of a guarded kind only numbers, and nobody's name."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        found = deadlines_of(self.wanted)
        response = HttpResponse(
            as_icalendar(f"{self.partnership.name}: {self.first:%B %Y}", found),
            content_type="text/calendar; charset=utf-8",
        )
        name = f"{self.partnership.slug}-{self.first:%Y-%m}.ics"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
