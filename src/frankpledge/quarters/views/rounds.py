"""The quarters of a plan, one quarter in one look, and what whoever runs it does with it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone

from frankpledge.partners.guard import Guarded
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.plans.models import Plan, UpdateState
from frankpledge.plans.queries.years import latest_plan
from frankpledge.quarters.changes.links import stop_link, stop_links_of
from frankpledge.quarters.changes.reminding import chase
from frankpledge.quarters.changes.rounds import ask_again, close_round, publish_round, reopen_round
from frankpledge.quarters.forms import ReopenForm
from frankpledge.quarters.models import AnswerLink, QuarterRound
from frankpledge.quarters.queries.pictures import picture
from frankpledge.quarters.queries.standing import (
    by_agency,
    by_person,
    could_now_be_asked,
    counted,
    links_of,
    timetable_of,
)
from frankpledge.quarters.queries.years import quarters_of
from frankpledge.quarters.views.pages import QuarterPage


class QuarterList(Guarded):
    """The year's four quarters: which is open, what is owed, what to open next."""

    template_name = "quarters/quarter_list.html"
    permission = Permission.PLAN_VIEW
    area = "quarter-list"

    def get_context_data(self, **kwargs):
        today = timezone.localdate(self.now)
        plans = list(Plan.objects.within(self.partnership))
        wanted = self.request.GET.get("plan")
        plan = next((each for each in plans if each.slug == wanted), None) or latest_plan(self.partnership, today)
        if plan is not None:
            plan.partnership = self.partnership
        return super().get_context_data(
            plan=plan,
            plans=plans,
            quarters=quarters_of(plan) if plan else (),
            today=today,
            may_run=bool(self.access.reach(Permission.QUARTER_RUN)),
            may_import=bool(self.access.reach(Permission.PLAN_IMPORT)),
            **kwargs,
        )


class QuarterDetail(QuarterPage):
    """The quarter in one look: what is late or in the way first, then who answered, then the rest."""

    template_name = "quarters/quarter_detail.html"

    def crumbs(self):
        *above, (here, _) = super().crumbs()
        return [*above, (here,)]

    def get_context_data(self, **kwargs):
        seen = picture(self.plan, self.quarter, on=self.today)
        may_run = bool(self.access.reach(Permission.QUARTER_RUN))
        links = links_of(self.round, now=self.now) if self.round and may_run else ()
        people = self.people([*(row.asked_of for row in seen.rows), *(link.person for link in links)])
        approves = self.access.reach(Permission.UPDATE_APPROVE)
        return super().get_context_data(
            picture=seen,
            counted=counted(seen),
            people=people,
            agencies=by_agency(seen),
            owing=[each for each in by_person(seen.rows) if each.owed],
            submitted=[
                row
                for row in seen.rows
                if row.state == UpdateState.SUBMITTED
                and approves.covers(agencies=row.led.agency_ids, groups=row.led.group_ids)
            ],
            approved=[row for row in seen.rows if row.state == UpdateState.APPROVED],
            timetable=timetable_of(self.round, today=self.today) if self.round else (),
            links=links,
            could_ask=could_now_be_asked(self.opened(), today=self.today) if self._is_asking and may_run else 0,
            reopen_form=ReopenForm() if may_run and self.round and self.round.state == "closed" else None,
            **kwargs,
        )

    @property
    def _is_asking(self):
        return self.round is not None and self.round.state in (QuarterRound.State.OPEN, QuarterRound.State.CLOSED)


class QuarterDo(QuarterPage):
    """What whoever runs the quarter does with one button: close, open again, ask again, chase, stop a link."""

    permission = Permission.QUARTER_RUN
    change_permission = Permission.QUARTER_RUN
    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        deeds = {
            "close": self._close, "reopen": self._reopen, "ask": self._ask, "chase": self._chase,
            "chase-all": self._chase_all, "stop-link": self._stop_link, "stop-links": self._stop_links,
        }  # fmt: skip
        deed = deeds.get(request.POST.get("do", ""))
        back = request.POST.get("back") == "unanswered"
        there = HttpResponseRedirect(self.here("unanswered" if back else "quarter-detail"))
        if deed is None or self.round is None:
            messages.error(request, "Nothing was done. Choose one of the buttons.")
            return there
        try:
            messages.success(request, deed(request))
        except PlanRefused as refusal:
            messages.error(request, str(refusal))
        return there

    def _close(self, request):
        close_round(round_=self.opened(), by=self.access, now=self.now)
        return "The quarter is closed. Answers that come now are marked late."

    def _reopen(self, request):
        form = ReopenForm(request.POST)
        if not form.is_valid():
            raise PlanRefused("Give the day it closes again.")
        reopen_round(round_=self.opened(), closes_on=form.cleaned_data["closes_on"], by=self.access, now=self.now)
        return "The quarter is open again. What is late stays late."

    def _ask(self, request):
        count = ask_again(round_=self.opened(), by=self.access, now=self.now)
        return f"{count} more asked." if count else "There was nobody more to ask."

    def _chase(self, request):
        person = request.POST.get("person", "")
        seen = picture(self.plan, self.quarter, on=self.today)
        owed = [row.pk for row in seen.unanswered if str(row.asked_of) == person]
        return self._chased(chase(round_=self.opened(), objectives=owed, by=self.access, now=self.now))

    def _chase_all(self, request):
        seen = picture(self.plan, self.quarter, on=self.today)
        owed = [row.pk for row in seen.unanswered]
        return self._chased(chase(round_=self.opened(), objectives=owed, by=self.access, now=self.now))

    @staticmethod
    def _chased(letters):
        if not letters:
            return "Nobody was reminded: once a day is enough, and whoever has answered is left alone."
        return "One letter is on its way." if letters == 1 else f"{letters} letters are on their way."

    def _stop_link(self, request):
        stop_link(link=self._link(request), by=self.access, now=self.now)
        return "The link is stopped."

    def _stop_links(self, request):
        person = self._link(request).person
        count = stop_links_of(person=person, by=self.access, now=self.now)
        return "The link is stopped." if count == 1 else f"{count} links are stopped."

    def _link(self, request):
        number = request.POST.get("link", "")
        opened = self.opened()
        rows = AnswerLink.objects.filter(round=opened)
        return get_object_or_404(rows, pk=int(number) if number.isdecimal() and len(number) < 19 else 0)


class QuarterPublish(QuarterPage):
    """The last look before a quarter is public: what will be, what will not and why, and that it cannot be undone."""

    template_name = "quarters/quarter_publish.html"
    permission = Permission.QUARTER_RUN
    change_permission = Permission.QUARTER_RUN

    def get_context_data(self, **kwargs):
        seen = picture(self.plan, self.quarter, on=self.today)
        return super().get_context_data(
            picture=seen,
            ready=[row for row in seen.rows if row.state == UpdateState.APPROVED],
            already=[row for row in seen.rows if row.state == UpdateState.PUBLISHED],
            waiting=[row for row in seen.rows if row.state == UpdateState.SUBMITTED],
            missing=[row for row in seen.rows if not row.is_answered],
            can_publish=self.round is not None and self.round.state == QuarterRound.State.CLOSED,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        if self.round is None:
            messages.error(request, "This quarter was never opened.")
            return HttpResponseRedirect(self.here("quarter-detail"))
        try:
            publish_round(round_=self.round, by=self.access, now=self.now)
        except PlanRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{self.name} is published.")
        return HttpResponseRedirect(self.here("quarter-detail"))

    def crumbs(self):
        return [*super().crumbs(), ("Publish",)]
