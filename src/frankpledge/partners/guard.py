"""The door of every page inside a partnership: who are you, which partnership, may you.

A page names the permission it needs to be seen (``permission``) and, if it has a form, the one it needs to be sent
(``change_permission``). Somebody with no membership, or without the permission to see, gets the same 404 as for
something that does not exist. Somebody who may see but not change gets a 403 that says who can; a page that is nothing
but a form (``form_only``) answers them so at once, before they fill it in.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.generic import TemplateView

from frankpledge.accounts.models import User
from frankpledge.core.submissions import answer_once
from frankpledge.partners.access import Access, NotAllowed, access_for
from frankpledge.partners.models import Partnership
from frankpledge.partners.permissions import Permission

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guarded(TemplateView):
    """A page inside one partnership. The address begins with the partnership's short name (``slug``)."""

    permission: ClassVar[Permission]
    change_permission: ClassVar[Permission | None] = None
    form_only: ClassVar[bool] = False
    http_method_names = ["get", "head", "options", "post"]

    request: HttpRequest
    access: Access
    partnership: Partnership
    now: datetime

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.now = timezone.now()
        if not isinstance(request.user, User):
            raise Http404
        self.access = access_for(request.user, kwargs["slug"], today=timezone.localdate(self.now))
        self.partnership = self.access.partnership
        request.access = self.access  # type: ignore[attr-defined]
        if not self.access.reach(self.permission):
            raise Http404
        try:
            response = self._answer(request, *args, **kwargs)
        except NotAllowed as refusal:
            response = render(request, "partners/not_allowed.html", {"refusal": refusal}, status=403)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response

    def _answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.find(**kwargs)
        if request.method not in SAFE:
            return self._change(request, *args, **kwargs)
        if self.form_only:
            self._demand_change()
        return super().dispatch(request, *args, **kwargs)

    def find(self, **kwargs: Any) -> None:
        """Fetch what the address names, from what this person may see, or raise 404. Runs before any change."""

    def _change(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.change_permission is None or not hasattr(self, "post"):
            return self.http_method_not_allowed(request, *args, **kwargs)
        self._demand_change()
        answer = super().dispatch
        return answer_once(
            request,
            actor=self.access.audit_key,
            now=self.now,
            answer=lambda: answer(request, *args, **kwargs),  # type: ignore[arg-type, return-value]
        )

    def _demand_change(self) -> None:
        if self.change_permission is not None and not self.access.reach(self.change_permission):
            raise NotAllowed(permission=self.change_permission)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(access=self.access, **kwargs)
