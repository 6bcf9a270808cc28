"""What a phone may keep until there is signal (ADR 30): whose it is, and which page opens without."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

KEEP = "Frankpledge-Keep"  # a header: the browser's worker may keep this page (frontend/src/worker.js)
LATER = "Frankpledge-Later"  # a header: this form waited on a phone, and nobody is there to be asked anything


def keeper_of(audit_key: str) -> str:
    """A key for one person, by which their phone knows what is theirs. It tells nobody who they are."""
    return salted_hmac("frankpledge.core.keeping", audit_key, algorithm="sha256").hexdigest()[:24]
