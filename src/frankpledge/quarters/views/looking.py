"""The other ways of looking at a quarter: the board's page, a group's, who has not answered, what changed since."""

from __future__ import annotations

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from frankpledge.formats.formulas import delimited_file
from frankpledge.partners.guard import Guarded
from frankpledge.partners.models import ActionGroup
from frankpledge.partners.permissions import Permission
from frankpledge.plans.queries.people import hands
from frankpledge.quarters.forms import SinceForm
from frankpledge.quarters.queries.board import board_page
from frankpledge.quarters.queries.changed import KINDS, changes_since
from frankpledge.quarters.queries.groups import group_quarter
from frankpledge.quarters.queries.pictures import picture
from frankpledge.quarters.queries.standing import by_person
from frankpledge.quarters.views.pages import QuarterPage, ShowsPeople

A_PAGE = 25
USUAL_DAYS = 14


class BoardPage(QuarterPage):
    """One sheet of A4 for the board: exceptions first."""

    template_name = "quarters/board_page.html"

    def crumbs(self):
        return [*super().crumbs(), ("The board’s page",)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(board=board_page(self.plan, self.quarter, on=self.today), **kwargs)


class Unanswered(QuarterPage):
    """Whoever was asked and has not answered, the latest first, and what nobody could be asked for."""

    template_name = "quarters/unanswered.html"

    def crumbs(self):
        return [*super().crumbs(), ("Who has not answered",)]

    def owing(self):
        self.seen = picture(self.plan, self.quarter, on=self.today)
        return [each for each in by_person(self.seen.rows) if each.owed]

    def get_context_data(self, **kwargs):
        page = Paginator(self.owing(), A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            owing=list(page), page_obj=page, picture=self.seen, people=self.people(each.key for each in page),
            back="unanswered", **kwargs,
        )  # fmt: skip


UNANSWERED = ("ref", "objective", "leads", "groups", "asked of", "state", "late")


class UnansweredCsv(Unanswered):
    """The same as a table to take away. Whom it was asked of is named only to those who may see people."""

    http_method_names = ["get", "head", "options"]

    def rows(self):
        owing = self.owing()
        people = self.people(each.key for each in owing)
        for each in owing:
            for row in each.owed:
                late = "late" if row.is_late else ""
                hand = people[each.key].name if each.key is not None else ""
                yield row.ref, row.objective, row.led.leads, row.led.groups, hand, row.look.word, late

    def get(self, request, *args, **kwargs):
        response = HttpResponse(delimited_file([UNANSWERED, *self.rows()]), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.plan.slug}-{self.quarter}-unanswered.csv"'
        return response


class UnansweredJson(UnansweredCsv):
    """The same for a program."""

    def get(self, request, *args, **kwargs):
        rows = [dict(zip(UNANSWERED, row, strict=True)) for row in self.rows()]
        return JsonResponse({"plan": self.plan.slug, "quarter": self.quarter, "unanswered": rows})


class GroupQuarter(ShowsPeople):
    """A group's objectives in the quarter that runs or was asked for: for its chair, before the meeting."""

    template_name = "quarters/group_quarter.html"
    permission = Permission.PLAN_VIEW
    area = "group-list"

    def find(self, **kwargs):
        self.group = get_object_or_404(ActionGroup.objects.within(self.partnership), pk=kwargs["pk"])

    def get_context_data(self, **kwargs):
        today = timezone.localdate(self.now)
        seen = group_quarter(self.group, today=today, asked=self.request.GET.get("quarter", ""))
        groups = reverse("group-list", args=[self.partnership.slug])
        return super().get_context_data(
            group=self.group,
            seen=seen,
            people=self.people(row.asked_of for row in seen.rows) if seen else {},
            today=today,
            breadcrumbs=[
                ("Groups", groups),
                (self.group.name, reverse("group-detail", args=[self.partnership.slug, self.group.pk])),
                ("Its quarter",),
            ],
            **kwargs,
        )


class ChangesSince(Guarded):
    """What changed since a day: to come back from leave, or to write the minutes."""

    template_name = "quarters/changes_since.html"
    permission = Permission.PLAN_VIEW
    area = "quarter-list"

    def asked(self):
        today = timezone.localdate(self.now)
        self.form = SinceForm(self.request.GET) if "since" in self.request.GET or self._in_boxes() else None
        given = self.form.cleaned_data["since"] if self.form is not None and self.form.is_valid() else None
        self.since = given or today - timedelta(days=USUAL_DAYS)
        kind = self.request.GET.get("kind", "")
        self.kind = kind if kind in KINDS else ""
        return changes_since(self.partnership, self.since, kind=self.kind)

    def _in_boxes(self):
        return "since-day" in self.request.GET

    def get_context_data(self, **kwargs):
        page = Paginator(self.asked(), A_PAGE).get_page(self.request.GET.get("page"))
        query = f"since={self.since.isoformat()}"
        return super().get_context_data(
            page_obj=page,
            since=self.since,
            since_form=self.form if self.form is not None and self.form.errors
            else SinceForm(initial={"since": self.since}),
            kinds=KINDS,
            kind=self.kind,
            query=query,
            writers=hands({each.by for each in page if each.by}, self.access),
            breadcrumbs=[
                ("Quarters", reverse("quarter-list", args=[self.partnership.slug])), ("What changed since a day",),
            ],
            **kwargs,
        )  # fmt: skip


CHANGED = ("when", "kind", "what", "words", "by")


class ChangesSinceCsv(ChangesSince):
    """The same as a table to take away."""

    http_method_names = ["get", "head", "options"]

    def rows(self):
        found = self.asked()
        writers = hands({each.by for each in found if each.by}, self.access)
        for each in found:
            body = writers[each.by].body if each.by else ""
            yield timezone.localtime(each.at).isoformat(), KINDS[each.kind], each.what, each.words, body

    def get(self, request, *args, **kwargs):
        response = HttpResponse(delimited_file([CHANGED, *self.rows()]), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="changes.csv"'
        return response


class ChangesSinceJson(ChangesSinceCsv):
    """The same for a program."""

    def get(self, request, *args, **kwargs):
        rows = [dict(zip(CHANGED, row, strict=True)) for row in self.rows()]
        return JsonResponse({"since": self.since, "changes": rows})
