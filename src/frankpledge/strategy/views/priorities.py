"""Pages of priorities: the chain from findings to objectives, targets with their readings, and the links."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from frankpledge.measures.models import Indicator
from frankpledge.partners.models import ActionGroup, Agency
from frankpledge.plans.models import Objective, Plan
from frankpledge.strategy.changes.priorities import (
    Grounds,
    PriorityWords,
    ReadingWords,
    TargetWords,
    add_priority,
    add_target,
    edit_priority,
    edit_target,
    record_reading,
    remove_priority,
    remove_target,
    set_objectives,
)
from frankpledge.strategy.forms.strategies import (
    ObjectivesForm,
    PriorityEditForm,
    PriorityForm,
    ReadingForm,
    TargetEditForm,
    TargetForm,
)
from frankpledge.strategy.models import Finding, PriorityObjective, Problem, StrategicTarget, ViewTheme
from frankpledge.strategy.queries.chain import plans_of, targets_of, years_of
from frankpledge.strategy.queries.ranking import rank_list
from frankpledge.strategy.queries.voices import heard_under, oldest_heard
from frankpledge.strategy.views.pages import Form, PriorityPage, Removal
from frankpledge.strategy.views.strategies import OfStrategy


class PriorityDetail(PriorityPage):
    """A priority from end to end: findings, problems, targets, and each year's objectives with how they stand."""

    template_name = "strategy/priority_detail.html"

    def crumbs(self):
        return [*super().crumbs()[:-1], (f"Priority {self.priority.number}",)]

    def get_context_data(self, **kwargs):
        problems = list(self.priority.problems.select_related("assessment__partnership"))
        lists = {row.assessment_id: rank_list(row.assessment) for row in problems}
        return super().get_context_data(
            findings=self.priority.findings.select_related("assessment__partnership").prefetch_related("evidence"),
            problems=[(row, lists[row.assessment_id].place_of(row)) for row in problems],
            themes=heard_under(self.priority),
            targets=targets_of([self.priority], self.partnership).get(self.priority.pk, ()),
            years=years_of(self.priority, today=self.today),
            steps=self.priority.steps.select_related("agency"),
            is_draft=self.is_draft,
            **kwargs,
        )


class PriorityOptions(OfStrategy):
    """What the forms of priorities offer: findings and problems of assessments not older than five years."""

    def form_options(self):
        since = oldest_heard(self.strategy)
        return {
            "choices": {
                "lead_agency": Agency.objects.within(self.partnership).open_on(self.today),
                "lead_group": ActionGroup.objects.within(self.partnership).open_on(self.today),
                "findings": Finding.objects.within(self.partnership).filter(assessment__ends_on__gte=since),
                "problems": Problem.objects.within(self.partnership).filter(assessment__ends_on__gte=since),
                "themes": ViewTheme.objects.within(self.partnership),
            }
        }

    @staticmethod
    def grounds(form):
        return Grounds(*(list(form.cleaned_data[name]) for name in ("findings", "problems", "themes")))


class PriorityAdd(PriorityOptions):
    """A new priority."""

    form_class = PriorityForm
    heading = "Add a priority"
    submit_text = "Add the priority"
    saved = "The priority is added. Say what it aims at, and which objectives carry it out."

    def change(self, form):
        return add_priority(
            strategy=self.strategy,
            words=self.words(PriorityWords, form),
            grounds=self.grounds(form),
            by=self.access,
            now=self.now,
        ).get_absolute_url()


class OfPriority(Form, PriorityPage):
    """A form about one priority, which leads back to it."""

    def back(self):
        return self.priority.get_absolute_url()


class PriorityEdit(OfPriority, PriorityOptions):
    """Its words and grounds."""

    form_class = PriorityEditForm
    heading = "Edit the priority"

    def row(self):
        return self.priority

    def change(self, form):
        edit_priority(
            priority=self.priority,
            words=self.words(PriorityWords, form),
            grounds=self.grounds(form),
            version=form.cleaned_data["version"],
            by=self.access,
            now=self.now,
        )
        return self.back()


