"""A photograph, a comment and a follow-up beside the council's communication, and beside the police's."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from PIL import Image

from frankpledge.delivery.carried.changes.attachments import Prepared, attach
from frankpledge.delivery.carried.changes.comments import add_comment
from frankpledge.delivery.carried.models import FOLLOW_UPS
from frankpledge.partners.access import access_by_command
from frankpledge.records.changes.parts import add_part
from tests.people import NOW


def dots() -> bytes:
    """A very small photograph."""
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(made, "JPEG")
    return made.getvalue()


def furnish(there: Any) -> None:
    """Made by a command, so that nobody of the world wrote them."""
    slug, by = there.cast.partnership.slug, access_by_command("test", there.cast.partnership)
    for whose in ("own", "other"):
        record = there.a("communication", whose)
        file = Prepared(dots(), "jpg", dots(), 8, 8)
        made = {
            "photograph": attach(record=record, file=file, sort="before", caption=f"{slug}mark", by=by, now=NOW),
            "record-comment": add_comment(record=record, text=f"Said {slug}mark", tell=None, by=by, now=NOW),
            "follow_up": add_part(
                record=record, part=FOLLOW_UPS, by=by, now=NOW,
                values={
                    "what": f"Look {slug}mark", "due_on": date(2026, 12, 1), "every": 2, "unit": "week",
                    "agency": there.agency(whose),
                },
            ),
        }  # fmt: skip
        for name, row in made.items():
            there.more.setdefault(name, {})[whose] = row
