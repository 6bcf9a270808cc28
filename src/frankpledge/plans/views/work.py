"""My work: the page after log-in, which answers "what needs me?"."""

from __future__ import annotations

from django.utils import timezone

from frankpledge.partners.guard import Guarded
from frankpledge.partners.permissions import ROLES, Permission
from frankpledge.plans.queries.people import hands
from frankpledge.plans.queries.quarters import NAMES
from frankpledge.plans.queries.work import work_for


class MyWork(Guarded):
    """Updates owed, what is wrong with one's own objectives, decisions waiting, and what there is to read."""

    template_name = "plans/my_work.html"
    permission = Permission.PLAN_VIEW
    area = "my-work"

    def get_context_data(self, **kwargs):
        work = work_for(self.access, timezone.localdate(self.now))
        roles = [role for role in ROLES.values() if role.name in self.access.role_names]
        return super().get_context_data(
            work=work,
            roles=roles,
            writers=hands({version.written_by for version in work.latest}, self.access),
            quarter_name=NAMES[work.year.quarter] if work.year else "",
            may_import=bool(self.access.reach(Permission.PLAN_IMPORT)),
            may_write=bool(self.access.reach(Permission.UPDATE_WRITE)),
            may_audit=bool(self.access.reach(Permission.AUDIT_VIEW)),
            oversees=self.access.reach(Permission.UPDATE_WRITE).everywhere,
            **kwargs,
        )
