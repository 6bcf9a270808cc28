"""What a phone asks for once and uses without signal (ADR 30): the browser's worker, and the page it shows then."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.views.generic import TemplateView, View

from frankpledge.accounts.models import User
from frankpledge.core.keeping import keeper_of


class Worker(View):
    """The program itself. From the top of the site, because a worker answers only for what is below it."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        built = finders.find("built/worker.js")
        if not isinstance(built, str):
            raise Http404
        answer = HttpResponse(Path(built).read_bytes(), content_type="text/javascript; charset=utf-8")
        answer["Cache-Control"] = "no-cache"
        return answer


class NoSignal(TemplateView):
    """There is no signal; here is what this phone keeps for you."""

    template_name = "project/offline.html"
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        keeper = keeper_of(user.audit_key) if isinstance(user, User) else ""
        return super().get_context_data(keeper=keeper, **kwargs)
