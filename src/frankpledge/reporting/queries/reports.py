"""Reports to choose from, and whether one is still as it was made."""

from __future__ import annotations

import hashlib

from frankpledge.reporting.content import hash_of
from frankpledge.reporting.models import Report, ReportFile


def is_as_made(report: Report) -> bool:
    """Whether the snapshot and every file still have the hashes they were kept under."""
    files = list(ReportFile.objects.filter(report=report))
    return hash_of(report.snapshot) == report.sha256 and all(
        hashlib.sha256(bytes(file.content)).hexdigest() == file.sha256 for file in files
    )
