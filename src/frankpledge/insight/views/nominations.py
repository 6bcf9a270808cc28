"""Putting a place before a group, the list of what was put, one of them, and what the group decided."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from frankpledge.core.charts import Line, line_chart
from frankpledge.insight.changes.nominations import NominationRefused, decide_nomination, raise_nomination
from frankpledge.insight.exploring.asked import options_of, read_asked
from frankpledge.insight.forms.nominations import DecisionForm, NominationForm
from frankpledge.insight.models import Nomination
from frankpledge.insight.queries.changed import changed
from frankpledge.insight.queries.nominations import (
    COLOURS,
    TONES,
    figures_of_view,
    frozen_figures,
    hash_of_figures,
    nominations_of,
)
from frankpledge.insight.views.pages import CrimePage
from frankpledge.partners.models import ActionGroup
from frankpledge.partners.permissions import Permission
from frankpledge.plans.queries.people import hands
from frankpledge.plans.views.pages import Answering
from frankpledge.plans.views.tables import Cell, Empty, Link, Listed, Table, TableFile, TablePage

USUAL_GROUP = "JAG"


class NominationPage(CrimePage):
    """A page about nominations."""

    here = "nomination-list"

    def crumbs(self):
        return [*super().crumbs(), ("Put before groups", self.address("nomination-list"))]


class NominationRaise(Answering, NominationPage):
    """One row of figures, before which group, and why. The figures are frozen as they are shown."""

    change_permission = Permission.NOMINATION_RAISE
    form_only = True
    form_class = NominationForm
    template_name = "insight/nomination_raise.html"
    heading = "Put it before a group"
    lede = "The group sees the figures as they stand now, and why you think it should look."
    submit_text = "Put it before the group"
    saved = "It is before the group."

    def asked(self, name):
        return str(self.request.GET.get(name, ""))[:60]

    @cached_property
    def frozen(self) -> dict[str, Any]:
        """The figures of the row the address names, as they stand; nothing where it names none."""
        definition, area = self.asked("definition").partition("@")[0], self.asked("area")
        if not definition:
            return {}
        if self.asked("first"):
            return self.frozen_of_view
        found = changed(self.partnership, now=self.now, period=self.asked("period") or None)
        row = found.row(definition, area)
        return frozen_figures(found, row) if row else {}

    @property
    def frozen_of_view(self) -> dict[str, Any]:
        """The same of a view of “Explore”: only where definition, area and months are ones that there are."""
        names = {"definition": "definition", "area": "area", "source": "source", "from": "first", "to": "last"}
        said = {name: self.asked(key) for name, key in names.items()}
        asked = read_asked(said, options_of(self.partnership, now=self.now))
        if any(said[name] and not asked.said.get(name) for name in names):
            return {}
        return figures_of_view(self.partnership, asked, now=self.now)

    def groups(self):
        return ActionGroup.objects.within(self.partnership).open_on(self.now.date()).order_by("name")

    def initial(self):
        title = f"{self.frozen['definition_title']} in {self.frozen['area_name']}" if self.frozen else ""
        title += f", {self.asked('place')}" if title and self.asked("place") else ""
        groups = list(self.groups())
        usual = next((each for each in groups if each.short_name == USUAL_GROUP), groups[0] if groups else None)
        return {"title": title, "group": usual, "figures": hash_of_figures(self.frozen)}

    def make_form(self, data=None):
        return NominationForm(data, initial=self.initial(), groups=self.groups())

    def change(self, form):
        said = form.cleaned_data
        if said["figures"] != hash_of_figures(self.frozen):
            form.data = form.data.copy()
            form.data["figures"] = hash_of_figures(self.frozen)
            raise NominationRefused(
                "A file was loaded since you opened the page, and the figures above changed. Read them, and send again."
            )
        row = raise_nomination(
            group=said["group"], title=said["title"], why=said["why"], frozen=self.frozen,
            definition=self.frozen.get("definition", "").partition("@")[0], area=self.frozen.get("area", ""),
            address=self.asked_from(), by=self.access, now=self.now,
        )  # fmt: skip
        return row.get_absolute_url()

    def asked_from(self):
        """The page it was raised from, as the address says; the change keeps only one of this partnership's own."""
        return str(self.request.GET.get("from", ""))[:2000]

    def back(self):
        return self.address("crime-home")

    def get_context_data(self, **kwargs):
        shown = {"breadcrumbs": [*self.crumbs(), (self.heading,)], **figures_shown(self.frozen)}
        return super().get_context_data(**{**shown, "no_row": self.no_row, **kwargs})

    @property
    def no_row(self):
        """The address asks for figures that cannot be had, or are not among what changed."""
        return bool(self.asked("definition")) and not self.frozen


def figures_shown(frozen):
    """What a template needs to show frozen figures: themselves, the sign, and the line with its words."""
    if not frozen:
        return {"frozen": {}}
    months, figures = frozen["months"], frozen["counts"]
    described = f"{frozen['definition_title']} in {frozen['area_name']}, month by month: " + ", ".join(
        f"{month} {'not loaded' if count is None else count}" for month, count in zip(months, figures, strict=True)
    )
    chart = ""
    if len(months) > 1:
        line = Line(frozen["definition_title"], tuple(None if each is None else float(each) for each in figures))
        title = f"{frozen['definition_title']} in {frozen['area_name']}"
        chart = line_chart([line], labels=months, title=title, description=described, unit="records", height=220)
    rows = list(zip(months, figures, strict=True))
    rest = frozen["words"].removeprefix(f"{frozen['said']}: ")  # the sign beside it says that already
    return {"frozen": frozen, "rest": rest, "tone": TONES[frozen["verdict"]], "chart": chart, "by_month": rows}


