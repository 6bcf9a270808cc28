"""The plan's shape: its sections and objectives added, put in order and taken away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone

from frankpledge.partners.models import Agency
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.model import PartyKind
from frankpledge.plans.changes.actions import ActionWords, set_actions
from frankpledge.plans.changes.amendments import add_to_new
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.plans.changes.leads import Lead, set_leads
from frankpledge.plans.changes.objectives import ObjectiveWords, add_objective, remove_objective
from frankpledge.plans.changes.sections import (
    SectionWords,
    Way,
    add_section,
    edit_section,
    move_objective,
    move_section,
    remove_section,
)
from frankpledge.plans.forms.plans import (
    ObjectiveAddForm,
    ObjectiveProposeForm,
    OrderForm,
    RemoveForm,
    SectionEditForm,
    SectionForm,
)
from frankpledge.plans.models import Objective, Section
from frankpledge.plans.queries.amendments import refs_given, sections_added
from frankpledge.plans.queries.structure import next_ref, next_section_number, outline
from frankpledge.plans.views.pages import WRONG, AnsweringPlan, Collected, ObjectivePage, PlanPage, SectionPage


class PlanOrder(PlanPage):
    """Every section and objective with buttons that move it: one form, one press a step."""

    permission = Permission.PLAN_EDIT
    change_permission = Permission.PLAN_EDIT
    template_name = "plans/plan_order.html"

    def crumbs(self):
        return [*super().crumbs(), ("Order",)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(sections=outline(self.plan), **kwargs)

    def post(self, request, *args, **kwargs):
        form = OrderForm(request.POST)
        if not form.is_valid():
            messages.error(request, "Press one of the buttons beside a section or an objective.")
            return self.render_to_response(self.get_context_data(), status=WRONG)
        kind, number, way = form.cleaned_data["move"].split("-")
        if kind == "section":
            section = get_object_or_404(Section.objects.filter(plan=self.plan), pk=number)
            self.move(move_section, section=section, way=Way(way))
        else:
            rows = Objective.objects.within(self.partnership).filter(section__plan=self.plan)
            objective = get_object_or_404(rows.select_related("section"), pk=number)
            self.move(move_objective, objective=objective, way=Way(way))
        return HttpResponseRedirect(f"{self.address('plan-order')}#{kind}-{number}")

    def move(self, change, **arguments):
        try:
            self.carry_out(change, **arguments)
        except Collected as collected:
            messages.success(self.request, str(collected))
        except PlanRefused as refusal:
            messages.error(self.request, str(refusal))


class SectionAdd(AnsweringPlan):
    """A new section at the end."""

    permission = Permission.PLAN_EDIT
    change_permission = Permission.PLAN_EDIT
    form_class = SectionForm
    heading = "Add a section"
    changes_words = True
    submit_text = "Add the section"
    saved = "The section is added. Add its first objective."

    def initial(self):
        new = (words["number"] for words in sections_added(self.my_draft).values())
        return {"number": next_section_number(self.plan, new)}

    def change(self, form):
        section = self.carry_out(add_section, words=SectionWords(**form.cleaned_data))
        return f"{self.address('plan-detail')}#section-{section.pk}"


class SectionEdit(AnsweringPlan, SectionPage):
    """A section's number, title and notes."""

    changes_words = True

    form_class = SectionEditForm

    @property
    def heading(self):
        return f"Edit section {self.section.number}"

    def draft(self):
        return f"section-{self.section.pk}-{self.section.version}"

    def now_reads(self, current):
        return {name: getattr(current, name) for name in ("number", "title", "is_cross_cutting", "notes")}

    def initial(self):
        kept = self.kept(edit_section, section=self.section.pk)
        return {**self.now_reads(self.section), **kept, "version": self.section.version}

    def change(self, form):
        words = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        self.carry_out(
            edit_section, section=self.section, words=SectionWords(**words), version=form.cleaned_data["version"]
        )
        return f"{self.address('plan-detail')}#section-{self.section.pk}"


