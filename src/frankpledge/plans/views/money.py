"""The plan's money on its pages: every line, totals that agree, and how far each sum has gone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from frankpledge.partners.models import Agency
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.money import BudgetWords, add_budget_line, edit_budget_line, remove_budget_line
from frankpledge.plans.forms.plans import RemoveForm
from frankpledge.plans.forms.steps import BudgetEditForm, BudgetForm, amounts
from frankpledge.plans.models import BudgetLine, Objective, Section
from frankpledge.plans.models.money import STAGES
from frankpledge.plans.queries.money import Money, MoneyLine, Sums, added_up, money_of
from frankpledge.plans.views.pages import AnsweringPlan, ObjectivePage, PlanPage
from frankpledge.plans.views.structure import Removing
from frankpledge.plans.views.tables import Cell, Empty, Figure, Link, Listed, Table, TableFile, TablePage

HEADS = ("Allocated", "Committed", "Invoiced", "Paid")
NUMBERS = frozenset({*HEADS, "Lines"})


def pounds(amount: Decimal) -> str:
    """An amount as a page says it: with its pence, where it has any.

    >>> pounds(Decimal("1234.5")), pounds(Decimal("-2.00"))
    ('£1,234.50', '-£2')
    """
    said = f"{abs(amount):,.2f}".removesuffix(".00")
    return f"{'-' if amount < 0 else ''}£{said}"


def sums_cells(sums: Sums) -> list[Cell]:
    """The four stages as cells."""
    return [Cell(pounds(getattr(sums, stage))) for stage in STAGES]


class MoneyList(TablePage, PlanPage):
    """Every sum, by funder, section and objective; each cut adds up to the same total."""

    heading = "Money"
    columns = (
        "Ref", "Funder", "Agency", "What for", "Action", "Allocated", "Committed", "Invoiced", "Paid", "Warnings",
    )  # fmt: skip

    def crumbs(self):
        return [*super().crumbs(), ("Money",)]

    def file_address(self, kind):
        return self.address("money-list-file", kind)

    def money(self) -> Money:
        if not hasattr(self, "_money"):
            self._money = money_of(self.plan)
        return self._money

    def rows(self) -> list[MoneyLine]:
        funder, wrong = str(self.request.GET.get("funder", "")), self.asked("show", ("warnings",))
        return [
            line
            for line in self.money().lines
            if (not funder or line.funder == funder) and (not wrong or line.sums.warnings)
        ]

    def line(self, row):
        return (
            row.ref, row.funder, row.agency, row.purpose, row.action_text,
            *(getattr(row.sums, stage) for stage in STAGES), "; ".join(row.sums.warnings),
        )  # fmt: skip

    def listed(self, rows):
        money, shown = self.money(), added_up(self.rows())
        reach = self.access.reach(Permission.MONEY_EDIT)
        add = Link("Add a sum for the whole plan", self.address("plan-money-add")) if reach.everywhere else None
        wrong = sum(bool(line.sums.warnings) for line in money.lines)
        mine = self.editable()
        why = "A budget line says who pays for what, and how far the money has gone. Open an objective to add its own."
        funders = [("", "All"), *((funder, funder) for funder in sorted(money.by_funder))]
        return Listed(
            lede="In pounds. Totals by funder, by section and by objective are cuts of the same lines, and agree.",
            add=add,
            figures=tuple(Figure(pounds(getattr(money.total, stage)), stage) for stage in STAGES),
            warnings=(f"On {wrong} of the lines a later stage is more than the one before it.",) if wrong else (),
            choices=(
                self.choice("funder", "Paid for by", funders),
                self.choice("show", "Show", [("", "Every line"), ("warnings", "Only those with a warning")]),
            ),
            tables=(
                Table(
                    caption="Lines",
                    heads=("Paid for by", "For", *HEADS, "Change"),
                    numbers=NUMBERS,
                    rows=[self.cells(line, mine) for line in rows],
                    foot=[Cell("All of these"), Cell(f"{len(shown.lines)} lines"), *sums_cells(shown.total), Cell()],
                    empty="No line is like that.",
                ),
                self.cut("By funder", {Cell(funder): sums for funder, sums in money.by_funder.items()}),
                self.cut("By section", {self.section(key): money.by_section[key] for key in self.ordered("section")}),
                self.cut(
                    "By objective", {self.objective(key): money.by_objective[key] for key in self.ordered("objective")}
                ),
            ),
            empty=Empty("The plan's money will be here", why, add.words if add else "", add.href if add else "")
            if not money.lines
            else None,
        )

    def ordered(self, part: str) -> list[int | None]:
        """The sections or objectives that have money, in the plan's order; the plan as a whole comes last."""
        rows = Objective.objects.filter(section__plan=self.plan)
        places = rows.order_by("section__position", "section_id", "position", "pk").values_list("section_id", "pk")
        sums = self.money().by_section if part == "section" else self.money().by_objective
        there = dict.fromkeys(section if part == "section" else pk for section, pk in places)
        return [key for key in (*there, None) if key in sums]

    def editable(self) -> set[int | None]:
        rows = Objective.objects.visible_to(self.access, Permission.MONEY_EDIT).filter(section__plan=self.plan)
        found: set[int | None] = set(rows.values_list("pk", flat=True))
        return found | {None} if self.access.reach(Permission.MONEY_EDIT).everywhere else found

    def cells(self, line: MoneyLine, mine: set[int | None]) -> list[Cell]:
        there = self.address("objective-detail", line.objective) if line.objective else ""
        links: tuple[Link, ...] = ()
        if line.objective in mine:
            links = tuple(
                Link(words, self.address(name, line.pk), f"{line.funder} {line.ref}")
                for words, name in (("Change", "money-edit"), ("Take away", "money-remove"))
            )
        said = "; ".join(filter(None, [line.purpose, line.action_text]))
        return [
            Cell(line.funder, note="; ".join(line.sums.warnings)),
            Cell(line.ref or "The whole plan", href=there, note=said),
            *sums_cells(line.sums),
            Cell(links=links),
        ]

    def cut(self, caption: str, sums: dict[Cell, Sums]) -> Table:
        rows = [(name, *sums_cells(sums[name])) for name in sums]
        foot = (Cell("In all"), *sums_cells(sum(sums.values(), Sums())))
        return Table(caption=caption, heads=(caption.removeprefix("By ").capitalize(), *HEADS), numbers=NUMBERS,
                     rows=rows, foot=foot)  # fmt: skip

    def section(self, key: int | None) -> Cell:
        if not hasattr(self, "_sections"):
            self._sections = {row.pk: str(row) for row in Section.objects.filter(plan=self.plan)}
        return Cell(self._sections.get(key, "") if key else "The plan as a whole")

    def objective(self, key: int | None) -> Cell:
        refs = {line.objective: line.ref for line in self.money().lines}
        there = self.address("objective-detail", key) if key else ""
        return Cell(refs[key] if key else "The plan as a whole", href=there)


