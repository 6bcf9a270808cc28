"""What the quarter's pages have in common: where they stand, whose names they show, and that it is written down."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from frankpledge.partners.guard import Guarded
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.queries.people import Hand, hands
from frankpledge.plans.queries.quarters import NAMES
from frankpledge.plans.views.pages import PlanPage
from frankpledge.quarters.changes.readings import read_asked
from frankpledge.quarters.models import QuarterRound


class ShowsPeople(Guarded):
    """Shows people as "Name, Agency" to those who may see people, as their agency to everybody else."""

    def people(self, numbers: Iterable[int | None]) -> dict[int, Hand]:
        """Those people by number. Each name that is shown is written down."""
        wanted = {number for number in numbers if number is not None}
        found = hands({f"user:{number}" for number in wanted}, self.access, named=True)
        read_asked(people=[hand.user for hand in found.values() if hand.user], by=self.access, now=self.now)
        return {number: found[f"user:{number}"] for number in wanted}


class QuarterPage(ShowsPeople, PlanPage):
    """A page of one quarter of one plan."""

    area = "quarter-list"
    quarter: str
    round: QuarterRound | None

    def find(self, **kwargs):
        super().find(**kwargs)
        if kwargs["quarter"] not in QUARTERS:
            raise Http404
        self.quarter = kwargs["quarter"]
        self.round = QuarterRound.objects.filter(plan=self.plan, quarter=self.quarter).first()
        if self.round is not None:
            self.round.plan = self.plan

    def opened(self) -> QuarterRound:
        """The quarter's round, where the page has nothing to say without one."""
        if self.round is None:
            raise Http404
        return self.round

    @property
    def today(self):
        return timezone.localdate(self.now)

    @property
    def name(self):
        return f"{NAMES[self.quarter]}, {self.plan.period}"

    def here(self, name):
        """Another page of this quarter."""
        return self.address(name, self.quarter)

    def crumbs(self):
        quarters = reverse("quarter-list", args=[self.partnership.slug])
        return [("Quarters", quarters), (self.name, self.here("quarter-detail"))]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **{
                "quarter": self.quarter,
                "quarter_name": self.name,
                "round": self.round,
                "today": self.today,
                "may_run": bool(self.access.reach(Permission.QUARTER_RUN)),
                **kwargs,
            }
        )
