"""What the pages about programs share."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse
from django.urls import reverse

from frankpledge.partners.guard import Guarded
from frankpledge.partners.permissions import Permission
from frankpledge.plans.views.pages import Answering


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


class ShownOnce(Answering):
    """A form that makes a secret. The page that answers shows it, and nothing else does: no message, no address."""

    made_template: ClassVar[str]

    def arrive(self, there: str, draft: str) -> HttpResponse:
        """``there`` is the secret: it is shown instead of being gone to, and no browser or proxy keeps the page."""
        self.template_name = self.made_template
        response = self.render_to_response(self.get_context_data(secret=there))
        response["Cache-Control"] = "no-store"
        return response
