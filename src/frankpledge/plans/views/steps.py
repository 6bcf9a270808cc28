"""Milestones on their pages: the plan's list, and writing, marking and moving one."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.steps import Mark, MilestoneWords, add_milestone, edit_milestone, mark_milestone
from frankpledge.plans.forms.steps import MarkForm, MilestoneEditForm, MilestoneForm, worded
from frankpledge.plans.models import Milestone, Objective, Plan
from frankpledge.plans.queries.steps import StepState, steps_of, tally
from frankpledge.plans.views.objectives import ChangesObjective
from frankpledge.plans.views.owning import ChoosesPeople
from frankpledge.plans.views.pages import AnsweringPlan
from frankpledge.plans.views.tables import Cell, Empty, Figure, Link, Listed, Table, TableFile, TablePage

WORDS = {
    StepState.LATE: ("red", "Late"),
    StepState.SOON: ("amber", "Due within 30 days"),
    StepState.COMING: ("blue", "Coming"),
    StepState.DONE: ("green", "Done"),
    StepState.DONE_LATE: ("green", "Done late"),
    StepState.DROPPED: ("none", "Given up"),
}


class MilestoneList(TablePage, ChoosesPeople):
    """Every milestone of the plan by its day."""

    heading = "Milestones"
    columns = ("Ref", "Milestone", "Due", "State", "Done", "Given up", "Note", "Action")

    def crumbs(self):
        return [*super().crumbs(), ("Milestones",)]

    def file_address(self, kind):
        return self.address("milestone-list-file", kind)

    def rows(self):
        asked = self.asked("state", [state.value for state in StepState])
        steps = steps_of(self.plan).milestones
        return [step for step in steps if not asked or step.state(self.today) == asked]

    def line(self, row):
        return (
            row.ref, row.text, row.due_on.isoformat(), WORDS[row.state(self.today)][1], _iso(row.done_on),
            _iso(row.dropped_on), row.note, row.action_text,
        )  # fmt: skip

    def listed(self, rows):
        count = tally(steps_of(self.plan).milestones, self.today)
        hands = self.owners({step.owner_id for step in rows})
        mine = set(
            Objective.objects.visible_to(self.access, Permission.UPDATE_WRITE)
            .filter(section__plan=self.plan)
            .values_list("pk", flat=True)
        )
        states = [("", "All"), *((state.value, words) for state, (_, words) in WORDS.items())]
        nothing = Empty(
            "The plan's milestones will be here",
            "A milestone is something to be done by a day. Open an objective and add its first.",
            "Go to the plan",
            self.address("plan-detail"),
        )
        return Listed(
            lede=f"How each stands on {worded(self.today)} is worked out from its days.",
            figures=(
                Figure(f"{count.done} of {count.planned}", "done", "?state=done"),
                Figure(str(count.late), "late", "?state=late"),
                Figure(str(count.dropped), "given up", "?state=dropped"),
            ),
            choices=(self.choice("state", "State", states),),
            tables=(
                Table(
                    caption="Milestones",
                    heads=("Milestone", "Objective", "Due", "State", "Who sees to it", "Change"),
                    rows=[self.cells(step, hands, mine) for step in rows],
                    empty="No milestone stands so.",
                ),
            ),
            empty=nothing if not rows and not self.request.GET else None,
        )

    def cells(self, step, hands, mine):
        colour, words = WORDS[step.state(self.today)]
        hand = hands.get(step.owner_id)
        mark = Link("Mark it", self.address("milestone-mark", step.pk), step.text)
        return [
            Cell(step.text, note=step.note),
            Cell(step.ref, href=self.address("objective-detail", step.objective)),
            Cell(worded(step.due_on)),
            Cell(words, colour=colour),
            Cell(hand.name if hand else "Nobody named"),
            Cell(links=(mark,) if step.objective in mine else ()),
        ]


class MilestoneFile(TableFile, MilestoneList):
    """The same as a file."""


class MilestoneAdd(ChangesObjective, ChoosesPeople):
    """A new milestone of an objective."""

    heading = "Add a milestone"
    submit_text = "Add the milestone"
    saved = "The milestone is added."
    changes_words = False

    def crumbs(self):
        return [*super().crumbs(), (self.heading,)]

    def make_form(self, data=None):
        found = self.offered()
        return MilestoneForm(data, objective=self.objective, people=found.choices)

    def change(self, form):
        words = MilestoneWords(**form.cleaned_data)
        add_milestone(objective=self.objective, words=words, by=self.access, now=self.now)
        return f"{self.back()}#milestones"


class OfMilestone(AnsweringPlan, ChoosesPeople):
    """A form about one milestone, found where the page's permission reaches its objective."""

    milestone: Milestone

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        within = Objective.objects.visible_to(self.access, self.permission)
        rows = Milestone.objects.filter(objective__section__plan=self.plan, objective__in=within)
        self.milestone = get_object_or_404(rows.select_related("objective__section"), pk=kwargs["pk"])

    def crumbs(self):
        objective = self.milestone.objective
        there = (f"Objective {objective.ref}", self.address("objective-detail", objective.pk))
        return [*super().crumbs(), there, (self.heading,)]

    def back(self):
        return self.address("objective-detail", self.milestone.objective_id)

    def show_both(self, form, meanwhile):
        if not form.fields.get("text"):
            form.add_error(None, str(meanwhile))
            form.data = form.data.copy()
            form.data["version"] = str(meanwhile.current.version)
            return self.show(form, 409)
        return super().show_both(form, meanwhile)


