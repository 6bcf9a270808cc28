"""One cell opened: what it says, what it rests on, how it came about, and what may be done with it."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse

from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.changes.holding import PlanRefused, led_by
from frankpledge.plans.changes.readings import read_writers
from frankpledge.plans.changes.updates import approve_update, submit_update, take_back_update
from frankpledge.plans.models import Objective
from frankpledge.plans.queries.people import hands
from frankpledge.plans.queries.quarters import NAMES
from frankpledge.plans.queries.update_states import Move
from frankpledge.plans.views.pages import ObjectivePage
from frankpledge.quarters.changes.deciding import publish_one, send_back
from frankpledge.quarters.changes.drafting import draft_update
from frankpledge.quarters.forms import MoveForm
from frankpledge.quarters.queries.cells import cell
from frankpledge.quarters.views.pages import ShowsPeople

DIGITS = 10  # no cell is written so often
DONE = {
    Move.SUBMIT: "Submitted. Somebody else now looks at it.",
    Move.TAKE_BACK: "It is a draft again.",
    Move.RETURN: "Sent back, with a letter to whoever was asked for it.",
    Move.APPROVE: "Approved.",
    Move.PUBLISH: "Published.",
}


class CellPage(ShowsPeople, ObjectivePage):
    """A page of one objective in one quarter."""

    area = "quarter-list"

    def find(self, **kwargs):
        super().find(**kwargs)
        if kwargs["quarter"] not in QUARTERS:
            raise Http404
        self.quarter = kwargs["quarter"]

    def here(self):
        return self.address("cell-detail", self.objective.pk, self.quarter)


class CellDetail(CellPage):
    """The narrative with its history, figures, milestones and evidence: every number opens to its records."""

    template_name = "quarters/cell_detail.html"

    def crumbs(self):
        quarters = reverse("quarter-list", args=[self.partnership.slug])
        name = f"{NAMES[self.quarter]}, {self.plan.period}"
        there = self.address("quarter-detail", self.quarter)
        return [("Quarters", quarters), (name, there), (f"Objective {self.objective.ref}",)]

    def get_context_data(self, **kwargs):
        seen = cell(self.objective, self.quarter, self.access)
        writers = hands({wording.written_by for wording in seen.history}, self.access, named=True)
        with transaction.atomic():  # who is shown is written down, or nobody is shown
            read_writers(people=[hand.user for hand in writers.values() if hand.user], by=self.access, now=self.now)
            people = self.people([seen.row.asked_of])
        return super().get_context_data(
            **{
                **kwargs,
                "cell": seen,
                "key": seen.key,
                "row": seen.row,
                "writers": writers,
                "asked_of": people.get(seen.row.asked_of) if seen.row.asked_of else None,
                "quarter": self.quarter,
                "quarter_name": f"{NAMES[self.quarter]}, {self.plan.period}",
                "moves": {str(move) for move in seen.moves},
                "today": seen.picture.today,
                "around": self._around(),
            }
        )

    def _around(self):
        """The same objective in the other quarters, and in the year before and after."""
        others = [(NAMES[each], self.address("cell-detail", self.objective.pk, each)) for each in QUARTERS
                  if each != self.quarter]  # fmt: skip
        same = Objective.objects.filter(
            lineage=self.objective.lineage, section__plan__partnership=self.partnership
        ).exclude(pk=self.objective.pk)
        years = [
            (
                each.section.plan.period,
                reverse("cell-detail", args=[self.partnership.slug, each.section.plan.slug, each.pk, self.quarter]),
            )
            for each in same.select_related("section__plan").order_by("section__plan__starts_on")
        ]
        return {"quarters": others, "years": years}


class CellDraft(CellPage):
    """Draft it from what is recorded now. Only sent, by a button beside its words."""

    change_permission = Permission.UPDATE_WRITE
    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        agencies, groups = led_by(self.objective)
        self.access.demand(self.change_permission, agencies=agencies, groups=groups)
        there = self.address("update-edit", self.objective.pk, self.quarter)
        version = request.POST.get("version", "")
        try:
            draft_update(
                objective=self.objective, quarter=self.quarter, by=self.access, now=self.now,
                version=int(version) if version.isdecimal() and len(version) < DIGITS else 0,
            )  # fmt: skip
        except EditedMeanwhile:
            messages.warning(request, "It was changed since you opened the page. Nothing was drafted: read it again.")
        except PlanRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "It is drafted from what is recorded by now. Read it before you submit it.")
        return HttpResponseRedirect(there)


class CellMove(CellPage):
    """Submit it, or take it back."""

    change_permission = Permission.UPDATE_WRITE
    http_method_names = ["post", "options"]
    moves: ClassVar[frozenset[Move]] = frozenset({Move.SUBMIT, Move.TAKE_BACK})

    def post(self, request, *args, **kwargs):
        agencies, groups = led_by(self.objective)
        self.access.demand(self.change_permission, agencies=agencies, groups=groups)
        there = self._there(request)
        form = MoveForm(request.POST)
        if not form.is_valid() or form.cleaned_data["move"] not in self.moves:
            messages.error(request, "Nothing was done. Choose one of the buttons.")
            return HttpResponseRedirect(there)
        move = Move(form.cleaned_data["move"])
        try:
            self._make(move, form.cleaned_data)
        except EditedMeanwhile:
            messages.warning(request, "It was changed since you opened the page, so nothing was done. Read it again.")
            return HttpResponseRedirect(self.here())
        except PlanRefused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(self.here())
        messages.success(request, DONE[move])
        return HttpResponseRedirect(there)

    def _there(self, request):
        back = request.POST.get("back") == "quarter"
        return f"{self.address('quarter-detail', self.quarter)}#submitted" if back else self.here()

    def _make(self, move, said):
        what = {"objective": self.objective, "quarter": self.quarter, "version": said["version"], "by": self.access,
                "now": self.now}  # fmt: skip
        if move is Move.RETURN:
            send_back(why=said["why"], **what)
            return
        {
            Move.SUBMIT: submit_update,
            Move.TAKE_BACK: take_back_update,
            Move.APPROVE: approve_update,
            Move.PUBLISH: publish_one,
        }[move](**what)


class CellDecide(CellMove):
    """Approve it, send it back, publish it."""

    change_permission = Permission.UPDATE_APPROVE
    moves = frozenset({Move.APPROVE, Move.RETURN, Move.PUBLISH})
