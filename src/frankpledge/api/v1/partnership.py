"""Who one is, and the partnership's bodies."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from frankpledge.api.exchange import answered, listed
from frankpledge.api.v1 import shapes
from frankpledge.api.v1.asking import access_of
from frankpledge.partners.models import ActionGroup, Agency
from frankpledge.partners.permissions import Permission

router = Router(tags=["Partnership"])


@router.get("me", response=shapes.reads(shapes.Me), summary="Which partnership the token is for, and what it may do")
def me(request: HttpRequest) -> HttpResponse:
    access, token = access_of(request), request.token  # type: ignore[attr-defined]
    return answered(
        request,
        {
            "partnership": access.partnership.slug,
            "partnership_name": access.partnership.name,
            "scopes": token.scopes,
            "token": token.name,
            "expires_at": token.expires_at,
            "api": "1",
        },
    )


@router.get("agencies", response=shapes.lists(shapes.Body), summary="Agencies")
def agencies(request: HttpRequest, page: shapes.PageNumber, size: shapes.PageSize) -> HttpResponse:
    access = access_of(request, Permission.PARTNERSHIP_VIEW)
    rows = Agency.objects.within(access.partnership).filter(closed_on__isnull=True).order_by("name", "pk")
    return listed(request, rows, _body, page=page, size=size)


@router.get("groups", response=shapes.lists(shapes.Body), summary="Action groups")
def groups(request: HttpRequest, page: shapes.PageNumber, size: shapes.PageSize) -> HttpResponse:
    access = access_of(request, Permission.PARTNERSHIP_VIEW)
    rows = ActionGroup.objects.within(access.partnership).filter(closed_on__isnull=True).order_by("name", "pk")
    return listed(request, rows, _body, page=page, size=size)


def _body(row: Agency | ActionGroup) -> dict[str, object]:
    return {"id": row.pk, "name": row.name, "short_name": row.short_name}
