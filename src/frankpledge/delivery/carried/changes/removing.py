"""What is taken away from a record is taken away for a reason that can be read where it stood."""

from __future__ import annotations

import re

from frankpledge.partners.access import Access
from frankpledge.records.changes.records import RecordRefused

LONGEST = 300
FEWEST = 2  # words, so that a reason can be understood by somebody else


def reason_of(why: str) -> str:
    """The reason in one line. None, or one that says nothing, is refused."""
    reason = " ".join(why.split())
    if not reason:
        raise RecordRefused("Say why.", "why")
    if len(re.findall(r"[^\W\d_]{2,}", reason)) < FEWEST:
        raise RecordRefused("Say why in a few words, so that others understand it.", "why")
    if len(reason) > LONGEST:
        raise RecordRefused(f"Say why in at most {LONGEST} characters.", "why")
    return reason


def role_of(by: Access) -> str:
    """In which role, without a name."""
    return ", ".join(by.role_names)[:100]
