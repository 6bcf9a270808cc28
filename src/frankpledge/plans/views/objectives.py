"""The pages that change an objective's words and who leads it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from frankpledge.partners.models import ActionGroup, Agency
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.model import PartyKind
from frankpledge.plans.changes.leads import Lead, set_leads
from frankpledge.plans.changes.objectives import ObjectiveWords, edit_objective
from frankpledge.plans.changes.readings import read_officers
from frankpledge.plans.forms.plans import LeadForm, ObjectiveForm
from frankpledge.plans.models import Objective, ObjectiveParty
from frankpledge.plans.queries.standing import standing_findings
from frankpledge.plans.views.mending import with_mends
from frankpledge.plans.views.pages import AnsweringPlan, ObjectivePage

COLLECTIVE = "collective"


class ChangesObjective(AnsweringPlan, ObjectivePage):
    """A form about one objective. Somebody it is not theirs to change finds no such page."""

    permission = Permission.OBJECTIVE_EDIT
    change_permission = Permission.OBJECTIVE_EDIT
    mends: tuple[str, ...] = ()  # the fields this form can mend
    changes_words = True

    def back(self):
        return self.address("objective-detail", self.objective.pk)

    def get_context_data(self, **kwargs):
        found = standing_findings().filter(objective=self.objective, field__in=self.mends)
        return super().get_context_data(lacks=with_mends(found, self, may_edit=True), **kwargs)


class ObjectiveEdit(ChangesObjective):
    """Change an objective's own words."""

    form_class = ObjectiveForm
    mends = ("", "ref", "objective", "target", "indicator", "timescale", "status", "definitions")

    @property
    def heading(self):
        return f"Edit objective {self.objective.ref}"

    def draft(self):
        return f"objective-{self.objective.pk}-{self.objective.version}"

    def now_reads(self, current):
        row: Objective = current
        return asdict(
            ObjectiveWords(row.text, row.target, row.indicator, row.timescale, row.status, tuple(row.definitions))
        )

    def initial(self):
        kept = self.kept(edit_objective, objective=self.objective.pk)
        return {**self.now_reads(self.objective), **kept, "version": self.objective.version}

    def change(self, form):
        words = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        self.carry_out(
            edit_objective,
            objective=self.objective,
            words=ObjectiveWords(**words),
            version=form.cleaned_data["version"],
        )
        return self.back()


@dataclass(frozen=True, slots=True)
class Bodies:
    """The partnership's agencies and groups as boxes to tick."""

    agencies: dict[str, Agency]
    groups: dict[str, ActionGroup]

    def leads(self) -> list[tuple[str, str]]:
        """Agencies first; groups too, because some plans put one in the agency's cell."""
        agencies = [(key, body.name) for key, body in self.agencies.items()]
        groups = [(key, f"{body.name} (a group)") for key, body in self.groups.items()]
        return [*agencies, *groups, (COLLECTIVE, "The partnership as a whole")]

    def lead_groups(self, ticked: list[str]) -> list[tuple[str, str]]:
        """Groups, and whatever else the cell has now."""
        groups = [(key, body.name) for key, body in self.groups.items()]
        agencies = [(key, f"{body.name} (an agency)") for key, body in self.agencies.items() if key in ticked]
        return [*groups, *agencies, (COLLECTIVE, "The partnership as a whole")]

    def lead(self, kind: str, ticked: list[str], others: tuple[str, ...]) -> Lead:
        return Lead(
            kind=PartyKind(kind),
            agencies=tuple(self.agencies[key] for key in ticked if key in self.agencies),
            groups=tuple(self.groups[key] for key in ticked if key in self.groups),
            others=others,
            is_collective=COLLECTIVE in ticked,
        )


class LeadEdit(ChangesObjective):
    """Say who leads. No draft is kept in the browser: officers' names are personal data."""

    form_class = LeadForm
    mends = ("leads", "groups", "people")

    @property
    def heading(self):
        return f"Who leads objective {self.objective.ref}"

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        # A body that has closed is offered only where it already leads.
        offered = Q(closed_on__isnull=True) | Q(leads__objective=self.objective)
        agencies, groups = (
            model.objects.filter(offered, partnership=self.partnership).distinct() for model in (Agency, ActionGroup)
        )
        self.bodies = Bodies(
            {f"agency-{body.pk}": body for body in agencies}, {f"group-{body.pk}": body for body in groups}
        )

    def make_form(self, data=None):
        initial = self.initial()
        groups = self.bodies.lead_groups(initial["group"])
        return self.form_class(data, initial=initial, leads=self.bodies.leads(), groups=groups)

    def get(self, request, *args, **kwargs):
        with transaction.atomic():
            read_officers(objective=self.objective, by=self.access, now=self.now)
        return super().get(request, *args, **kwargs)

    def now_reads(self, current):
        parties = list(ObjectiveParty.objects.filter(objective=current))
        shown: dict[str, Any] = {"people": tuple(current.people)}
        for capacity in ObjectiveParty.Capacity.values:
            kind, ticked, others = _cell([party for party in parties if party.capacity == capacity])
            shown |= {f"{capacity}_kind": kind, capacity: ticked, f"{capacity}_others": others}
        return shown

    def initial(self):
        kept = _kept_leads(self.kept(set_leads, objective=self.objective.pk))
        return {**self.now_reads(self.objective), **kept, "version": self.objective.version}

    def change(self, form):
        said = form.cleaned_data
        self.carry_out(
            set_leads,
            objective=self.objective,
            lead=self.bodies.lead(said["lead_kind"], said["lead"], said["lead_others"]),
            group=self.bodies.lead(said["group_kind"], said["group"], said["group_others"]),
            people=said["people"],
            version=said["version"],
        )
        return self.back()


def _kept_leads(kept: dict[str, Any]) -> dict[str, Any]:
    """What an amendment keeps of who leads, as the form shows it."""
    if not kept:
        return {}
    shown: dict[str, Any] = {"people": tuple(kept["people"])}
    for name in ("lead", "group"):
        cell = kept[name]
        ticked = [f"agency-{pk}" for pk in cell["agencies"]] + [f"group-{pk}" for pk in cell["groups"]]
        if cell["is_collective"]:
            ticked.append(COLLECTIVE)
        shown |= {f"{name}_kind": cell["kind"], name: ticked, f"{name}_others": tuple(cell["others"])}
    return shown


def _cell(parties: list[ObjectiveParty]) -> tuple[str, list[str], tuple[str, ...]]:
    """A lead cell as the form shows it: its kind, the boxes ticked, and the names of others."""
    kinds = {party.kind for party in parties}
    ticked = [COLLECTIVE] if PartyKind.COLLECTIVE in kinds else []
    others = []
    for party in parties:
        if party.agency_id:
            ticked.append(f"agency-{party.agency_id}")
        elif party.group_id:
            ticked.append(f"group-{party.group_id}")
        elif party.name and party.kind != PartyKind.COLLECTIVE:
            others.append(party.name)
    if kinds & {PartyKind.NAMED, PartyKind.COLLECTIVE}:
        return PartyKind.NAMED, ticked, tuple(others)
    return next(iter(kinds), PartyKind.BLANK), ticked, tuple(others)