class PriorityRemove(Removal, OfPriority):
    """Take it away."""

    saved = "The priority is taken away."
    warning = "Its targets and their readings go with it. Objectives that carried it out stay in their plans."

    @property
    def heading(self):
        return f"Take priority {self.priority.number} away?"

    def row(self):
        return self.priority

    def change(self, form):
        remove_priority(priority=self.priority, version=form.cleaned_data["version"], by=self.access, now=self.now)
        return self.address("strategy-detail", self.strategy.pk)


class PriorityObjectives(OfPriority):
    """Which objectives of one of its plans carry it out."""

    form_class = ObjectivesForm
    saved = "The objectives are linked."

    @property
    def heading(self):
        return f"Which objectives carry out “{self.priority.name}”?"

    @cached_property
    def plan(self) -> Plan | None:
        plans = plans_of(self.strategy)
        asked = self.request.GET.get("plan", "")
        return next((plan for plan in plans if plan.slug == asked), plans[-1] if plans else None)

    @cached_property
    def rows(self):
        rows = Objective.objects.filter(section__plan=self.plan).select_related("section")
        return rows.order_by("section__position", "position", "pk")

    def form_options(self):
        return {"objectives": self.rows}

    def initial(self):
        linked = PriorityObjective.objects.filter(priority=self.priority).values("lineage")
        return {"objectives": list(self.rows.filter(lineage__in=linked))}

    def change(self, form):
        set_objectives(
            priority=self.priority,
            objectives=list(form.cleaned_data["objectives"]),
            among=list(self.rows),
            by=self.access,
            now=self.now,
        )
        return self.back()

    def get_context_data(self, **kwargs):
        return super().get_context_data(plans=plans_of(self.strategy), chosen=self.plan, **kwargs)


class TargetOptions(OfPriority):
    """What the forms of targets offer: indicators of the plans that carry the strategy out."""

    def form_options(self):
        rows = Indicator.objects.within(self.partnership).filter(plan__in=plans_of(self.strategy))
        found = {str(row.lineage): row.name for row in rows.order_by("plan__starts_on", "name")}
        return {"indicators": list(found.items())}


class TargetAdd(TargetOptions):
    """A new target."""

    form_class = TargetForm
    heading = "Add a strategic target"
    lede = "What shall be different by the strategy’s end."
    submit_text = "Add the target"
    saved = "The target is added."

    def initial(self):
        return {"due_on": self.strategy.ends_on}

    def change(self, form):
        add_target(priority=self.priority, words=self.words(TargetWords, form), by=self.access, now=self.now)
        return f"{self.back()}#targets"


class OneTarget(TargetOptions):
    """A form about one target."""

    def find(self, **kwargs):
        super().find(**kwargs)
        self.target = get_object_or_404(StrategicTarget.objects.filter(priority=self.priority), pk=kwargs["target"])
        self.target.priority = self.priority

    def row(self):
        return self.target


class TargetEdit(OneTarget):
    """Change it."""

    form_class = TargetEditForm
    heading = "Edit the strategic target"

    def now_reads(self, current):
        indicator = str(current.indicator) if current.indicator else ""
        return {**super().now_reads(current), "indicator": indicator}

    def change(self, form):
        edit_target(
            target=self.target,
            words=self.words(TargetWords, form),
            version=form.cleaned_data["version"],
            by=self.access,
            now=self.now,
        )
        return f"{self.back()}#targets"


class TargetRemove(Removal, OneTarget):
    """Take it away."""

    heading = "Take this target away?"
    warning = "Its readings go with it. The audit keeps what it said."

    def form_options(self):
        return {}

    def change(self, form):
        remove_target(target=self.target, version=form.cleaned_data["version"], by=self.access, now=self.now)
        return f"{self.back()}#targets"


class TargetRead(OneTarget):
    """How far it has come."""

    form_class = ReadingForm
    submit_text = "Save the figure"
    saved = "The figure is saved. Earlier ones are kept."

    @property
    def heading(self):
        return f"How far: {self.target.measure}"

    def form_options(self):
        return {}

    def initial(self):
        return {}

    def draft(self):
        return ""

    def change(self, form):
        record_reading(target=self.target, words=self.words(ReadingWords, form), by=self.access, now=self.now)
        return f"{self.back()}#targets"

    def get_context_data(self, **kwargs):
        return super().get_context_data(readings=self.target.readings.all(), target=self.target, **kwargs)