class NominationList(NominationPage, TablePage):
    """What was put before groups: what waits first."""

    template_name = "insight/table.html"
    heading = "Put before groups"
    columns = (
        "Number", "What", "Group", "State", "Definition", "Area", "Now", "Before", "Period", "Raised on", "Raised by",
        "Decided on", "Decision",
    )  # fmt: skip

    @cached_property
    def groups(self):
        return list(ActionGroup.objects.within(self.partnership).order_by("name"))

    def rows(self):
        number = self.asked("group", (str(group.pk) for group in self.groups))
        group = next((each for each in self.groups if str(each.pk) == number), None)
        state = self.asked("state", Nomination.State.values)
        return list(nominations_of(self.partnership, state=state, group=group))

    @cached_property
    def who(self):
        return hands(Nomination.objects.within(self.partnership).values_list("raised_by", flat=True), self.access)

    def line(self, row):
        return (
            row.number, row.title, row.group.name, row.get_state_display(), row.frozen.get("definition", ""), row.area,
            row.frozen.get("now"), row.frozen.get("before"), row.frozen.get("period_words", ""),
            row.raised_at.date().isoformat(), self.who[row.raised_by].body,
            row.decided_at.date().isoformat() if row.decided_at else "", row.decision,
        )  # fmt: skip

    def file_address(self, kind):
        return self.address("nomination-list-file", kind)

    def listed(self, rows):
        may_raise = bool(self.access.reach(Permission.NOMINATION_RAISE))
        is_filtered = bool(self.request.GET.get("state") or self.request.GET.get("group"))
        empty = None
        if not rows and not is_filtered:
            empty = Empty(
                "What is put before groups will be here",
                "From “What changed” and “Explore” anybody can put a place before a group, with its figures frozen.",
                "See what changed", self.address("crime-home"),
            )  # fmt: skip
        return Listed(
            tables=(self.table(rows),),
            lede="Places that somebody thinks a group should look at, with the figures as they stood.",
            add=Link("Put something before a group", self.address("nomination-raise")) if may_raise else None,
            choices=(
                self.choice("state", "State", [("", "Any"), *Nomination.State.choices]),
                self.choice("group", "Group", [("", "Any"), *((str(each.pk), each.short_name or each.name)
                                                              for each in self.groups)]),
            ),
            empty=empty,
        )  # fmt: skip

    def table(self, rows):
        heads = ("What", "Figures", "Group", "State", "Raised")
        lines = [
            (
                Cell(f"{row.number}. {row.title}", row.get_absolute_url()),
                Cell(row.frozen.get("words", "") or "No figures", note=row.frozen.get("period_words", "")),
                Cell(row.group.short_name or row.group.name),
                Cell(row.get_state_display(), colour=COLOURS[row.state]),
                Cell(f"{row.raised_at:%-d %B %Y}", note=f"by {self.who[row.raised_by].body}"),
            )
            for row in rows
        ]
        return Table("Put before groups", heads, lines, empty="Nothing is like that.")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"breadcrumbs": CrimePage.crumbs(self), **kwargs})


class NominationListFile(TableFile, NominationList):
    """The same list as CSV or JSON."""


class OneNomination(NominationPage):
    """A page of one nomination."""

    nomination: Nomination

    def find(self, **kwargs):
        super().find(**kwargs)
        rows = Nomination.objects.within(self.partnership).select_related("group")
        self.nomination = get_object_or_404(rows, pk=kwargs["pk"])
        self.nomination.partnership = self.partnership

    def crumbs(self):
        return [*super().crumbs(), (f"Number {self.nomination.number}", self.nomination.get_absolute_url())]

    @property
    def may_decide(self):
        return self.access.may(Permission.NOMINATION_DECIDE, groups=[self.nomination.group_id])

    def get_context_data(self, **kwargs):
        row = self.nomination
        shown = {
            "nomination": row,
            "colour": COLOURS[row.state],
            "may_decide": self.may_decide,
            "hands": hands({row.raised_by, row.decided_by} - {""}, self.access),
            **figures_shown(row.frozen),
        }
        return super().get_context_data(**{**shown, **kwargs})


class NominationDetail(OneNomination):
    """The figures as they stood, why it was raised, and what the group made of it."""

    template_name = "insight/nomination_detail.html"


class NominationDecide(Answering, OneNomination):
    """What the group decided, and why."""

    change_permission = Permission.NOMINATION_DECIDE
    form_only = True
    form_class = DecisionForm
    template_name = "insight/nomination_decide.html"
    submit_text = "Record the decision"
    saved = "The decision is recorded."

    @property
    def heading(self):
        return f"What did {self.nomination.group.short_name or self.nomination.group.name} decide?"

    def find(self, **kwargs):
        super().find(**kwargs)
        self.lede = self.nomination.title

    def _demand_change(self):
        self.access.demand(Permission.NOMINATION_DECIDE, groups=[self.nomination.group_id])

    def now_reads(self, current):
        return {"state": current.state, "decision": current.decision}

    def initial(self):
        row = self.nomination
        state = row.state if row.state != Nomination.State.RAISED else None
        return {"state": state, "decision": row.decision, "version": row.version}

    def draft(self):
        return f"nomination-{self.nomination.pk}-{self.nomination.version}"

    def change(self, form):
        said = form.cleaned_data
        row = decide_nomination(
            nomination=self.nomination, state=said["state"], decision=said["decision"], version=said["version"],
            by=self.access, now=self.now,
        )  # fmt: skip
        return row.get_absolute_url()

    def back(self):
        return self.nomination.get_absolute_url()
