"""The page on which an objective's actions are written, nested, put in order and taken away, with no script needed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.core.fields import errors_of
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.actions import ActionWords, set_actions
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.plans.forms.plans import ActionForms, Versioned
from frankpledge.plans.models import Objective
from frankpledge.plans.queries.objectives import action_lines
from frankpledge.plans.queries.standing import standing_findings
from frankpledge.plans.views.mending import with_mends
from frankpledge.plans.views.pages import EDITED_MEANWHILE, WRONG, Collected, ObjectivePage

EMPTY: dict[str, Any] = {"pk": 0, "text": "", "level": 0, "is_tentative": False}
MOST = 300


class ActionEdit(ObjectivePage):
    """Each action is a row of boxes. "Move up" and its like only rearrange the page: nothing is kept until "Save"."""

    permission = Permission.OBJECTIVE_EDIT
    change_permission = Permission.OBJECTIVE_EDIT
    template_name = "plans/action_edit.html"

    def get(self, request, *args, **kwargs):
        kept = self.kept(set_actions, objective=self.objective.pk).get("actions")
        return self.show(kept or _rows(self.objective) or [EMPTY], self.objective.version)

    def post(self, request, *args, **kwargs):
        rows, version = ActionForms(request.POST), Versioned(request.POST)
        if not rows.is_valid() or not version.is_valid():
            messages.error(request, "Something on the page was changed by hand. Check the rows below and save again.")
            return self.render(rows, self.objective.version, WRONG)
        said = [row for row in rows.cleaned_data if row]
        seen = version.cleaned_data["version"]
        if step := request.POST.get("step"):
            return self.show(_stepped(said, step), seen)
        try:
            self.carry_out(set_actions, objective=self.objective, actions=_words(said), version=seen)
        except Collected as collected:
            messages.success(request, str(collected))
            return HttpResponseRedirect(collected.amendment.get_absolute_url())
        except EditedMeanwhile as meanwhile:
            return self.show_both(said, meanwhile)
        except PlanRefused as refusal:
            messages.error(request, str(refusal))
            return self.show(said, seen, WRONG)
        messages.success(request, "The actions are saved.")
        return HttpResponseRedirect(self.address("objective-detail", self.objective.pk))

    def show(self, rows: list[dict[str, Any]], version: int, status: int = 200, **more: Any) -> HttpResponse:
        return self.render(ActionForms(initial=rows), version, status, **more)

    def show_both(self, said: list[dict[str, Any]], meanwhile: EditedMeanwhile) -> HttpResponse:
        """Theirs above mine. Rows that are gone from the plan are new again, so that saving mine loses none of them."""
        theirs = _rows(meanwhile.current)
        known = {row["pk"] for row in theirs}
        mine = [{**row, "pk": row["pk"] if row["pk"] in known else 0} for row in said]
        return self.show(mine, meanwhile.current.version, EDITED_MEANWHILE, theirs=theirs, meanwhile=str(meanwhile))

    def render(self, formset: forms.BaseFormSet, version: object, status: int, **more: Any) -> HttpResponse:
        found = standing_findings().filter(objective=self.objective, field="actions")
        return self.render_to_response(
            self.get_context_data(
                formset=formset,
                version=version,
                lacks=with_mends(found, self, may_edit=True),
                cancel_url=self.address("objective-detail", self.objective.pk),
                has_errors=bool(errors_of(formset)),
                **more,
            ),
            status=status,
        )


def _rows(objective: Objective) -> list[dict[str, Any]]:
    return [
        {"pk": action.pk, "text": action.text, "level": action.level, "is_tentative": action.is_tentative}
        for action in action_lines(objective)
    ]


def _words(rows: list[dict[str, Any]]) -> list[ActionWords]:
    """The rows that say something; a box left empty is an action taken away."""
    return [
        ActionWords(text=row["text"], is_tentative=row["is_tentative"], level=row["level"], pk=row["pk"] or 0)
        for row in rows
        if row["text"]
    ]


def _stepped(rows: list[dict[str, Any]], step: str) -> list[dict[str, Any]]:
    """The page's rows after "add", "up-3", "down-3" or "remove-3"; any other word leaves them as they are."""
    name, _, number = step.partition("-")
    if name == "add":
        return [*rows, EMPTY][:MOST]
    here = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else -1
    if not 0 <= here < len(rows):
        return rows
    row, rest = rows[here], [*rows[:here], *rows[here + 1 :]]
    if name == "remove":
        return rest or [EMPTY]
    there = {"up": max(here - 1, 0), "down": here + 1}.get(name, here)
    return [*rest[:there], row, *rest[there:]]
