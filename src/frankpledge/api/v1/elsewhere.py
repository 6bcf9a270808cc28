"""The document itself, for a program; and a problem it can read where nothing is."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import Router

router = Router()


@router.get("openapi.json", include_in_schema=False)
def openapi(request: HttpRequest) -> HttpResponse:
    """What may be asked, to whoever holds a token."""
    from frankpledge.api.v1 import api

    return JsonResponse(api.get_openapi_schema())


@router.api_operation(["GET", "POST", "PUT", "PATCH", "DELETE"], "{path:rest}", include_in_schema=False)
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address: without this a program would be answered with a page for people."""
    raise Http404
