"""The whole plan kept as it stood, with the fingerprint that shows whether it still is."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db.models import Max

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.partners.access import Access
from frankpledge.plandocs.as_json import to_json
from frankpledge.plandocs.model import Reading
from frankpledge.plans.models import Edition, Plan
from frankpledge.plans.queries.documents import plan_document


def make_edition(*, plan: Plan, why: str, by: Access, now: datetime) -> Edition:
    """The plan as it stands, kept for good. ``plan`` is locked, and the caller's transaction is open."""
    document = to_json(Reading(plan_document(plan)))
    last = Edition.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0
    edition = Edition.objects.create(
        plan=plan,
        number=last + 1,
        document=document,
        sha256=fingerprint(document),
        why=why,
        made_at=now,
        made_by=by.audit_key,
    )
    log("edition.made", edition, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after={"plan": plan.pk, "number": edition.number, "sha256": edition.sha256, "why": why})  # fmt: skip
    return edition


def fingerprint(document: dict[str, Any]) -> str:
    """SHA-256 of the document's JSON with its names in order, no spaces, and every letter as UTF-8.

    >>> fingerprint({"b": 1, "a": "é"}) == hashlib.sha256('{"a":"é","b":1}'.encode()).hexdigest()
    True
    """
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
