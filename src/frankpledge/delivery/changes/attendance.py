"""Who came to a meeting, every agency in one save. Only what the writer changed is changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from frankpledge.delivery.kinds.meetings import Attendance, Meeting
from frankpledge.partners.access import Access
from frankpledge.partners.models import Agency
from frankpledge.records.changes.parts import add_part, edit_part, remove_part, stamp_of
from frankpledge.records.changes.records import RecordRefused, hold_record

SLUG = "attendance"
SENIOR = "senior"  # it came, with somebody senior
ANSWERS = [("", "Not listed"), (SENIOR, "Came, somebody senior"), *Attendance.Answer.choices]


def answer_of(line: Attendance | None) -> str:
    """What stands for an agency, as the page offers it."""
    if line is None:
        return ""
    return SENIOR if line.is_senior else str(line.answer)


def answers_of(meeting: Meeting) -> dict[int, str]:
    """What stands for each agency that is listed."""
    rows = Attendance.objects.filter(record=meeting.pk)
    return {row.agency_id: answer_of(row) for row in rows}


@transaction.atomic
def mark_attendance(
    *, meeting: Meeting, answers: Mapping[int, str], seen: Mapping[int, str], by: Access, now: datetime
) -> Meeting:
    """Each agency's answer, against what its writer saw. What another marked otherwise meanwhile is not overwritten."""
    row: Meeting = hold_record(meeting, by=by)
    by.demand(row.registry.write, **row.led_by())
    part: Any = row.declared.part(SLUG)
    lines = {line.agency_id: line for line in Attendance.objects.filter(record=row.pk)}
    agencies = {each.pk: each for each in Agency.objects.within(by.partnership).filter(pk__in=answers)}
    for pk, agency in agencies.items():
        line, wanted = lines.get(pk), answers[pk]
        stands = answer_of(line)
        if wanted in (seen.get(pk, ""), stands):
            continue
        if stands != seen.get(pk, ""):
            said = dict(ANSWERS)[stands].lower()
            raise RecordRefused(f"{agency.name}: somebody else marked “{said}” meanwhile. Choose again.", f"a{pk}")
        is_senior = wanted == SENIOR
        values = {"agency": agency, "answer": Attendance.Answer.CAME if is_senior else wanted, "is_senior": is_senior}
        if not wanted:
            remove_part(record=row, part=part, line=line, by=by, now=now)
        elif line is None:
            add_part(record=row, part=part, values=values, by=by, now=now)
        else:
            edit_part(record=row, part=part, line=line, values=values, seen=stamp_of(line), by=by, now=now)
    return row
