"""Letters about a person's account, written into the outbox with the change. A worker sends them, never the page."""

from __future__ import annotations

from typing import Any

from frankpledge.accounts.models import User
from frankpledge.post import letters


def post(name: str, to: User, **words: Any) -> None:
    """Write the letter ``accounts/letters/<name>.txt``. Its first line is its subject; it goes when the change is safe.

    How long a mail server takes holds up no page, and so tells a stranger nothing.
    """
    letters.post(f"accounts/{name}", to=to.email, name=to.name, words=words, by=to.audit_key)
