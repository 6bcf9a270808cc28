"""Answers the same form once, however often it is sent."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from frankpledge.core.models import Submission

FIELD = "_submission"


class _Unfinished(Exception):
    """Rolls back the key of a form that was answered with its own errors, so that it can be sent again."""


def answer_once(request: HttpRequest, *, actor: str, now: datetime, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """``answer()`` inside one transaction, or the earlier answer if this form was sent before.

    Two at once are put in order by the unique key: the second waits for the first and then repeats its redirect. The
    same key with other content is refused with 422, because one of the two would otherwise be lost in silence.
    """
    try:
        key = uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        with transaction.atomic():
            return answer()
    fingerprint = _fingerprint(request)
    kept: list[HttpResponse] = []
    try:
        with transaction.atomic():
            submission = Submission.objects.create(key=key, actor=actor, fingerprint=fingerprint, made_at=now)
            response = answer()
            if not isinstance(response, HttpResponseRedirect):
                kept.append(response)
                raise _Unfinished
            submission.location = response.url
            submission.save(update_fields=["location"])
            return response
    except _Unfinished:
        return kept[0]
    except IntegrityError:
        earlier = Submission.objects.filter(key=key, actor=actor).first()
        if earlier is None:
            raise
        if earlier.fingerprint != fingerprint:
            return render(request, "core/sent_already.html", {"location": earlier.location}, status=422)
        return HttpResponseRedirect(earlier.location)


def _fingerprint(request: HttpRequest) -> str:
    digest = hashlib.sha256(request.path.encode())
    for name in sorted(request.POST):
        if name != "csrfmiddlewaretoken":
            for value in request.POST.getlist(name):
                digest.update(f"\0{name}\0{value}".encode())
    for name in sorted(request.FILES):
        for upload in request.FILES.getlist(name):
            digest.update(f"\0{name}\0{upload.name}\0{upload.size}".encode())
    return digest.hexdigest()
