"""A communication of the council's and Comms, one of the police's and the JAG, each linked to what its body leads."""

from __future__ import annotations

from datetime import date
from typing import Any

from frankpledge.delivery.changes import link_record
from frankpledge.delivery.changes.tasks import TaskWords, add_task
from frankpledge.delivery.models import KINDS
from frankpledge.partners.access import access_by_command
from frankpledge.records.changes.parts import add_part
from frankpledge.records.changes.records import add_record
from tests.people import NOW


def furnish(there: Any) -> None:
    """Recorded by a command, so that anybody who may clear it is not its author."""
    slug, by = there.cast.partnership.slug, access_by_command("test", there.cast.partnership)
    for whose in ("own", "other"):
        values = {
            "title": f"Story {whose} {slug}mark", "starts_on": date(2026, 11, 2), "channel": "press",
            "wording": f"Words {slug}mark", "lead_agency": there.agency(whose), "lead_group": there.group(whose),
        }  # fmt: skip
        row = add_record(kind=KINDS["communications"], values=values, by=by, now=NOW)
        there.more.setdefault("communication", {})[whose] = row
        link = link_record(record=row, objective=there.objective(whose), action=None, by=by, now=NOW)
        there.more.setdefault("link", {})[whose] = link
        words = TaskWords(f"Task {slug}mark", date(2026, 11, 9), agency=there.agency(whose))
        there.more.setdefault("task", {})[whose] = add_task(record=row, words=words, by=by, now=NOW)
        there.more.setdefault("meeting", {})[whose] = add_record(
            kind=KINDS["meetings"], by=by, now=NOW,
            values={
                "title": f"Meeting {whose} {slug}mark", "starts_on": date(2026, 11, 5),
                "lead_agency": there.agency(whose), "lead_group": there.group(whose),
            },
        )  # fmt: skip
        held = add_record(
            kind=KINDS["events"], by=by, now=NOW,
            values={
                "title": f"Fair {whose} {slug}mark", "starts_on": date(2026, 11, 5), "sort": "briefing",
                "lead_agency": there.agency(whose), "lead_group": there.group(whose),
            },
        )  # fmt: skip
        there.more.setdefault("event", {})[whose] = held
        part = KINDS["events"].parts[0]
        line = add_part(record=held, part=part, values={"issue": f"Lamp {slug}mark"}, by=by, now=NOW)
        there.more.setdefault("issue", {})[whose] = line
        card = {
            "title": f"Card {whose} {slug}mark", "starts_on": date(2026, 11, 2), "version_name": "1",
            "lead_agency": there.agency(whose), "lead_group": there.group(whose),
        }  # fmt: skip
        there.more.setdefault("card", {})[whose] = add_record(kind=KINDS["contact-cards"], values=card, by=by, now=NOW)
