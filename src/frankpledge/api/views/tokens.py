"""Tokens: the list, making one (its secret is shown once), revoking one."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404

from frankpledge.api.changes import tokens as changes
from frankpledge.api.forms import TokenForm
from frankpledge.api.models import Token
from frankpledge.api.queries.tokens import token_row, tokens_of
from frankpledge.api.scopes import Scope
from frankpledge.api.views.pages import ListFile, ProgramPage, ShownOnce
from frankpledge.partners.permissions import Permission


class TokenList(ProgramPage):
    template_name = "api/token_list.html"
    here = "Tokens"

    def get_context_data(self, **kwargs):
        page = Paginator(tokens_of(self.access), 25).get_page(self.request.GET.get("page"))
        return super().get_context_data(page_obj=page, now=self.now, heading="Tokens", **kwargs)


class TokenFile(ListFile):
    """The same rows to take away: never the secret, nor what is kept of it."""

    name = "tokens"
    columns = ("program", "begins_with", "may", "made_at", "expires_at", "last_used_at", "state", "yours")

    def rows(self):
        return [token_row(each, self.access, now=self.now) for each in tokens_of(self.access)]


class TokenAdd(ShownOnce, ProgramPage):
    """A new token, whose secret the answering page shows."""

    change_permission = Permission.API_USE
    heading = "Make a token"
    lede = "A program that sends it may do what you tick, in your name, until it expires or you revoke it."
    submit_text = "Make the token"
    form_class = TokenForm
    here = "Make a token"
    made_template = "api/token_made.html"
    token: Token | None = None

    def initial(self):
        return {"scopes": [Scope.READ], "days": 90}

    def change(self, form):
        self.token, secret = changes.make_token(by=self.access, now=self.now, **form.cleaned_data)
        return secret

    def get_context_data(self, **kwargs):
        return super().get_context_data(token=self.token, **kwargs)

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
