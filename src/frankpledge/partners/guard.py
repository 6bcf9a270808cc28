"""The door of every page inside a partnership: who are you, which partnership, may you.

A page names the permission it needs to be seen (``permission``) and, if it has a form, the one it needs to be sent
(``change_permission``). Somebody with no membership, or without the permission to see, gets the same 404 as for
something that does not exist. Somebody who may see but not change gets a 403 that says who can.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.generic import TemplateView

from frankpledge.core.submissions import answer_once
from frankpledge.partners.access import Access, NotAllowed, access_for
from frankpledge.partners.models import Partnership
from frankpledge.partners.permissions import Permission

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guarded(TemplateView):
    """A page inside one partnership. The address begins with the partnership's short name (``slug``)."""

    permission: ClassVar[Permission]
    change_permission: ClassVar[Permission | None] = None
    http_method_names: ClassVar[list[str]] = ["get", "head", "options", "post"]

    request: HttpRequest
    access: Access
    partnership: Partnership
    now: datetime

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.now = timezone.now()
        self.access = access_for(request.user, kwargs["slug"], today=timezone.localdate(self.now))
        self.partnership = self.access.partnership
        request.access = self.access  # type: ignore[attr-defined]
        if not self.access.reach(self.permission):
            raise Http404
        self.find(**kwargs)
        if request.method in SAFE:
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        else:
            response = self._change(request, *args, **kwargs)
        if isinstance(response, HttpResponse):
            response["Cache-Control"] = "no-store, private"
        return response

    def find(self, **kwargs: Any) -> None:
        """Fetch what the address names, from what this person may see, or raise 404. Runs before any change."""

    def _change(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.change_permission is None or not hasattr(self, "post"):
            return self.http_method_not_allowed(request, *args, **kwargs)
        try:
            if not self.access.reach(self.change_permission):
                self.access.demand(self.change_permission)
            answer = super().dispatch
            return answer_once(
                request,
                actor=self.access.audit_key,
                now=self.now,
                answer=lambda: answer(request, *args, **kwargs),  # type: ignore[arg-type, return-value]
            )
        except NotAllowed as refusal:
            return render(request, "partners/not_allowed.html", {"refusal": refusal}, status=403)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(access=self.access, **kwargs)
