"""The register of risks and its matrix, and writing, reviewing and closing one."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.risks import RiskWords, add_risk, close_risk, edit_risk, review_risk
from frankpledge.plans.forms.steps import (
    IMPACTS,
    LIKELIHOODS,
    RiskAddForm,
    RiskCloseForm,
    RiskEditForm,
    RiskReviewForm,
    worded,
)
from frankpledge.plans.models import Objective, Risk
from frankpledge.plans.queries.steps import RiskLine, steps_of
from frankpledge.plans.views.owning import ChoosesPeople
from frankpledge.plans.views.pages import AnsweringPlan
from frankpledge.plans.views.tables import Cell, Empty, Figure, Link, Listed, Table, TableFile, TablePage

OPEN, CLOSED = "open", "closed"


def level(score: int) -> tuple[str, str]:
    """The colour and the word of a score from 1 to 25.

    >>> [level(score)[1] for score in (1, 4, 5, 10, 12, 25)]
    ['Low', 'Low', 'Medium', 'Medium', 'High', 'High']
    """
    if score >= 12:
        return "red", "High"
    return ("amber", "Medium") if score >= 5 else ("green", "Low")


class RiskList(TablePage, ChoosesPeople):
    """What may stand in the plan's way: the matrix, and the register under it."""

    template_name = "plans/risk_list.html"
    heading = "Risks"
    columns = (
        "Ref", "Risk", "Likelihood", "Impact", "Score", "Level", "What is done about it", "Reviewed", "Closed",
    )  # fmt: skip

    def crumbs(self):
        return [*super().crumbs(), ("Risks",)]

    def file_address(self, kind):
        return self.address("risk-list-file", kind)

    def rows(self):
        state = self.asked("state", (OPEN, CLOSED, "all")) or OPEN
        risks = steps_of(self.plan).risks
        return [risk for risk in risks if state == "all" or risk.is_open is (state == OPEN)]

    def line(self, row):
        closed = row.closed_on.isoformat() if row.closed_on else None
        return (
            row.ref, row.text, row.likelihood, row.impact, row.score, level(row.score)[1], row.mitigation,
            row.reviewed_on.isoformat(), closed,
        )  # fmt: skip

    def listed(self, rows):
        risks = [risk for risk in steps_of(self.plan).risks if risk.is_open]
        may_add = bool(self.access.reach(Permission.OBJECTIVE_EDIT))
        add = Link("Add a risk", self.address("risk-add")) if may_add else None
        high = sum(level(risk.score)[1] == "High" for risk in risks)
        hands = self.owners({risk.owner_id for risk in rows})
        nothing = Empty(
            "The plan's risks will be here",
            "A risk is what may stand in the way of an objective, how likely and how grave it is, and what is done.",
            add.words if add else "",
            add.href if add else "",
        )
        return Listed(
            lede="Likelihood times impact, each from 1 to 5: 12 and over is high, 5 to 10 medium, up to 4 low.",
            add=add,
            figures=(Figure(str(len(risks)), "open", "?state=open"), Figure(str(high), "of them high")),
            choices=(self.choice("state", "State", [("", "Open"), (CLOSED, "Closed"), ("all", "All")]),),
            tables=(
                Table(
                    caption="Register",
                    heads=("Risk", "To", "Score", "What is done about it", "Who watches it", "Reviewed", "Change"),
                    rows=[self.cells(risk, hands) for risk in rows],
                    empty="No risk stands so.",
                ),
            ),
            empty=nothing if not rows and not self.request.GET else None,
        )

    def cells(self, risk, hands):
        colour, word = level(risk.score)
        there = self.address("objective-detail", risk.objective) if risk.objective else ""
        hand = hands.get(risk.owner_id)
        closed = f"Closed {worded(risk.closed_on)}" if risk.closed_on else ""
        return [
            Cell(risk.text, note=closed),
            Cell(risk.ref or "The plan", href=there),
            Cell(f"{word}: {risk.score}", colour=colour),
            Cell(risk.mitigation or "Nothing written"),
            Cell(hand.name if hand else "Nobody named"),
            Cell(worded(risk.reviewed_on)),
            Cell(links=self.links(risk)),
        ]

    def links(self, risk: RiskLine) -> tuple[Link, ...]:
        if risk.objective not in self.editable:
            return ()
        names = (("Review", "risk-review"), ("Change", "risk-edit"), ("Close", "risk-close"))
        return tuple(Link(words, self.address(name, risk.pk), risk.text) for words, name in names)

    @property
    def editable(self) -> set[int | None]:
        """The objectives whose risks this person may change; ``None`` among them: the plan's own."""
        if not hasattr(self, "_editable"):
            rows = Objective.objects.visible_to(self.access, Permission.OBJECTIVE_EDIT).filter(section__plan=self.plan)
            self._editable: set[int | None] = set(rows.values_list("pk", flat=True))
            if self.access.reach(Permission.PLAN_EDIT):
                self._editable.add(None)
        return self._editable

    def get_context_data(self, **kwargs):
        risks = [risk for risk in steps_of(self.plan).risks if risk.is_open]
        matrix = [
            (word, likelihood, [_square(risks, likelihood, impact) for impact in range(1, 6)])
            for likelihood, word in reversed(list(enumerate(LIKELIHOODS, 1)))
        ]
        impacts = [(number, word) for number, word in enumerate(IMPACTS, 1)]
        return super().get_context_data(matrix=matrix if risks else [], impacts=impacts, **kwargs)


