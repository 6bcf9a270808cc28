"""An objective of a section that is itself only proposed: both stand in one amendment, and are approved together."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404

from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.amendments import add_to_new_section
from frankpledge.plans.forms.plans import ObjectiveProposeForm
from frankpledge.plans.models import Amendment
from frankpledge.plans.queries.amendments import refs_given, sections_added
from frankpledge.plans.queries.structure import first_ref
from frankpledge.plans.views.amendments import OneAmendment
from frankpledge.plans.views.structure import ProposesObjective, said_of_new


class AmendmentObjectiveAdd(ProposesObjective, OneAmendment):
    """Add an objective to a section that this person's draft adds."""

    permission = Permission.PLAN_EDIT
    change_permission = Permission.PLAN_EDIT
    form_class = ObjectiveProposeForm
    submit_text = "Add the objective"
    saved = "The objective is in your amendment. Add another, or give the reason and propose it."
    changes_words = True

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        new = sections_added(self.amendment)
        self.step = kwargs["step"]
        if not self.is_mine or self.amendment.state != Amendment.State.DRAFT or self.step not in new:
            raise Http404
        self.number = new[self.step]["number"]
        self.lede = f"{new[self.step]['title']}. The section and its objectives are approved together, or not at all."

    @property
    def heading(self):
        return f"Add an objective to the new section {self.number}"

    def crumbs(self):
        return [*super().crumbs(), (self.heading,)]

    def back(self):
        return self.address("amendment-detail", self.amendment.pk)

    def initial(self):
        return {"ref": first_ref(self.plan, self.number, refs_given(self.amendment))}

    def draft(self):
        return f"objective-in-new-{self.amendment.pk}-{self.step}-{self.initial()['ref']}"

    def make_form(self, data=None):
        return self.proposing(data)

    @transaction.atomic
    def change(self, form):
        ref, words, more = said_of_new(form)
        amendment = add_to_new_section(
            amendment=self.amendment, step=self.step, ref=ref, words=words, by=self.access, now=self.now
        )
        self.say_more(amendment, more)
        return self.back()
