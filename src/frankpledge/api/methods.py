"""What every address of the API does with a method it has no answer to, and with the one that wants no body."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from frankpledge.api.problems import said

View = Callable[..., HttpResponse]


def with_methods(view: View) -> View:
    """The view, answering HEAD as GET without a body (RFC 9110), and what it cannot do as a problem naming what it can.

    Without this a program that sends the wrong method would be answered in plain text, the only such error.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **parts: object) -> HttpResponse:
        if request.method == "HEAD":
            request.method = "GET"
            return _without_body(_told(view(request, *args, **parts), "HEAD"))
        return _told(view(request, *args, **parts), str(request.method))

    return answer


def _told(response: HttpResponse, method: str) -> HttpResponse:
    if not isinstance(response, HttpResponseNotAllowed):
        return response
    allowed = sorted({each.strip() for each in response["Allow"].split(",")})
    if "GET" in allowed:
        allowed.insert(allowed.index("GET") + 1, "HEAD")
    refusal = said(405, f"{method} does nothing here. What does: {', '.join(allowed)}.")
    refusal["Allow"] = ", ".join(allowed)
    return refusal


def _without_body(response: HttpResponse) -> HttpResponse:
    response["Content-Length"] = str(len(response.content))
    response.content = b""
    return response
