"""What the pages of one's own account have in common."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView

from frankpledge.accounts import sessions
from frankpledge.accounts.links import safe_address
from frankpledge.accounts.models import User

WAY_ON = "way_on"  # in the session: where the person was going when they were asked to set something up


def way_on(request: HttpRequest) -> str:
    return safe_address(request, request.session.get(WAY_ON)) or resolve_url(settings.LOGIN_REDIRECT_URL)


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class Page(TemplateView):
    """A page nobody else's computer keeps."""

    http_method_names = ["get", "head", "options", "post"]
    heading = ""
    request: HttpRequest
    now: datetime

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.now = timezone.now()
        return super().dispatch(request, *args, **kwargs)

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**context), status=status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**({"heading": self.heading} | kwargs))


class AccountPage(Page):
    """A page of the person who has logged in."""

    # Whether the person is asked for their password again when they gave it some time ago.
    asks_again = False

    @property
    def user(self) -> User:
        user = self.request.user
        assert isinstance(user, User)  # noqa: S101  (the log-in middleware lets nobody else come here)
        return user

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.asks_again and not sessions.proved_lately(request.session, now=timezone.now()):
            there = urlencode({"next": request.path})
            return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{there}")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        trail = [("Your account", reverse("account-security")), (self.heading, "")]
        inside = sessions.has_second_factor(self.request.session)
        return super().get_context_data(**({"breadcrumbs": trail if inside else None} | kwargs))
