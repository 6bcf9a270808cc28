"""What is asked of the documents a partnership has brought."""

from __future__ import annotations

import hashlib

from django.db.models import QuerySet

from frankpledge.documents.models import ColumnMeaning, ImportRun, StoredDocument
from frankpledge.partners.models import Partnership


def known_meanings(partnership: Partnership) -> dict[str, str]:
    """What the partnership has said its columns mean: plain heading to meaning."""
    return dict(ColumnMeaning.objects.filter(partnership=partnership).values_list("heading", "field"))


def readings_of(partnership: Partnership) -> QuerySet[ImportRun]:
    """Every reading, newest first, without the long columns a list does not show."""
    return (
        ImportRun.objects.filter(partnership=partnership)
        .select_related("document", "started_by")
        .defer("reading", "document__content")
    )


def read_before(partnership: Partnership, content: bytes) -> ImportRun | None:
    """The last reading of exactly these bytes by this partnership, if there was one."""
    digest = hashlib.sha256(content).hexdigest()
    return readings_of(partnership).filter(document__sha256=digest).first()


def document_of(run: ImportRun) -> StoredDocument:
    """The document a reading was made from, with its bytes."""
    return StoredDocument.objects.get(pk=run.document_id)
