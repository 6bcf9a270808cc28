"""Writing a quarter's update into its cell, with every earlier wording kept."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.utils.functional import cached_property

from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.changes.holding import PlanRefused, led_by
from frankpledge.plans.changes.readings import read_writers
from frankpledge.plans.changes.updates import restore_update, write_update
from frankpledge.plans.forms.plans import UpdateForm
from frankpledge.plans.forms.updates import CorrectionForm, RestoreForm
from frankpledge.plans.models import QuarterUpdate
from frankpledge.plans.queries.first_words import Cell, first_words
from frankpledge.plans.queries.objectives import picture_of
from frankpledge.plans.queries.people import hands
from frankpledge.plans.queries.quarters import NAMES
from frankpledge.plans.views.pages import EDITED_MEANWHILE, AnsweringPlan, ObjectivePage


class UpdatePage(ObjectivePage):
    """One quarter of one objective. Everybody who may read the plan may read it; its leads may write it."""

    change_permission = Permission.UPDATE_WRITE

    def find(self, **kwargs):
        super().find(**kwargs)
        if kwargs["quarter"] not in QUARTERS:
            raise Http404
        self.quarter = kwargs["quarter"]

    def crumbs(self):
        return [*super().crumbs(), (NAMES[self.quarter],)]

    @cached_property
    def is_published(self):
        """Whether the public has words of this cell: others then need a reason."""
        rows = QuarterUpdate.objects.filter(objective=self.objective, quarter=self.quarter)
        return rows.filter(published_version__isnull=False).exists()

    def demand_reach(self):
        """Refuse before anything else is said of what was sent."""
        agencies, groups = led_by(self.objective)
        self.access.demand(Permission.UPDATE_WRITE, agencies=agencies, groups=groups)

    @property
    def picture(self):
        return picture_of(self.objective, self.access)


class UpdateEdit(AnsweringPlan, UpdatePage):
    """The words of the quarter beside what the objective promises and what was said the quarter before."""

    template_name = "plans/update_edit.html"
    form_class = UpdateForm
    submit_text = "Save the update"
    saved = "The update is saved."

    @property
    def heading(self):
        return f"{NAMES[self.quarter]} update for objective {self.objective.ref}"

    def get(self, request, *args, **kwargs):
        self.seen = self.picture
        return self.show(self.make_form())

    def post(self, request, *args, **kwargs):
        self.demand_reach()
        self.seen = self.picture
        return super().post(request, *args, **kwargs)

    @property
    def cell(self):
        return self.seen.cells[QUARTERS.index(self.quarter)]

    def back(self):
        return self.address("objective-detail", self.objective.pk)

    def make_form(self, data=None):
        return (CorrectionForm if self.is_published else UpdateForm)(data, initial=self.initial())

    def initial(self):
        words = self.cell.text
        if not self.cell.version and self.seen.may_write:
            words = first_words(self.objective, self.quarter)
        return {"text": words, "version": self.cell.version}

    def draft(self):
        return f"update-{self.objective.pk}-{self.quarter}-{self.cell.version}" if self.seen.may_write else ""

    def change(self, form):
        write_update(
            objective=self.objective,
            quarter=self.quarter,
            text=form.cleaned_data["text"],
            version=form.cleaned_data["version"],
            reason=form.cleaned_data.get("reason", ""),
            by=self.access,
            now=self.now,
        )
        return self.back()

    def show_both(self, form, meanwhile):
        self.seen = self.picture
        theirs, mine = meanwhile.current.text, form.cleaned_data["text"]
        why = {"reason": form.cleaned_data.get("reason", ""), "version": meanwhile.current.version}
        both = type(form)(initial={"text": f"{theirs}\n\n{mine}".strip(), **why})
        own = type(form)(initial={"text": mine, **why})
        return self.show(
            own, EDITED_MEANWHILE, meanwhile=str(meanwhile), theirs=theirs, mine=mine, merged=both,
            submit_text="Save my words instead",
        )  # fmt: skip

    def get_context_data(self, **kwargs):
        at = QUARTERS.index(self.quarter)
        writers = hands({wording.written_by for wording in self.cell.history}, self.access, named=True)
        with transaction.atomic():
            read_writers(people=[hand.user for hand in writers.values() if hand.user], by=self.access, now=self.now)
        return super().get_context_data(
            picture=self.seen,
            cell=self.cell,
            before=self.seen.cells[at - 1] if at else None,
            others=[cell for cell in self.seen.cells if cell.quarter != self.quarter],
            writers=writers,
            quarter_name=NAMES[self.quarter],
            here=Cell(self.objective, self.quarter, self.cell.text, self.cell.version, self.seen.may_write),
            is_published=self.is_published,
            **kwargs,
        )


class UpdateRestore(UpdatePage):
    """Put an earlier wording back, as a new one."""

    form_only = True

    def find(self, **kwargs):
        super().find(**kwargs)
        self.demand_reach()

    def get(self, request, *args, **kwargs):
        """The wordings are chosen from on the update's own page."""
        return HttpResponseRedirect(f"{self.address('update-edit', self.objective.pk, self.quarter)}#history")

    def post(self, request, *args, **kwargs):
        form = RestoreForm(request.POST)
        there = self.address("update-edit", self.objective.pk, self.quarter)
        if not form.is_valid():
            messages.error(request, "Open the update again and choose the wording to put back.")
            return HttpResponseRedirect(there)
        try:
            restore_update(
                objective=self.objective,
                quarter=self.quarter,
                wording=kwargs["wording"],
                version=form.cleaned_data["version"],
                reason=form.cleaned_data["reason"],
                by=self.access,
                now=self.now,
            )
        except EditedMeanwhile as meanwhile:
            messages.warning(request, f"{meanwhile} Look at the wording below before you put an earlier one back.")
        except PlanRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "The earlier wording is back.")
        return HttpResponseRedirect(there)
