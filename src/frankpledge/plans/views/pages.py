"""What the plan's pages have in common: finding what the address names, and answering a form without losing a word."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.core.fields import errors_of
from frankpledge.partners.guard import Guarded
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.amendments import make_or_collect
from frankpledge.plans.changes.holding import GoneMeanwhile, PlanRefused
from frankpledge.plans.models import Amendment, Objective, Plan, Section
from frankpledge.plans.queries.amendments import draft_of, step_in

WRONG = 422  # the form has errors; nothing was saved
EDITED_MEANWHILE = 409


class Collected(Exception):
    """The plan is adopted: the change was not made, it now stands in the person's draft amendment."""

    def __init__(self, amendment: Amendment) -> None:
        super().__init__("The change is in your amendment. Give the reason and propose it; the plan stays until then.")
        self.amendment = amendment


class PlanPage(Guarded):
    """A page of one plan."""

    permission = Permission.PLAN_VIEW
    area = "plan-list"
    plan: Plan

    def find(self, **kwargs):
        self.plan = get_object_or_404(Plan.objects.within(self.partnership), slug=kwargs["plan"])
        self.plan.partnership = self.partnership

    def address(self, name, *args):
        """The address of another page of this plan."""
        return reverse(name, args=[self.partnership.slug, self.plan.slug, *args])

    def crumbs(self):
        """Where this page stands, outermost first."""
        plans = reverse("plan-list", args=[self.partnership.slug])
        return [("Plans", plans), (self.plan.title, self.address("plan-detail"))]

    @property
    def is_adopted(self):
        """Whether a change of its words goes into an amendment instead of into the plan."""
        return self.plan.state == Plan.State.ADOPTED

    @cached_property
    def my_draft(self):
        """The amendment this person is writing, if there is one."""
        return draft_of(self.plan, self.access) if self.is_adopted else None

    def kept(self, change, **target):
        """What this person's draft amendment already says of this change of this thing; nothing outside one."""
        return step_in(self.my_draft, change, target)

    def carry_out(self, change, **arguments):
        """Make a change of the plan's words, or put it into this person's amendment: ``Collected`` says so."""
        done = make_or_collect(change, plan=self.plan, by=self.access, now=self.now, **arguments)
        if isinstance(done, Amendment):
            raise Collected(done)
        return done

    def get_context_data(self, **kwargs):
        mine = {"is_adopted": self.is_adopted, "is_closed": self.plan.state == Plan.State.CLOSED}
        return super().get_context_data(**{**mine, **kwargs, "plan": self.plan, "breadcrumbs": self.crumbs()})


class SectionPage(PlanPage):
    """A page of one section, for those who may change the plan's shape."""

    permission = Permission.PLAN_EDIT
    change_permission = Permission.PLAN_EDIT
    section: Section

    def find(self, **kwargs):
        super().find(**kwargs)
        self.section = get_object_or_404(Section.objects.filter(plan=self.plan), pk=kwargs["section"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{**kwargs, "section": self.section})


class ObjectivePage(PlanPage):
    """A page of one objective, found only where the page's permission reaches it."""

    objective: Objective

    def find(self, **kwargs):
        super().find(**kwargs)
        rows = Objective.objects.visible_to(self.access, self.permission).filter(section__plan=self.plan)
        self.objective = get_object_or_404(rows.select_related("section"), pk=kwargs["pk"])
        self.objective.section.plan = self.plan

    def crumbs(self):
        return [
            *super().crumbs(),
            (f"Objective {self.objective.ref}", self.address("objective-detail", self.objective.pk)),
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(objective=self.objective, **kwargs)


class Answering(Guarded):
    """A page with a form that calls one change. Refusals come back beside the words typed; nothing typed is lost."""

    form_class: ClassVar[type[forms.Form]]
    template_name = "plans/form.html"
    lede = ""
    submit_text = "Save"
    saved = "Saved."

    @property
    def heading(self) -> str:
        """The page's title."""
        return ""

    def initial(self) -> dict[str, Any]:
        """What the form shows first."""
        return {}

    @abstractmethod
    def change(self, form: Any) -> str:
        """Make the change and say where to go."""

    def now_reads(self, current: Any) -> dict[str, Any]:
        """What the form would show of ``current``, for somebody whose words met somebody else's."""
        return {}

    def make_form(self, data=None):
        return self.form_class(data, initial=self.initial())

    def draft(self) -> str:
        """The name the browser keeps unsaved words under: another for each version, so that none covers newer words."""
        return ""

    def back(self) -> str:
        """Where "Cancel" leads."""
        return reverse("plan-list", args=[self.partnership.slug])

    def get(self, request, *args, **kwargs):
        return self.show(self.make_form())

    def post(self, request, *args, **kwargs):
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show(form, status=WRONG)
        draft = self.draft()
        try:
            there = self.change(form)
        except Collected as collected:
            messages.success(request, str(collected), extra_tags=draft)
            return HttpResponseRedirect(collected.amendment.get_absolute_url())
        except GoneMeanwhile as gone:
            form.add_error(None, str(gone))
            return self.show(form, status=EDITED_MEANWHILE)
        except PlanRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            return self.show(form, status=WRONG)
        except EditedMeanwhile as meanwhile:
            return self.show_both(form, meanwhile)
        return self.arrive(there, draft)

    def arrive(self, there: str, draft: str) -> HttpResponse:
        """The answer once the change is made: on to where it says."""
        messages.success(self.request, self.saved, extra_tags=draft)
        return HttpResponseRedirect(there)

    def show(self, form: Any, status: int = 200, **more: Any) -> HttpResponse:
        return self.render_to_response(
            self.get_context_data(
                form=form,
                heading=self.heading,
                lede=self.lede,
                submit_text=more.pop("submit_text", self.submit_text),
                cancel_url=self.back(),
                keep_draft=self.draft(),
                has_errors=bool(errors_of(form)),
                **more,
            ),
            status=status,
        )

    def show_both(self, form: Any, meanwhile: EditedMeanwhile) -> HttpResponse:
        """Theirs beside mine, with the form ready to save mine knowingly, or the two put together by hand."""
        theirs = self.now_reads(meanwhile.current)
        both = [
            {"label": form.fields[name].label, "theirs": _shown(value), "yours": _shown(form.cleaned_data[name])}
            for name, value in theirs.items()
            if _shown(value) != _shown(form.cleaned_data[name])
        ]
        form.data = form.data.copy()
        form.data["version"] = str(meanwhile.current.version)
        return self.show(
            form, EDITED_MEANWHILE, both=both, meanwhile=str(meanwhile), submit_text="Save what is in the form now"
        )


class AnsweringPlan(Answering, PlanPage):
    """A form about one plan, which leads back to it."""

    changes_words = False  # whether what it changes are the plan's words, which an adopted plan keeps

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"changes_words": self.changes_words, **kwargs})

    def back(self) -> str:
        return self.address("plan-detail")


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list | tuple):
        return "\n".join(str(each) for each in value)
    return str(value).replace("\r\n", "\n")
