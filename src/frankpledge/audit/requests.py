"""Gives each request a number, so that a line in the audit, an error page and a log line can be laid side by side."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

current_request: ContextVar[str] = ContextVar("current_request", default="")


class RequestMiddleware:
    """Sets ``request.number`` and the ``X-Request-Number`` header. It says which request; never who made it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = secrets.token_hex(6)
        request.number = number  # type: ignore[attr-defined]
        token = current_request.set(number)
        try:
            response = self.get_response(request)
        finally:
            current_request.reset(token)
        response["X-Request-Number"] = number
        return response
