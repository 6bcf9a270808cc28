"""A meeting set out as a paper: its agenda before it is held, its minutes after; the same on the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.formats import date_format

from frankpledge.delivery.kinds.meetings import HELD, AgendaItem, Attendance, Decision, Meeting
from frankpledge.delivery.tasks import LOOKS, Task
from frankpledge.papers.look import Look
from frankpledge.papers.paper import Block, Facts, Heading, Paper, Prose, Table, Tone, Words

MARKING = "OFFICIAL"  # decisions may be about places people live in
TONES: dict[str, Tone] = {"red": "red", "amber": "amber", "blue": "blue", "green": "green", "none": ""}


def paper_of(meeting: Meeting, today: date) -> Paper:
    """The whole of it. Who does an action is said as their agency: the paper leaves the partnership."""
    what = "Minutes" if meeting.state in HELD else "Agenda"
    group = meeting.lead_group.name if meeting.lead_group else ""
    when = date_format(meeting.starts_on, "l j F Y")
    title = f"{group}: {what.lower()}, {date_format(meeting.starts_on, 'j F Y')}"
    subtitle = ", ".join(part for part in (meeting.title, when, _at(meeting), meeting.venue or meeting.place) if part)
    return Paper(title, subtitle, tuple(_blocks(meeting, today)))


def look_of(meeting: Meeting, today: date) -> Look:
    """The partnership's name and colour, and what stands at the foot."""
    partnership = meeting.partnership
    said = f"{meeting.number}, as it stood on {date_format(today, 'j F Y')}"
    return Look(partnership.name, partnership.colour or Look().colour, said, MARKING)


def agreed_words(meeting: Meeting) -> str:
    """Whether these are the minutes yet."""
    if meeting.state == "agreed":
        return "Agreed by somebody who did not write them."
    return "Draft: not agreed yet." if meeting.state in HELD else f"{meeting.state_label}."


def _at(meeting: Meeting) -> str:
    return f"{meeting.starts_at:%H:%M}" if meeting.starts_at else ""


def _blocks(meeting: Meeting, today: date) -> Iterator[Block]:
    yield Prose(agreed_words(meeting), lead=True)
    if meeting.papers:
        yield Facts("Papers", (("Papers", Words(meeting.papers)),))
    is_held = meeting.state in HELD
    if is_held:
        yield from _attendance(meeting)
    yield Heading("Agenda", key="agenda")
    items = list(AgendaItem.objects.filter(record=meeting.pk))
    yield Table(
        "Agenda", ("No.", "What", "From where"),
        tuple(
            (Words(str(number)), Words(item.words, href=item.leads_to), Words(item.origin))
            for number, item in enumerate(items, start=1)
        ),
        widths=(0.3, 2.4, 1.6), empty="No agenda was kept here." if is_held else "Nothing is on the agenda yet.",
    )  # fmt: skip
    if is_held:
        if meeting.notes:
            yield Heading("What was said", key="notes")
            yield Prose(meeting.notes)
        yield Heading("Decisions", key="decisions")
        yield Table(
            "Decisions", ("No.", "What was decided", "Why"),
            tuple(
                (Words(str(number)), Words(row.words), Words(row.why))
                for number, row in enumerate(Decision.objects.filter(record=meeting.pk), start=1)
            ),
            widths=(0.3, 2.4, 1.6), empty="Nothing was decided.",
        )  # fmt: skip
    yield from _actions(meeting, today)


def _attendance(meeting: Meeting) -> Iterator[Block]:
    rows = list(Attendance.objects.filter(record=meeting.pk).select_related("agency").order_by("agency__name"))
    yield Heading("Who came", key="attendance")
    yield Table(
        "Who came", ("Agency", "Was it there", "Somebody senior"),
        tuple(
            (Words(row.agency.name), Words(row.get_answer_display()), Words("Yes" if row.is_senior else "No"))
            for row in rows
        ),
        empty="Nobody wrote down who came.",
    )  # fmt: skip


def _actions(meeting: Meeting, today: date) -> Iterator[Block]:
    rows: Any = Task.objects.filter(record=meeting.pk).whole()
    yield Heading("Actions", key="actions")
    yield Table(
        "Actions", ("What", "Who", "By when", "State"),
        tuple(
            (
                Words(row.words), Words(row.agency.name), Words(date_format(row.due_on, "j F Y")),
                Words(LOOKS[row.state(today)][1], TONES[LOOKS[row.state(today)][0]]),
            )
            for row in rows
        ),
        widths=(2.2, 1.2, 0.9, 1), empty="Nobody was given anything to do.",
    )  # fmt: skip
