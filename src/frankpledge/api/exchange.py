"""What every answer has in common: ETags, If-Match, and lists in pages."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from frankpledge.api.problems import Problem
from frankpledge.formats.formulas import delimited_file

MOST = 100
USUAL = 25
KINDS = ("json", "csv")
_VERSION = re.compile(r'(?:W/)?"v(\d{1,9})"')


def listed(
    request: HttpRequest,
    rows: QuerySet[Any] | Sequence[Any],
    say: Callable[[Any], dict[str, Any]],
    *,
    page: int,
    size: int,
) -> HttpResponse:
    """One page of a list, as JSON or (``?format=csv``) as CSV, with links to its neighbours."""
    kind = request.GET.get("format", "json")
    if kind not in KINDS:
        raise Problem(
            400, f"A list comes as {' or '.join(KINDS)}.", [{"where": "query.format", "problem": "Not known"}]
        )
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    pages = max(1, -(-total // size))
    if page > pages:
        raise Problem(404, f"The list has {pages} page{'s' if pages > 1 else ''}.")
    said = [say(row) for row in rows[(page - 1) * size : page * size]]
    links = {
        "next": _page_address(request, page + 1) if page < pages else None,
        "previous": _page_address(request, page - 1) if page > 1 else None,
    }
    if kind == "csv":
        response = _as_csv(said)
    else:
        response = answered(request, {"results": said, "page": page, "pages": pages, "total": total, **links})
    named = {"next": "next", "previous": "prev"}
    response["Link"] = ", ".join(f'<{links[key]}>; rel="{rel}"' for key, rel in named.items() if links[key])
    return response


def _as_csv(said: list[dict[str, Any]]) -> HttpResponse:
    """The same rows, with what is itself a list or a record as JSON in its cell."""
    head = list(said[0]) if said else []
    rows = [[_cell(row[name]) for name in head] for row in said]
    return HttpResponse(delimited_file([head, *rows]), content_type="text/csv; charset=utf-8")


def _cell(value: Any) -> object:
    if isinstance(value, dict | list):
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    return "" if value is None else value


def _page_address(request: HttpRequest, page: int) -> str:
    asked = request.GET.copy()
    asked["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")


def answered(
    request: HttpRequest, body: dict[str, Any], *, version: int | None = None, status: int = 200
) -> HttpResponse:
    """The body with its ETag: the row's version where it has one, else a hash. 304 where it is known already."""
    written = json.dumps(body, cls=DjangoJSONEncoder, ensure_ascii=False)
    tag = f'"v{version}"' if version is not None else f'"{hashlib.sha256(written.encode()).hexdigest()[:32]}"'
    known = [each.strip() for each in request.headers.get("If-None-Match", "").split(",")]
    if request.method in ("GET", "HEAD") and (tag in known or f"W/{tag}" in known or "*" in known):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(written, content_type="application/json", status=status)
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


def seen_version(request: HttpRequest) -> int:
    """The version the program saw, from If-Match; ``If-None-Match: *`` says that it saw nothing there yet."""
    unless = request.headers.get("If-None-Match", "").strip()
    if unless == "*":
        return 0
    if unless:
        raise Problem(
            400, "To write, send If-Match with the ETag you read. If-None-Match can only be an asterisk here."
        )
    sent = request.headers.get("If-Match", "")
    if not sent:
        raise Problem(
            428, 'Send If-Match with the ETag you read, or "If-None-Match: *" for what nobody has written yet.'
        )
    found = _VERSION.fullmatch(sent.strip())
    if found is None:
        raise Problem(412, "This If-Match is not an ETag of ours. Read the thing again and send what you get.")
    return int(found[1])
