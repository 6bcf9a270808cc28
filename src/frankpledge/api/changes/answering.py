"""Does what a program sends once, however often it sends it under the same idempotency key."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from frankpledge.api.models import Answered
from frankpledge.api.problems import Problem

KEPT = timedelta(hours=24)
_KEY = re.compile(r"[\x21-\x7e]{1,80}")


def once(request: HttpRequest, change: Callable[[], HttpResponse]) -> HttpResponse:
    """``change()`` in one transaction; under an ``Idempotency-Key`` once, however often it is sent in 24 hours."""
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        with transaction.atomic():
            return change()
    if _KEY.fullmatch(key) is None:
        raise Problem(400, "An Idempotency-Key is 1 to 80 printable characters without a space.")
    now: datetime = request.now  # type: ignore[attr-defined]
    token = request.token  # type: ignore[attr-defined]
    print_ = _fingerprint(request)
    Answered.objects.filter(token=token, key=key, made_at__lt=now - KEPT).delete()
    try:
        with transaction.atomic():
            row = Answered.objects.create(token=token, key=key, fingerprint=print_, made_at=now)
            response = change()
            row.status, row.body = response.status_code, response.content.decode()
            row.headers = {"ETag": response["ETag"]} if response.has_header("ETag") else {}
            row.save()
            return response
    except IntegrityError:
        earlier = Answered.objects.filter(token=token, key=key).first()
        if earlier is None:
            raise
        return _again(earlier, print_)


def _again(earlier: Answered, print_: str) -> HttpResponse:
    if earlier.fingerprint != print_:
        raise Problem(422, "This Idempotency-Key was sent before with something else. Use a new key.")
    response = HttpResponse(earlier.body, content_type="application/json", status=earlier.status or 200)
    for name, value in earlier.headers.items():
        response[name] = value
    response["Idempotent-Replayed"] = "true"
    return response


def _fingerprint(request: HttpRequest) -> str:
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\0".encode())
    digest.update(request.headers.get("If-Match", "").encode() + b"\0" + request.body)
    return digest.hexdigest()
