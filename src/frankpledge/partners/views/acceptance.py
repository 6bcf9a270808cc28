"""Where the link in an invitation leads: to a password of one's own, or to joining with the account one has."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView

from frankpledge.accounts import throttle
from frankpledge.accounts.adapters import AccountAdapter
from frankpledge.accounts.changes import create_account
from frankpledge.accounts.models import User
from frankpledge.accounts.views.page import WAY_ON
from frankpledge.core.submissions import answer_once
from frankpledge.partners import queries
from frankpledge.partners.changes.invitations import LinkNoLongerWorks, accept_invitation, hash_of
from frankpledge.partners.forms import JoinForm
from frankpledge.partners.models import Invitation
from frankpledge.partners.permissions import ROLES
from frankpledge.partners.refusals import Refused


@method_decorator([login_not_required, never_cache, sensitive_post_parameters()], name="dispatch")
class InvitationAccept(TemplateView):
    """Whoever holds the link was sent it: it works once, and only for the address it was sent to."""

    template_name = "partners/invitation_accept.html"
    http_method_names = ["get", "head", "post"]
    invitation: Invitation
    account: User | None
    now: datetime

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.now = timezone.now()
        attempt = throttle.attempt(request, lock="invitation", now=self.now)
        found = queries.invitation_for(hash_of(kwargs["token"]), now=self.now)
        if found is None and request.method != "POST":
            return self._gone()
        if found is not None:
            attempt.succeeded()
            self.invitation = found
            self.account = User.objects.filter(email__iexact=found.email).first()
        if request.method == "POST":
            # A second sending of the same form finds the link used, and is answered as the first was.
            return answer_once(
                request,
                actor=f"invitation:{hash_of(kwargs['token'])[:16]}",
                now=self.now,
                answer=lambda: self._gone() if found is None else self._join(request),
            )
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = JoinForm(invitation=self.invitation) if self.account is None else None
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        here = self.request.user
        return super().get_context_data(
            invitation=self.invitation,
            role=ROLES[self.invitation.role_key],
            account=self.account,
            is_right_person=self.account is not None and here == self.account,
            is_other_person=here.is_authenticated and here != self.account,
            log_in_url=f"{reverse('account_login')}?next={self.request.path}",
            **kwargs,
        )

    def _join(self, request: HttpRequest) -> HttpResponse:
        try:
            if self.account is not None:
                return self._join_with_account(request, self.account)
            return self._join_anew(request)
        except LinkNoLongerWorks:
            return self._gone()
        except Refused as refusal:
            return self.render_to_response(self.get_context_data(form=None, refusal=refusal), status=409)

    def _join_with_account(self, request: HttpRequest, account: User) -> HttpResponse:
        if request.user != account:
            return self.render_to_response(self.get_context_data(form=None))
        accept_invitation(invitation=self.invitation, by=account, now=self.now)
        return HttpResponseRedirect(self.invitation.partnership.get_absolute_url())

    def _join_anew(self, request: HttpRequest) -> HttpResponse:
        form = JoinForm(request.POST, invitation=self.invitation)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        person = create_account(
            email=self.invitation.email,
            name=form.cleaned_data["name"],
            password=form.cleaned_data["password"],
            now=self.now,
        )
        accept_invitation(invitation=self.invitation, by=person, now=self.now)
        AccountAdapter(request).login(request, person)
        request.session[WAY_ON] = self.invitation.partnership.get_absolute_url()
        return HttpResponseRedirect(reverse("factor-choose"))

    def _gone(self) -> HttpResponse:
        self.template_name = "partners/invitation_gone.html"
        return self.render_to_response(super().get_context_data(), status=410)
