"""A file to take away: answered so that a browser saves it and runs nothing of it."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def download(content: bytes | memoryview, *, name: str, media_type: str, sha256: str = "") -> HttpResponse:
    """The bytes under their name. ``sha256`` marks what never changes, so that it is not fetched twice."""
    response = sealed_off(content, media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    if sha256:
        response["ETag"] = f'"{sha256}"'
    return response


def sealed_off(content: bytes | memoryview, media_type: str) -> HttpResponse:
    """A stranger's bytes, from which a browser may make nothing but what we say they are."""
    response = HttpResponse(bytes(content), content_type=media_type)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
