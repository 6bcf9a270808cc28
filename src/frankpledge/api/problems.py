"""Every error as problem+json (RFC 9457): what is wrong, in words, and what to do."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import NotAllowed
from frankpledge.plans.changes.holding import PlanRefused

TITLES = {
    400: "The question cannot be read",
    401: "Not known",
    403: "Not allowed",
    404: "Not found",
    405: "Not done here",
    409: "Something is in the way",
    412: "Changed meanwhile",
    422: "Refused",
    428: "Say which version you saw",
}


class Wrong(Schema):
    """One thing wrong with what was sent."""

    where: str
    problem: str


class ProblemOut(Schema):
    """What is wrong (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[Wrong] = []


class Problem(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, detail: str, errors: list[dict[str, str]] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors = status, detail, errors or []


def said(status: int, detail: str, errors: list[dict[str, str]] | None = None) -> HttpResponse:
    """The error as an answer."""
    body = {
        "type": "about:blank",
        "title": TITLES.get(status, "Problem"),
        "status": status,
        "detail": detail,
        "errors": errors or [],
    }
    response = JsonResponse(body, status=status, content_type="application/problem+json")
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def handle(api: NinjaAPI) -> None:
    """Teach the API to answer every exception of ours so."""

    def on(kind: type[Exception], answer: Any) -> None:
        api.add_exception_handler(kind, answer)

    def problem(request: HttpRequest, wrong: Problem) -> HttpResponse:
        return said(wrong.status, wrong.detail, wrong.errors)

    def invalid(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
        errors = [
            {"where": ".".join(str(part) for part in each["loc"]), "problem": str(each["msg"])} for each in wrong.errors
        ]
        return said(400, "Something sent is missing or of the wrong kind.", errors)

    def refused(request: HttpRequest, wrong: PlanRefused) -> HttpResponse:
        where = [{"where": wrong.field, "problem": str(wrong)}] if wrong.field else []
        return said(422, str(wrong), where)

    on(Problem, problem)
    on(ValidationError, invalid)
    on(PlanRefused, refused)
    on(AuthenticationError, lambda request, wrong: said(401, "Send a token: Authorization: Bearer fp_…"))
    on(NotAllowed, lambda request, wrong: said(403, str(wrong)))
    on(Http404, lambda request, wrong: said(404, "There is nothing of that name that you may see."))
    on(EditedMeanwhile, lambda request, wrong: said(412, "Somebody changed it since you read it. Read it again."))
    on(HttpError, lambda request, wrong: said(wrong.status_code, str(wrong)))