class Removing(AnsweringPlan):
    """Asks first: what is taken away is gone from the plan, and only the audit still has it."""

    template_name = "plans/remove.html"
    changes_words = True
    form_class = RemoveForm
    submit_text = "Take it away"
    warning = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(warning=self.warning, confirm_text=self.submit_text, **kwargs)

    def show_both(self, form, meanwhile):
        form = self.form_class(initial={"version": meanwhile.current.version})
        messages.error(self.request, f"{meanwhile} Look at it again before you take it away.")
        return self.show(form, status=409)


class SectionRemove(Removing, SectionPage):
    """Take an empty section away."""

    saved = "The section is taken away."
    warning = "The section is gone from the plan. The audit keeps what it said."

    @property
    def heading(self):
        return f"Take section {self.section.number} away?"

    def initial(self):
        return {"version": self.section.version}

    def get_context_data(self, **kwargs):
        return super().get_context_data(left=self.section.objectives.count(), **kwargs)

    def change(self, form):
        self.carry_out(remove_section, section=self.section, version=form.cleaned_data["version"])
        return self.address("plan-detail")


class ProposesObjective(AnsweringPlan):
    """A form for all that an amendment should say at once of an objective it adds."""

    def proposing(self, data):
        agencies = Agency.objects.within(self.partnership).open_on(timezone.localdate(self.now))
        return ObjectiveProposeForm(data, initial=self.initial(), agencies=agencies)

    def say_more(self, amendment, more):
        """Put what the new objective will do, and who leads it, into the same amendment."""
        if more["actions"]:
            actions = [ActionWords(text) for text in more["actions"]]
            amendment = add_to_new(amendment, set_actions, actions=actions, by=self.access, now=self.now)
        if more["agencies"]:
            lead = Lead(PartyKind.NAMED, agencies=tuple(more["agencies"]))
            add_to_new(
                amendment, set_leads, lead=lead, group=Lead(PartyKind.BLANK), people=(), by=self.access, now=self.now
            )


def said_of_new(form):
    """The ref, the words, and what else was said of a new objective."""
    more = {name: form.cleaned_data.pop(name) for name in ("actions", "agencies") if name in form.cleaned_data}
    words = {name: value for name, value in form.cleaned_data.items() if name != "ref"}
    return form.cleaned_data["ref"], ObjectiveWords(**words), more


class ObjectiveAdd(ProposesObjective, SectionPage):
    """A new objective at the end of a section, with a reference nobody has used."""

    form_class = ObjectiveAddForm
    changes_words = True
    submit_text = "Add the objective"
    saved = "The objective is added. Write its actions and say who leads it."

    @property
    def heading(self):
        return f"Add an objective to section {self.section.number}"

    def initial(self):
        return {"ref": self.next_ref()}

    def next_ref(self):
        return next_ref(self.plan, self.section, refs_given(self.my_draft))

    def draft(self):
        return f"objective-in-{self.section.pk}-{self.next_ref()}"

    def change(self, form):
        ref, words, more = said_of_new(form)
        try:
            objective = self.carry_out(add_objective, section=self.section, ref=ref, words=words)
        except Collected as collected:
            self.say_more(collected.amendment, more)
            raise
        return self.address("objective-detail", objective.pk)

    def make_form(self, data=None):
        return self.proposing(data) if self.is_adopted else super().make_form(data)


class ObjectiveRemove(Removing, ObjectivePage):
    """Take an objective away with its actions and updates."""

    permission = Permission.PLAN_EDIT
    change_permission = Permission.PLAN_EDIT
    saved = "The objective is taken away."
    warning = (
        "Its actions and every update written for it go with it. The audit keeps what it said. "
        "Its reference will not be used again."
    )

    @property
    def heading(self):
        return f"Take objective {self.objective.ref} away?"

    def back(self):
        return self.address("objective-detail", self.objective.pk)

    def initial(self):
        return {"version": self.objective.version}

    def change(self, form):
        self.carry_out(remove_objective, objective=self.objective, version=form.cleaned_data["version"])
        return self.address("plan-detail")
