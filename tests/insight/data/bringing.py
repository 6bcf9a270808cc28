"""Files as somebody brings them, for the tests of intakes."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from frankpledge.insight import made_up
from frankpledge.insight.changes.intake import bring_files
from frankpledge.insight.intakes import Brought, incoming
from frankpledge.insight.models import Intake
from frankpledge.partners.access import access_for
from tests.people import Cast

MONTHS = ("2008-07", "2008-08", "2008-09")


def made(*months: str) -> made_up.Made:
    """One ward and some months."""
    return made_up.district(1, wards_count=1, only=months or MONTHS)


def brought(cast: Cast, files: Mapping[str, str | bytes]) -> list[Brought]:
    """The files as they lie when a request has received them."""
    found = []
    for number, (name, text) in enumerate(files.items()):
        content = text.encode() if isinstance(text, str) else text
        path = incoming(cast.partnership) / f"{number}-{hashlib.sha256(content).hexdigest()[:8]}"
        path.write_bytes(content)
        found.append(Brought(name, path, hashlib.sha256(content).hexdigest(), len(content)))
    return found


def bring(
    cast: Cast, files: Mapping[str, str | bytes], what: str = "crimes", role: str = "analyst", **words: Any
) -> Intake:
    """Bring them, as the analyst; a job waits to read them."""
    now = timezone.now()
    by = access_for(cast[role], cast.partnership.slug, today=now.date())
    given = {"mapping": {}, "released_on": None, **words}
    return bring_files(
        partnership=cast.partnership, what=what, files=brought(cast, files), by=by, now=now, **given
    )  # fmt: skip


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """The publisher's archive: a folder a month."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"made-up/{name}", text)
    return kept.getvalue()