class MilestoneEdit(OfMilestone):
    """Change what it promises. Once the plan is adopted, another day needs a reason."""

    permission = Permission.OBJECTIVE_EDIT
    change_permission = Permission.OBJECTIVE_EDIT
    heading = "Change the milestone"

    def make_form(self, data=None):
        found = self.offered(self.milestone.owner_id)
        return MilestoneEditForm(
            data,
            initial=self.initial(),
            objective=self.milestone.objective,
            people=found.choices,
            may_move_freely=self.plan.state in (Plan.State.DRAFT, Plan.State.CONSULTED),
        )

    def now_reads(self, current):
        return {"text": current.text, "due_on": current.due_on}

    def initial(self):
        row = self.milestone
        more = {
            "action": row.action_id,
            "owner": row.owner_id or "",
            "version": row.version,
            "moved_why": row.moved_why,
        }
        return {**self.now_reads(row), **more}

    def change(self, form):
        said = dict(form.cleaned_data)
        version, why = said.pop("version"), said.pop("moved_why", "")
        edit_milestone(
            milestone=self.milestone, words=MilestoneWords(**said), moved_why=why, version=version, by=self.access,
            now=self.now,
        )  # fmt: skip
        return self.back()


class MilestoneMark(OfMilestone):
    """Done, given up, or still to do."""

    permission = Permission.UPDATE_WRITE
    change_permission = Permission.UPDATE_WRITE
    form_class = MarkForm
    heading = "How does the milestone stand?"
    saved = "Noted."

    def get_context_data(self, **kwargs):
        lede = f"{self.milestone.text} Due {worded(self.milestone.due_on)}."
        return super().get_context_data(**{**kwargs, "lede": lede})

    def initial(self):
        row = self.milestone
        mark = Mark.DROPPED if row.dropped_on else Mark.DONE
        on = row.done_on or row.dropped_on or self.today
        return {"mark": mark, "on": on, "note": row.note, "version": row.version}

    def change(self, form):
        said = form.cleaned_data
        mark_milestone(
            milestone=self.milestone, mark=Mark(said["mark"]), on=said["on"], note=said["note"],
            version=said["version"], by=self.access, now=self.now, today=self.today,
        )  # fmt: skip
        return f"{self.back()}#milestones"


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
