"""The keyed hashes that chain the audit's rows: what is hashed, in which order, and with which key."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any, Protocol

from django.conf import settings

# One encoder for all: making one for each row costs more than the hash.
_encode = json.JSONEncoder(sort_keys=True).encode


class Sealed(Protocol):
    """The columns a seal is made over."""

    sequence: int
    at: datetime
    actor: str
    partnership: str
    operation: str
    event: str
    subject_type: str
    subject: str
    purpose: str
    before: Any
    after: Any
    request: str
    previous_seal: str


def sealing_key() -> bytes:
    """The key of this installation's seals, made from its secret key and used for nothing else."""
    return hashlib.sha256(b"frankpledge audit seal\0" + settings.SECRET_KEY.encode()).digest()


def seal(entry: Sealed, key: bytes) -> str:
    """The entry's keyed hash over its own content and the seal before it (HMAC-SHA-256)."""
    # The database gives times back in UTC, whatever zone they were written in.
    at = entry.at if entry.at.tzinfo is UTC else entry.at.astimezone(UTC)
    content = [
        entry.sequence, at.isoformat(), entry.actor, entry.partnership, str(entry.operation), entry.event,
        entry.subject_type, entry.subject, entry.purpose, entry.before, entry.after, entry.request, entry.previous_seal,
    ]  # fmt: skip
    return hmac.digest(key, _encode(content).encode(), "sha256").hex()


def head_seal(sequence: int, last_seal: str, key: bytes) -> str:
    """The keyed hash of the chain's end, so that the end cannot be moved back without the key."""
    return hmac.digest(key, f"head {sequence} {last_seal}".encode(), "sha256").hex()