def _square(risks: list[RiskLine], likelihood: int, impact: int) -> dict[str, Any]:
    here = [risk for risk in risks if (risk.likelihood, risk.impact) == (likelihood, impact)]
    colour, word = level(likelihood * impact)
    refs = [risk.ref or "the plan" for risk in here]
    return {"colour": colour, "word": word, "score": likelihood * impact, "count": len(here), "refs": refs,
            "impact": IMPACTS[impact - 1]}  # fmt: skip


class RiskFile(TableFile, RiskList):
    """The register as a file, without anybody's name."""


class RiskAdd(AnsweringPlan, ChoosesPeople):
    """A new risk, to an objective this person may edit or to the plan as a whole."""

    permission = Permission.OBJECTIVE_EDIT
    change_permission = Permission.OBJECTIVE_EDIT
    heading = "Add a risk"
    submit_text = "Add the risk"
    saved = "The risk is added."

    def crumbs(self):
        return [*super().crumbs(), ("Risks", self.back()), (self.heading,)]

    def back(self):
        return self.address("risk-list")

    def make_form(self, data=None):
        rows = Objective.objects.visible_to(self.access, Permission.OBJECTIVE_EDIT).filter(section__plan=self.plan)
        asked = self.request.GET.get("objective", "")
        return RiskAddForm(
            data,
            initial={"objective": asked if asked.isdecimal() else None},
            people=self.offered().choices,
            objectives=rows.order_by("section__position", "position"),
            may_whole=bool(self.access.reach(Permission.PLAN_EDIT)),
        )

    def change(self, form):
        said = dict(form.cleaned_data)
        objective = said.pop("objective")
        add_risk(
            plan=self.plan, objective=objective, words=RiskWords(**said), reviewed_on=self.today, by=self.access,
            now=self.now,
        )  # fmt: skip
        return self.address("objective-detail", objective.pk) + "#risks" if objective else self.back()


class OfRisk(AnsweringPlan, ChoosesPeople):
    """A form about one risk."""

    permission = Permission.OBJECTIVE_EDIT
    change_permission = Permission.OBJECTIVE_EDIT
    risk: Risk

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        within = Objective.objects.visible_to(self.access, Permission.OBJECTIVE_EDIT).filter(section__plan=self.plan)
        rows = Risk.objects.filter(plan=self.plan).select_related("objective__section", "plan")
        found = rows.filter(objective__in=within)
        if self.access.reach(Permission.PLAN_EDIT):
            found = found | rows.filter(objective=None)
        self.risk = get_object_or_404(found, pk=kwargs["pk"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{**kwargs, "lede": self.risk.text})

    def crumbs(self):
        return [*super().crumbs(), ("Risks", self.back()), (self.heading,)]

    def back(self):
        return self.address("risk-list")

    def show_both(self, form, meanwhile):
        form.add_error(None, f"{meanwhile} Look at it again before you save.")
        form.data = form.data.copy()
        form.data["version"] = str(meanwhile.current.version)
        return self.show(form, 409)


class RiskEdit(OfRisk):
    """Change what it says."""

    heading = "Change the risk"

    def make_form(self, data=None):
        row = self.risk
        names = ("text", "likelihood", "impact", "mitigation", "version")
        initial = {**{name: getattr(row, name) for name in names}, "owner": row.owner_id or ""}
        return RiskEditForm(data, initial=initial, people=self.offered(row.owner_id).choices)

    def change(self, form):
        said = dict(form.cleaned_data)
        version = said.pop("version")
        edit_risk(risk=self.risk, words=RiskWords(**said), version=version, by=self.access, now=self.now)
        return self.back()


class RiskReview(OfRisk):
    """Look at it again."""

    form_class = RiskReviewForm
    heading = "Review the risk"
    saved = "The review is noted."

    def initial(self):
        names = ("likelihood", "impact", "mitigation", "version")
        return {**{name: getattr(self.risk, name) for name in names}, "on": self.today}

    def change(self, form):
        review_risk(risk=self.risk, **form.cleaned_data, by=self.access, now=self.now, today=self.today)
        return self.back()


class RiskClose(OfRisk):
    """It is over, or open again."""

    form_class = RiskCloseForm
    heading = "Close the risk"
    saved = "Noted."

    def initial(self):
        return {"on": self.risk.closed_on or self.today, "version": self.risk.version}

    def change(self, form):
        close_risk(risk=self.risk, **form.cleaned_data, by=self.access, now=self.now, today=self.today)
        return self.back()
