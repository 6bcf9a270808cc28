"""Tables inside a record: the attempts of an operation, the bodies consulted, the decisions of a meeting."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from frankpledge.partners.models import OfPartnership


class RecordParts(OfPartnership[Any]):
    """Which lines, of whichever table."""

    to_partnership = "record__partnership"


class RecordPart(models.Model):
    """One line. A child has ``record``, a foreign key to its kind's model; ``Part`` declares it (kinds.py)."""

    record: Any  # the child's own foreign key, cascading
    made_at = models.DateTimeField(editable=False)
    made_by = models.CharField(max_length=80, editable=False)
    changed_at = models.DateTimeField(editable=False)
    changed_by = models.CharField(max_length=80, editable=False)

    objects = models.Manager.from_queryset(RecordParts)()

    class Meta:
        abstract = True
        ordering: ClassVar = ["pk"]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its record"
