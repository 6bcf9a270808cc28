"""Evidence for the plan: what its objectives ask of crime figures, what can be had, and hanging one on an objective."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from frankpledge.insight.changes.attaching import attach_figure
from frankpledge.insight.forms.evidence import AttachForm
from frankpledge.insight.months import runs_in_words
from frankpledge.insight.queries.evidence import STATES, Asked, evidence_for
from frankpledge.insight.views.pages import CrimePage
from frankpledge.measures.models import Indicator
from frankpledge.partners.permissions import Permission
from frankpledge.plans.models import Objective, Plan
from frankpledge.plans.queries.years import latest_plan
from frankpledge.plans.views.pages import AnsweringPlan, ObjectivePage
from frankpledge.plans.views.tables import Cell, Choice, Empty, Figure, Link, Listed, Table, TableFile, TablePage

WITHOUT_ACTIONS = 90  # characters of an objective's words in the list


class EvidencePage(CrimePage, TablePage):
    """Per objective: the figures its words ask for, whether they are measured, could be, or what is missing."""

    here = "crime-evidence"
    template_name = "insight/table.html"
    heading = "Evidence for the plan"
    columns = (
        "Ref", "Objective", "Figure", "Definition", "State", "Measured from", "Months loaded", "Months missing",
        "Needs", "Asked for by the words", "Indicators",
    )  # fmt: skip

    @cached_property
    def plans(self):
        return list(Plan.objects.within(self.partnership).order_by("-starts_on"))

    @cached_property
    def plan(self) -> Plan | None:
        asked = str(self.request.GET.get("plan", ""))
        chosen = next((each for each in self.plans if each.slug == asked), None)
        chosen = chosen or latest_plan(self.partnership, timezone.localdate(self.now))
        if chosen is not None:
            chosen.partnership = self.partnership
        return chosen

    @cached_property
    def every(self) -> tuple[Asked, ...]:
        return evidence_for(self.plan, now=self.now) if self.plan else ()

    def rows(self):
        state = self.asked("state", STATES)
        return [each for each in self.every if state in ("", each.state)]

    def line(self, row):
        return (
            row.objective.ref, " ".join(row.objective.text.split()), row.title, row.definition, row.said, row.source,
            " ".join(row.months), " ".join(row.missing), row.needs, "; ".join(row.words),
            "; ".join(each.name for each in row.indicators),
        )  # fmt: skip

    def file_address(self, kind):
        return self.address("crime-evidence-file", kind)

    def listed(self, rows):
        return Listed(
            tables=(self.table(rows),) if self.plan else (),
            lede=f"What the objectives of {self.plan.title} ask of crime figures, and what the files loaded here can "
            "answer." if self.plan else "",
            figures=tuple(
                Figure(str(count), words, self.with_state(state)) for state, words, count in self.counts() if count
            ),
            choices=self.choices(),
            empty=self.empty(),
        )  # fmt: skip

    def with_state(self, state):
        query = self.request.GET.copy()
        query.pop("page", None)
        query["state"] = state
        return f"?{query.urlencode()}"

    def counts(self):
        states = [each.state for each in self.every]
        return [(state, words.lower(), states.count(state)) for state, (words, _) in STATES.items()]

    def choices(self) -> tuple[Choice, ...]:
        states = {each.state for each in self.every}
        found = [self.choice("state", "Show", [("", "All"), *((key, words) for key, (words, _) in STATES.items()
                                                               if key in states)])]  # fmt: skip
        if len(self.plans) > 1 and self.plan:
            query = self.request.GET.copy()
            links = []
            for each in self.plans:
                query["plan"] = each.slug
                links.append(Link(each.period, f"?{query.urlencode()}", is_here=each == self.plan))
            found.append(Choice("Plan", tuple(links)))
        return tuple(found)

    def empty(self):
        if self.plan is None:
            return Empty(
                "What the plan asks of crime figures will be here",
                "There is no plan yet. Once there is one, its objectives are read for the figures they ask for.",
                "Go to the plans", reverse("plan-list", args=[self.partnership.slug]),
            )  # fmt: skip
        if not self.every:
            return Empty(
                "No objective asks for a crime figure",
                "None of the plan’s objectives speaks of a crime that is counted here. A figure can still be attached "
                "to any objective, on its own page.",
                "Go to the plan", reverse("plan-detail", args=[self.partnership.slug, self.plan.slug]),
            )  # fmt: skip
        return None

    def table(self, rows):
        heads = ("Objective", "Figure", "How it stands", "What is missing", "To do")
        return Table("Objectives and figures", heads, [self.shown(row) for row in rows], empty="None is like that.")

    def shown(self, row: Asked) -> tuple[Cell, ...]:
        place = [self.partnership.slug, row.objective.section.plan.slug, row.objective.pk]
        text = " ".join(row.objective.text.split())
        short = text if len(text) <= WITHOUT_ACTIONS else f"{text[:WITHOUT_ACTIONS].rsplit(' ', 1)[0]} …"
        missing = row.needs or "Nothing"
        links = [Link(each.name, each.get_absolute_url()) for each in row.indicators]
        if row.can_be_attached and row.objective.pk in self.mine:
            address = f"{reverse('evidence-attach', args=place)}?definition={row.definition}"
            links.append(Link("Attach an indicator", address, f"of {row.title.lower()} to {row.objective.ref}"))
        return (
            Cell(f"{row.objective.ref} {short}", reverse("objective-detail", args=place)),
            Cell(row.title, note=f"(asked for by “{row.words[0]}”)" if row.words else "(an indicator is attached)"),
            Cell(row.said, colour=row.colour, note=f"(from {row.source})" if row.source else ""),
            Cell(missing[0].upper() + missing[1:], note=f"(loaded: {runs_in_words(row.months)})" if row.months else ""),
            Cell(links=tuple(links)),
        )

    @cached_property
    def mine(self) -> frozenset[int]:
        """The objectives whose indicators this person may edit."""
        rows = Objective.objects.visible_to(self.access, Permission.INDICATOR_EDIT).filter(section__plan=self.plan)
        return frozenset(rows.values_list("pk", flat=True))


class EvidenceFile(TableFile, EvidencePage):
    """The same list as CSV or JSON."""


class EvidenceAttach(AnsweringPlan, ObjectivePage):
    """Hang a crime figure on an objective: its cells then fill themselves."""

    area = "crime-home"
    permission = Permission.INDICATOR_EDIT
    change_permission = Permission.INDICATOR_EDIT
    submit_text = "Attach the indicator"
    saved = "The indicator is attached, and its quarters are filled in as far as the files go. Set its target next."
    lede = "Every quarter then fills itself from the crime files loaded here, and opens to the exact question."

    @property
    def heading(self):
        return f"Attach a crime figure to {self.objective.ref}"

    def initial(self) -> dict[str, Any]:
        return {"definition": self.chosen_key}

    @cached_property
    def chosen_key(self):
        """The definition the address names, with its version as the form offers it."""
        asked = str(self.request.GET.get("definition", ""))[:60]
        offered = AttachForm(indicator=self.unsaved()).definitions
        return next((key for key, _ in offered if asked and key.partition("@")[0] == asked.partition("@")[0]), None)

    def unsaved(self):
        return Indicator(plan=self.plan, objective=self.objective)

    def make_form(self, data=None):
        form = AttachForm(data, initial={k: v for k, v in self.initial().items() if v}, indicator=self.unsaved())
        if data is None and self.chosen_key:
            form.initial["name"] = dict(form.definitions)[self.chosen_key]
        return form

    def change(self, form):
        said = form.cleaned_data
        words = form.rules.get(said["definition"], "")
        row = attach_figure(
            objective=self.objective, name=said["name"], says=words, source=said["measure"],
            parameters={name: said[name] for name in ("definition", "area", "source", "against")},
            by=self.access, now=self.now,
        )  # fmt: skip
        return row.get_absolute_url()

    def back(self):
        return f"{reverse('crime-evidence', args=[self.partnership.slug])}?plan={self.plan.slug}"

    def crumbs(self):
        crime = reverse("crime-home", args=[self.partnership.slug])
        return [("Crime", crime), ("Evidence for the plan", self.back()), (self.heading,)]
