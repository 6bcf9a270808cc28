"""A story on the public page and a way to report hate crime, each by the hands it takes."""

from __future__ import annotations

from typing import Any

from frankpledge.delivery.changes.showing import show_to_public
from frankpledge.delivery.models import KINDS
from frankpledge.partners.access import access_by_command
from frankpledge.partners.models import Agency
from frankpledge.records.changes.records import add_record, move_record
from tests.examples import EXAMPLES


def furnish(partnership: Any, people: dict[str, Any], facts: dict[str, Any], now: Any) -> dict[str, Any]:
    by, another = access_by_command("scenery", partnership), access_by_command("clearing", partnership)
    leads = {"lead_agency": Agency.objects.within(partnership).order_by("name").first()}
    made = {}
    for slug, steps in (("communications", ("clear", "publish")), ("hate-crime", ("clear",))):
        example, kind = EXAMPLES[slug], KINDS[slug]
        row = add_record(kind=kind, values={**example.values, **leads}, by=by, now=now)
        for step in steps:
            row = move_record(
                record=row, move=step, version=row.version, values=example.asked, by=another, now=now
            )  # fmt: skip
        made[slug] = row
    story = show_to_public(record=made["communications"], version=made["communications"].version, by=another, now=now)
    return {"public_story": story.public_key}
