"""Tokens: the list, making one (its secret is shown once), revoking one."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404

from frankpledge.api.changes import tokens as changes
from frankpledge.api.forms import TokenForm
from frankpledge.api.models import Token
from frankpledge.api.queries.tokens import tokens_of
from frankpledge.api.scopes import WORDS, Scope
from frankpledge.api.views.pages import ProgramPage
from frankpledge.partners.permissions import Permission
from frankpledge.plans.views.pages import Answering


class TokenList(ProgramPage):
    template_name = "api/token_list.html"
    here = "Tokens"

    def get_context_data(self, **kwargs):
        page = Paginator(tokens_of(self.access), 25).get_page(self.request.GET.get("page"))
        return super().get_context_data(page_obj=page, now=self.now, heading="Tokens", **kwargs)


class TokenAdd(Answering, ProgramPage):
    """The secret is on the page that answers, and nowhere else: not in a message, not in an address."""

    change_permission = Permission.API_USE
    heading = "Make a token"
    lede = "A program that sends it may do what you tick, in your name, until it expires or you revoke it."
    submit_text = "Make the token"
    form_class = TokenForm
    here = "Make a token"

    def initial(self):
        return {"scopes": [Scope.READ], "days": 90}

    def post(self, request, *args, **kwargs):
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            token, secret = changes.make_token(by=self.access, now=self.now, **form.cleaned_data)
        except changes.TokenRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            return self.show(form, status=422)
        self.template_name = "api/token_made.html"
        return self.render_to_response(self.get_context_data(token=token, secret=secret, words=WORDS))

    def change(self, form):
        raise NotImplementedError  # answered by a page that shows the secret once, not by a redirect

    def back(self):
        return self.address("token-list")


class TokenRevoke(ProgramPage):
    """Only sent, from the list."""

    change_permission = Permission.API_USE
    http_method_names = ["post", "options"]
    token: Token

    def find(self, **kwargs):
        self.token = get_object_or_404(tokens_of(self.access), pk=kwargs["pk"])

    def post(self, request, *args, **kwargs):
        changes.revoke_token(token=self.token, by=self.access, now=self.now)
        messages.success(request, f"“{self.token.name}” is revoked: no program gets in by it.")
        return HttpResponseRedirect(self.address("token-list"))
