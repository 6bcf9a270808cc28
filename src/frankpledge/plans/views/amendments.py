"""Amendments on their pages: written, proposed, compared side by side, decided by somebody else."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.amendments import (
    approve_amendment,
    propose_amendment,
    refuse_amendment,
    take_step_out,
    withdraw_amendment,
)
from frankpledge.plans.changes.applying import Rehearsal, rehearse
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.plans.changes.readings import read_compared_officers, read_owners
from frankpledge.plans.forms.living import DecideForm, ProposeForm, StepForm
from frankpledge.plans.forms.plans import RemoveForm
from frankpledge.plans.models import Amendment
from frankpledge.plans.queries.amendments import steps_shown, visible_amendments
from frankpledge.plans.queries.comparison import SideBySide, compare_versions, side_by_side, version_of
from frankpledge.plans.queries.people import hands
from frankpledge.plans.views.pages import AnsweringPlan, ObjectivePage, PlanPage
from frankpledge.plans.views.tables import Cell, Empty, Link, Listed, Table, TableFile, TablePage

COLOURS = {"draft": "none", "proposed": "blue", "approved": "green", "refused": "red", "withdrawn": "none"}


class AmendmentList(TablePage, PlanPage):
    """Every amendment proposed to the plan, and the one this person is writing."""

    heading = "Amendments"
    columns = ("Number", "State", "Reason", "Proposed", "Decided", "Decision", "Edition")

    def crumbs(self):
        return [*super().crumbs(), ("Amendments",)]

    def file_address(self, kind):
        return self.address("amendment-list-file", kind)

    def rows(self):
        state = self.asked("state", Amendment.State.values)
        rows = visible_amendments(self.plan, self.access)
        return list(rows.filter(state=state) if state else rows)

    def line(self, row):
        return (
            row.number, row.get_state_display(), row.reason, _day(row.proposed_at), _day(row.decided_at),
            row.decision_note, row.edition.number if row.edition else None,
        )  # fmt: skip

    def listed(self, rows):
        by = hands({row.proposed_by for row in rows}, self.access)
        states = [("", "All"), *((value, label) for value, label in Amendment.State.choices if value != "draft")]
        return Listed(
            lede="After adoption the plan's words change only so: somebody proposes, somebody else decides.",
            choices=(self.choice("state", "State", states),),
            links=(Link("Life of the plan", self.address("plan-life")),),
            tables=(
                Table(
                    caption="Amendments",
                    heads=("Amendment", "Why", "State", "Proposed by", "Changes"),
                    numbers=frozenset({"Changes"}),
                    rows=[
                        (
                            Cell(str(row), href=self.address("amendment-detail", row.pk)),
                            Cell(row.reason or "No reason given yet"),
                            Cell(row.get_state_display(), colour=COLOURS[row.state]),
                            Cell(by[row.proposed_by].body, note=_day(row.proposed_at) or ""),
                            Cell(str(len(row.steps))),
                        )
                        for row in rows
                    ],
                ),
            ),
            empty=None if rows or self.request.GET else self.nothing_yet(),
        )

    def nothing_yet(self):
        if self.is_adopted:
            why = "Open an objective and propose a change to it: what you change there is collected into an amendment."
        else:
            why = "Until the plan is adopted it is changed on its own pages, with nobody's approval."
        return Empty("The plan's amendments will be here", why, "Go to the plan", self.address("plan-detail"))


class AmendmentFile(TableFile, AmendmentList):
    """The same list as a file."""


class ObjectiveAmend(ObjectivePage):
    """What of an objective may be changed by an amendment, for those who may propose one."""

    permission = Permission.AMENDMENT_PROPOSE
    template_name = "plans/objective_amend.html"

    def crumbs(self):
        return [*super().crumbs(), ("Propose a change",)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            draft=self.my_draft, may_shape=bool(self.access.reach(Permission.PLAN_EDIT)), **kwargs
        )


class OneAmendment(PlanPage):
    """A page about one amendment: all may read what was proposed, a draft is its author's alone."""

    amendment: Amendment

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.amendment = get_object_or_404(visible_amendments(self.plan, self.access), pk=kwargs["pk"])
        self.amendment.plan = self.plan

    @property
    def is_mine(self):
        return self.amendment.proposed_by == self.access.audit_key

    def crumbs(self):
        here = (str(self.amendment), self.address("amendment-detail", self.amendment.pk))
        return [*super().crumbs(), ("Amendments", self.address("amendment-list")), here]


