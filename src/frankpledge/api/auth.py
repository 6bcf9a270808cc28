"""Who is asking: a bearer token in the header, checked anew with each question."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from frankpledge.api.changes.tokens import note_use, token_for
from frankpledge.api.problems import Problem
from frankpledge.api.scopes import narrowed
from frankpledge.partners.access import Access, access_for


class Bearer(HttpBearer):
    """``Authorization: Bearer fp_…``. What the person may do is asked again each time, then narrowed to the scopes."""

    openapi_bearerFormat = "fp_…"

    def authenticate(self, request: HttpRequest, token: str) -> Access:
        now = timezone.now()
        found = token_for(token, now=now)
        if found is None:
            raise Problem(401, "This token is not known, has expired, or was revoked. Make another in Frankpledge.")
        try:
            access = access_for(found.person, found.partnership.slug, today=timezone.localdate(now))
        except Http404:
            raise Problem(401, "The person whose token this is has left the partnership.") from None
        note_use(token=found, now=now)
        request.token = found  # type: ignore[attr-defined]
        request.now = now  # type: ignore[attr-defined]
        return narrowed(access, found.scopes)