class MoneyFile(TableFile, MoneyList):
    """Every line as a file."""


class MoneyForm(AnsweringPlan):
    """A form about one sum."""

    permission = Permission.MONEY_EDIT
    change_permission = Permission.MONEY_EDIT

    def crumbs(self):
        return [*super().crumbs(), ("Money", self.address("money-list")), (self.heading,)]

    def back(self):
        return self.address("money-list")

    def offered(self, objective: Objective | None) -> dict[str, Any]:
        agencies = Agency.objects.within(self.partnership).open_on(timezone.localdate(self.now))
        return {"agencies": agencies, "objective": objective}

    def words(self, said: dict[str, Any]) -> BudgetWords:
        return BudgetWords(
            funder=said["funder"], purpose=said["purpose"], agency=said["agency"], action=said.get("action"),
            **amounts(said),
        )  # fmt: skip


class PlanMoneyAdd(MoneyForm):
    """A sum for the plan as a whole."""

    heading = "Add a sum for the whole plan"
    submit_text = "Add it"
    saved = "The sum is added."

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not self.access.reach(Permission.MONEY_EDIT).everywhere:
            raise Http404

    def make_form(self, data=None):
        return BudgetForm(data, **self.offered(None))

    def change(self, form):
        words = self.words(form.cleaned_data)
        add_budget_line(plan=self.plan, objective=None, words=words, by=self.access, now=self.now)
        return self.back()


class MoneyAdd(MoneyForm, ObjectivePage):
    """A sum for an objective or one of its actions."""

    submit_text = "Add it"
    saved = "The sum is added."

    @property
    def heading(self):
        return f"Add a sum for objective {self.objective.ref}"

    def back(self):
        return self.address("objective-detail", self.objective.pk)

    def make_form(self, data=None):
        return BudgetForm(data, **self.offered(self.objective))

    def change(self, form):
        words = self.words(form.cleaned_data)
        add_budget_line(plan=self.plan, objective=self.objective, words=words, by=self.access, now=self.now)
        return f"{self.back()}#money"


class OfLine(MoneyForm):
    """A form about a line there is, found where this person's money reaches."""

    line: BudgetLine

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        within = Objective.objects.visible_to(self.access, Permission.MONEY_EDIT).filter(section__plan=self.plan)
        rows = BudgetLine.objects.filter(plan=self.plan).select_related("objective__section", "plan")
        found = rows.filter(objective__in=within)
        if self.access.reach(Permission.MONEY_EDIT).everywhere:
            found = found | rows.filter(objective=None)
        self.line = get_object_or_404(found, pk=kwargs["pk"])


class MoneyEdit(OfLine):
    """Change a sum, or how far it has gone."""

    template_name = "plans/money_edit.html"
    heading = "Change the sum"

    def make_form(self, data=None):
        names = ("funder", "purpose", "version", *STAGES)
        more = {"agency": self.line.agency_id, "action": self.line.action_id}
        initial = {**{name: getattr(self.line, name) for name in names}, **more}
        return BudgetEditForm(data, initial=initial, **self.offered(self.line.objective))

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"line": self.line, **kwargs})

    def now_reads(self, current):
        return {name: getattr(current, name) for name in ("funder", "purpose", *STAGES)}

    def change(self, form):
        said = form.cleaned_data
        edit_budget_line(line=self.line, words=self.words(said), version=said["version"], by=self.access, now=self.now)
        return self.back()


class MoneyRemove(Removing, OfLine):
    """Take away a sum written by mistake."""

    form_class = RemoveForm
    heading = "Take this sum away?"
    saved = "The sum is taken away."
    warning = "The audit keeps what it said. A sum of which anything was invoiced or paid stays."
    changes_words = False

    def initial(self):
        return {"version": self.line.version}

    def change(self, form):
        remove_budget_line(line=self.line, version=form.cleaned_data["version"], by=self.access, now=self.now)
        return self.back()