class AmendmentPage(OneAmendment):
    """A page that shows what the amendment changes, side by side."""

    def compared(self) -> tuple[SideBySide, Rehearsal | None]:
        """What it changes: for one still open, what it would change now; for one approved, what it did change."""
        if self.amendment.state == Amendment.State.APPROVED and self.amendment.edition is not None:
            before = version_of(self.plan, f"edition-{self.amendment.edition.number - 1}")
            after = version_of(self.plan, f"edition-{self.amendment.edition.number}")
            if before is not None and after is not None:
                return compare_versions(before, after), None
        rehearsal = rehearse(amendment=self.amendment, by=self.access, now=self.now)
        return side_by_side(rehearsal.before, rehearsal.after), rehearsal

    def get_context_data(self, **kwargs):
        compared, rehearsal = self.compared()
        if compared.names_officers:
            read_compared_officers(plan=self.plan, by=self.access, now=self.now)
        keys = {self.amendment.proposed_by, self.amendment.decided_by} - {""}
        who = hands(keys, self.access, named=True)
        read_owners(people=[hand.user for hand in who.values() if hand.user], by=self.access, now=self.now)
        misfits = {misfit.step: misfit.why for misfit in rehearsal.misfits} if rehearsal else {}
        state = self.amendment.state
        return super().get_context_data(
            amendment=self.amendment,
            colour=COLOURS[state],
            compared=compared,
            shown_steps=[(step, misfits.get(step.id, "")) for step in steps_shown(self.amendment)],
            misfits=misfits,
            proposer=who.get(self.amendment.proposed_by),
            decider=who.get(self.amendment.decided_by),
            is_mine=self.is_mine,
            is_draft=state == Amendment.State.DRAFT,
            is_open=state in (Amendment.State.DRAFT, Amendment.State.PROPOSED),
            may_shape=bool(self.access.reach(Permission.PLAN_EDIT)),
            may_decide=(
                state == Amendment.State.PROPOSED
                and not self.is_mine
                and bool(self.access.reach(Permission.AMENDMENT_DECIDE))
            ),
            **kwargs,
        )


class AmendmentDetail(AmendmentPage):
    """What it changes, side by side; why; and how far it has got."""

    template_name = "plans/amendment_detail.html"

    def crumbs(self):
        *above, (here, _) = super().crumbs()
        return [*above, (here,)]


class AnsweringAmendment(AnsweringPlan, AmendmentPage):
    """A form about one amendment."""

    template_name = "plans/amendment_form.html"

    def crumbs(self):
        return [*super().crumbs(), (self.heading,)]

    def back(self):
        return self.address("amendment-detail", self.amendment.pk)

    def initial(self):
        return {"version": self.amendment.version}

    def show_both(self, form, meanwhile):
        form.add_error(None, f"{meanwhile} Look at it again before you send this.")
        form.data = form.data.copy()
        form.data["version"] = str(meanwhile.current.version)
        return self.show(form, 409)


class AmendmentPropose(AnsweringAmendment):
    """The author gives the reason, and asks for approval."""

    permission = Permission.AMENDMENT_PROPOSE
    change_permission = Permission.AMENDMENT_PROPOSE
    form_class = ProposeForm
    heading = "Propose the amendment"
    submit_text = "Propose it"
    saved = "The amendment is proposed. Somebody else now decides."

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not self.is_mine:
            raise Http404

    def change(self, form):
        said = form.cleaned_data
        propose_amendment(
            amendment=self.amendment, reason=said["reason"], version=said["version"], by=self.access, now=self.now
        )
        return self.back()


class AmendmentWithdraw(AnsweringAmendment):
    """The author takes it back."""

    permission = Permission.AMENDMENT_PROPOSE
    change_permission = Permission.AMENDMENT_PROPOSE
    form_class = RemoveForm
    template_name = "plans/remove.html"
    heading = "Withdraw this amendment?"
    submit_text = "Withdraw it"
    saved = "The amendment is withdrawn."

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not self.is_mine:
            raise Http404

    def change(self, form):
        withdraw_amendment(amendment=self.amendment, version=form.cleaned_data["version"], by=self.access, now=self.now)
        return self.address("amendment-list")

    def get_context_data(self, **kwargs):
        warning = "What you changed in it is not made. You can write it again in another amendment."
        return super().get_context_data(warning=warning, confirm_text=self.submit_text, **kwargs)


class AmendmentDecide(AnsweringAmendment):
    """Somebody else approves or refuses it, with the same comparison before them."""

    permission = Permission.AMENDMENT_DECIDE
    change_permission = Permission.AMENDMENT_DECIDE
    form_class = DecideForm
    heading = "Decide the amendment"
    submit_text = "Send the decision"
    saved = "The decision is made."

    def change(self, form):
        said = form.cleaned_data
        decide = approve_amendment if said["decision"] == "approve" else refuse_amendment
        decide(amendment=self.amendment, note=said["note"], version=said["version"], by=self.access, now=self.now)
        return self.back()


class AmendmentStepRemove(AmendmentPage):
    """Take one change out of one's own draft."""

    permission = Permission.AMENDMENT_PROPOSE
    change_permission = Permission.AMENDMENT_PROPOSE

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not self.is_mine:
            raise Http404

    def get(self, request, *args, **kwargs):
        """The changes are taken out on the amendment's own page."""
        return HttpResponseRedirect(self.address("amendment-detail", self.amendment.pk))

    def post(self, request, *args, **kwargs):
        form = StepForm(request.POST)
        if not form.is_valid():
            messages.error(request, "Press the button beside the change to take out.")
            return self.get(request)
        try:
            take_step_out(
                amendment=self.amendment, step=form.cleaned_data["step"], version=form.cleaned_data["version"],
                by=self.access, now=self.now,
            )  # fmt: skip
        except EditedMeanwhile as meanwhile:
            messages.warning(request, str(meanwhile))
        except PlanRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "The change is taken out of the amendment.")
        return self.get(request)


def _day(at: Any) -> str:
    return at.strftime("%Y-%m-%d") if at else ""
