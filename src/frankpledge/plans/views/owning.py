"""Who answers for an objective, and the page of those for whom nobody does."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.owners import set_owner
from frankpledge.plans.changes.readings import read_owners
from frankpledge.plans.forms.steps import OwnerForm, worded
from frankpledge.plans.models import Objective
from frankpledge.plans.queries.accountability import QUIET_DAYS, Accountability, Answering, accountability_of
from frankpledge.plans.queries.people import Choosable, Hand, choosable, named
from frankpledge.plans.queries.quarters import year_of
from frankpledge.plans.views.objectives import ChangesObjective
from frankpledge.plans.views.pages import PlanPage
from frankpledge.plans.views.tables import Cell, Figure, Link, Listed, Table, TableFile, TablePage


class ChoosesPeople(PlanPage):
    """A page on which people of the partnership are chosen or named: whoever is shown is written down."""

    @property
    def today(self):
        return timezone.localdate(self.now)

    def offered(self, *keep: int | None) -> Choosable:
        found = choosable(self.access, self.today, keep=keep)
        read_owners(people=found.people, by=self.access, now=self.now)
        return found

    def owners(self, numbers: Any) -> dict[int, Hand]:
        found = named(numbers, self.access)
        read_owners(people=[hand.user for hand in found.values() if hand.user], by=self.access, now=self.now)
        return found


class OwnerEdit(ChangesObjective, ChoosesPeople):
    """Name the owner and the deputy. It needs no amendment: people change posts."""

    template_name = "plans/owner_edit.html"
    form_class = OwnerForm
    changes_words = False
    saved = "Saved."
    mends = ("leads",)

    @property
    def heading(self):
        return f"Who answers for objective {self.objective.ref}"

    def crumbs(self):
        return [*super().crumbs(), ("Who answers for it",)]

    def make_form(self, data=None):
        found = self.offered(self.objective.owner_id, self.objective.deputy_id)
        return OwnerForm(data, initial=self.initial(), people=found.choices)

    def now_reads(self, current):
        return {"owner": current.owner_id or "", "deputy": current.deputy_id or ""}

    def initial(self):
        return {**self.now_reads(self.objective), "version": self.objective.version}

    def show_both(self, form, meanwhile):
        form.add_error(None, f"{meanwhile} Choose again if what is chosen below is still right.")
        form.data = form.data.copy()
        form.data["version"] = str(meanwhile.current.version)
        return self.show(form, 409)

    def change(self, form):
        said = form.cleaned_data
        set_owner(
            objective=self.objective, owner=said["owner"], deputy=said["deputy"], version=said["version"],
            by=self.access, now=self.now,
        )  # fmt: skip
        return self.back()

    def get_context_data(self, **kwargs):
        may_add = bool(self.access.reach(Permission.PEOPLE_EDIT))
        return super().get_context_data(
            add_url=reverse("person-add", args=[self.partnership.slug]) if may_add else "", **kwargs
        )


KINDS = {
    "nobody": "Nobody owns it",
    "collective": "Only everybody owns it",
    "without-person": "An agency, but no person",
    "quiet": f"Quiet for {QUIET_DAYS} days",
}


class AccountabilityPage(TablePage, ChoosesPeople):
    """Objectives nobody owns, those everybody owns, and owners of whom nothing is heard; each with what to do."""

    heading = "Who answers for the plan"
    columns = ("Ref", "Objective", "What is wrong", "Lead agencies", "Last sign of life")

    def crumbs(self):
        return [*super().crumbs(), (self.heading,)]

    def file_address(self, kind):
        return self.address("accountability-file", kind)

    def found(self) -> Accountability:
        if not hasattr(self, "_found"):
            self._found = accountability_of(self.plan, self.today)
        return self._found

    def rows(self) -> list[tuple[str, Answering]]:
        found = self.found()
        wrong = {
            "nobody": found.nobody,
            "collective": found.collective,
            "without-person": found.without_person,
            "quiet": found.quiet,
        }
        asked = self.asked("kind", KINDS)
        usual = ("nobody", "collective", "quiet")
        return [(kind, row) for kind in ((asked,) if asked else usual) for row in wrong[kind]]

    def line(self, row):
        kind, one = row
        last = one.last_sign_on.isoformat() if one.last_sign_on else None
        return one.ref, one.text, KINDS[kind], ", ".join(one.agencies), last

    def listed(self, rows):
        found = self.found()
        hands = self.owners({one.owner_id for _, one in rows})
        may = set(
            Objective.objects.visible_to(self.access, Permission.OBJECTIVE_EDIT)
            .filter(section__plan=self.plan)
            .values_list("pk", flat=True)
        )
        may_write = set(
            Objective.objects.visible_to(self.access, Permission.UPDATE_WRITE)
            .filter(section__plan=self.plan)
            .values_list("pk", flat=True)
        )
        return Listed(
            lede=(
                f"As of {worded(found.as_of)}. Quiet means no sign since {worded(found.since)} from the owner, the "
                f"deputy or their agency on this objective. Counted: {', '.join(found.counted)}."
            ),
            figures=(
                Figure(str(len(found.nobody)), "owned by nobody", "?kind=nobody"),
                Figure(str(len(found.collective)), "owned only by everybody", "?kind=collective"),
                Figure(str(len(found.quiet)), f"quiet for {QUIET_DAYS} days", "?kind=quiet"),
                Figure(str(len(found.without_person)), "led by an agency, with no person", "?kind=without-person"),
                Figure(str(len(found.objectives)), "objectives in all"),
            ),
            choices=(self.choice("kind", "What is wrong", [("", "What must be put right"), *KINDS.items()]),),
            tables=(
                Table(
                    caption=f"{len(self.rows())} to put right" if rows else "Nothing of that kind",
                    heads=("Objective", "What is wrong", "Who", "Last sign", "What to do"),
                    rows=[self.cells(kind, one, hands, may, may_write) for kind, one in rows],
                    empty="Every objective has somebody to answer for it, and something was heard of each.",
                ),
            ),
        )

    def cells(
        self, kind: str, one: Answering, hands: dict[int, Hand], may: set[int], may_write: set[int]
    ) -> list[Cell]:
        owner = hands.get(one.owner_id) if one.owner_id else None
        who = owner.name if owner else ", ".join(one.agencies) or ("The partnership" if one.is_collective else "Nobody")
        return [
            Cell(one.ref, href=self.address("objective-detail", one.pk), note=_short(one.text)),
            Cell(KINDS[kind], colour="amber" if kind in ("quiet", "without-person") else "red"),
            Cell(who),
            Cell(worded(one.last_sign_on) or "None"),
            Cell(links=(self.to_do(kind, one, may, may_write),)),
        ]

    def to_do(self, kind: str, one: Answering, may: set[int], may_write: set[int]) -> Link:
        """The one thing that mends it, for this person."""
        about = f"objective {one.ref}"
        if kind == "quiet" and one.pk in may_write:
            quarter = year_of(self.plan.starts_on, self.today).quarter
            return Link("Write the update with them", self.address("update-edit", one.pk, quarter), about)
        if kind == "nobody" and one.pk in may:
            return Link("Name a lead agency", self.address("lead-edit", one.pk), about)
        if one.pk in may:
            return Link("Name one person", self.address("owner-edit", one.pk), about)
        return Link("Ask the community safety manager", self.address("objective-detail", one.pk), f"about {about}")


class AccountabilityFile(TableFile, AccountabilityPage):
    """The same as a file, without anybody's name."""


def _short(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:89]}…"
