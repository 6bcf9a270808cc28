"""Opening a quarter, with what will happen shown before it does; and changing its days and reminders."""

from __future__ import annotations

from typing import ClassVar

from frankpledge.partners.permissions import Permission
from frankpledge.plans.views.pages import Answering
from frankpledge.quarters.changes.rounds import RoundWords, edit_round, open_round, plan_round
from frankpledge.quarters.forms import RoundEditForm, RoundForm
from frankpledge.quarters.models import QuarterRound
from frankpledge.quarters.queries.standing import prospect
from frankpledge.quarters.timetable import USUAL, steps_of, usual_days
from frankpledge.quarters.views.pages import QuarterPage


class RoundFormPage(Answering, QuarterPage):
    """A form about one quarter's days, letters and reminders."""

    permission = Permission.QUARTER_RUN
    change_permission = Permission.QUARTER_RUN
    template_name = "quarters/quarter_open.html"
    form_class: ClassVar[type[RoundForm]]

    def back(self):
        return self.here("quarter-detail")

    def words(self, form):
        said = form.cleaned_data
        return RoundWords(said["opens_on"], said["due_on"], said["closes_on"], form.steps(), said["message"].strip())

    def make_form(self, data=None):
        return self.form_class(data, initial=self.initial(), steps=self.steps())

    def steps(self):
        return steps_of(self.round.timetable) if self.round else USUAL

    def initial(self):
        if self.round is None:
            days = usual_days(self.plan, self.quarter, today=self.today)
            return {"opens_on": days.opens_on, "due_on": days.due_on, "closes_on": days.closes_on}
        return self.now_reads(self.round)

    def now_reads(self, current):
        row: QuarterRound = current
        return {
            "opens_on": row.opens_on, "due_on": row.due_on, "closes_on": row.closes_on, "message": row.message,
            "version": row.version,
        }  # fmt: skip


class QuarterOpen(RoundFormPage):
    """Who gets a letter, who cannot be asked and what to do about it; then the days, and the button."""

    form_class = RoundForm
    submit_text = "Open the quarter"

    @property
    def heading(self):
        return f"Open {self.name}"

    def change(self, form):
        words = self.words(form)
        if words.opens_on > self.today:
            plan_round(plan=self.plan, quarter=self.quarter, words=words, by=self.access, now=self.now)
            self.saved = f"The quarter will open by itself on {words.opens_on:%-d %B %Y}."
        else:
            open_round(plan=self.plan, quarter=self.quarter, words=words, by=self.access, now=self.now)
            self.saved = "The quarter is open. The letters are on their way."
        return self.back()

    def get_context_data(self, **kwargs):
        ahead = prospect(self.plan, today=self.today)
        return super().get_context_data(
            prospect=ahead, people=self.people([person for person, _ in ahead.letters]),
            is_open=self.round is not None and self.round.state != QuarterRound.State.PLANNED, **kwargs,
        )  # fmt: skip

    def crumbs(self):
        return [*super().crumbs(), ("Open",)]


class QuarterEdit(RoundFormPage):
    """Other days, other reminders, another message."""

    form_class = RoundEditForm
    template_name = "quarters/quarter_edit.html"
    saved = "Saved."

    def find(self, **kwargs):
        super().find(**kwargs)
        self.opened()

    @property
    def heading(self):
        return f"Change the days of {self.name}"

    def change(self, form):
        edit_round(
            round_=self.opened(), words=self.words(form), version=form.cleaned_data["version"], by=self.access,
            now=self.now,
        )  # fmt: skip
        return self.back()

    def crumbs(self):
        return [*super().crumbs(), ("Change its days",)]
