"""A list of events each partnership's command brought, waiting to be decided."""

from __future__ import annotations

from typing import Any

from frankpledge.delivery.bringing.changes import keep_file
from frankpledge.delivery.bringing.reading import Lines
from frankpledge.delivery.models import KINDS
from frankpledge.partners.access import access_by_command
from tests.people import NOW


def furnish(there: Any) -> None:
    slug, by = there.cast.partnership.slug, access_by_command("test", there.cast.partnership)
    for whose in ("own", "other"):
        lines = Lines(["What", "When"], [("row 2", [f"Fair {whose} {slug}mark", "6 May 2008"])])
        content = f"What,When\nFair {whose} {slug}mark,6 May 2008\n".encode()
        file = keep_file(kind=KINDS["events"], name="list.csv", content=content, lines=lines, by=by, now=NOW)
        there.more.setdefault("brought", {})[whose] = file
