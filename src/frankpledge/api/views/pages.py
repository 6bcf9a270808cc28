"""What the pages about programs share."""

from __future__ import annotations

from django.urls import reverse

from frankpledge.partners.guard import Guarded
from frankpledge.partners.permissions import Permission


class ProgramPage(Guarded):
    """A page about tokens, for those who may have one."""

    permission = Permission.API_USE
    area = "partnership-detail"
    here = ""

    def address(self, name, *args):
        return reverse(name, args=[self.partnership.slug, *args])

    def crumbs(self):
        found = [("Partnership", self.address("partnership-detail")), ("Programs", self.address("programs"))]
        return [*found, (self.here, "")] if self.here else found

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            breadcrumbs=self.crumbs(), may_webhook=bool(self.access.reach(Permission.WEBHOOK_EDIT)), **kwargs
        )
