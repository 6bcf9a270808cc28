"""An objective's own page: all the plan says of it, what it lacks, and how it lives."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.readings import read_officers, read_owners, read_writers
from frankpledge.plans.queries.objectives import picture_of
from frankpledge.plans.queries.people import hands
from frankpledge.plans.views.living import living_of
from frankpledge.plans.views.mending import with_mends
from frankpledge.plans.views.pages import ObjectivePage


class ObjectiveDetail(ObjectivePage):
    """Everything the plan says of one objective, what it lacks, and what was said each quarter."""

    template_name = "plans/objective_detail.html"

    def crumbs(self):
        *above, (here, _) = super().crumbs()
        return [*above, (here,)]

    def get(self, request, *args, **kwargs):
        picture = picture_of(self.objective, self.access)
        living = living_of(self.objective, self.access, timezone.localdate(self.now))
        keys = {wording.written_by for cell in picture.cells for wording in cell.history}
        writers = hands(keys, self.access, named=True)
        with transaction.atomic():  # who is shown is written down, or nobody is shown
            read_officers(objective=self.objective, by=self.access, now=self.now)
            read_writers(people=[hand.user for hand in writers.values() if hand.user], by=self.access, now=self.now)
            owners = [hand.user for hand in (living.owner, living.deputy) if hand and hand.user]
            read_owners(people=owners, by=self.access, now=self.now)
        return self.render_to_response(
            self.get_context_data(
                picture=picture,
                living=living,
                writers=writers,
                findings=with_mends(picture.findings, self, may_edit=picture.may_edit),
                may_shape=bool(self.access.reach(Permission.PLAN_EDIT)),
            )
        )
