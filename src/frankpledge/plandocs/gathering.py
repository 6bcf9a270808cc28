"""Walks through a document and gathers its sections and rows, before anything in a cell is interpreted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from frankpledge.formats.document import Block, Document, Table
from frankpledge.plandocs.columns import Columns
from frankpledge.plandocs.drafts import SectionDraft
from frankpledge.plandocs.layouts import LayoutNotes
from frankpledge.plandocs.model import Unread
from frankpledge.plandocs.surroundings import ENOUGH_FOR_A_TITLE, Piece, boxed, comments, piece, split, take_title
from frankpledge.plandocs.table_reading import TableReader
from frankpledge.plandocs.tables import PlanRow, plan_rows, table_text
from frankpledge.plandocs.titles import lead_line, section_title, title_score, without_lead


@dataclass(slots=True)
class Gathering:
    """Everything gathered so far."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    preamble: list[str] = field(default_factory=list)
    sections: list[SectionDraft] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    layout: LayoutNotes = field(default_factory=LayoutNotes)
    columns: Columns | None = None
    titled: bool = False  # the current section's title came from outside the rows
    _pending: list[Piece] = field(default_factory=list)
    _beyond: bool = False  # a table that is no plan has come since the last section

    def read(self, document: Document) -> None:
        """Gather the whole document."""
        for block in document.blocks:
            if isinstance(block, Table):
                self._table(block)
            else:
                self._words(block)
        self._end()
        self.unread.extend(self.layout.unread)
        self.unread.extend(Unread(note.place, note.text, note.reason) for note in document.notes)

    def _words(self, block: Block) -> None:
        found = piece(block)
        if found.text:
            self._pending.append(found)

    def _end(self) -> None:
        """Words after the last table: comments on it, and what stands under a heading of its own."""
        if self.sections:
            self._introduction_at_the_end()
            self._comment_or_keep(self._pending)
            self._pending.clear()

    def _introduction_at_the_end(self) -> None:
        """A workbook may keep its title and introduction on a sheet behind the plan."""
        at = next((at for at, one in enumerate(self._pending) if one.is_dull), None)
        if at is None or self.title or self.preamble:
            return
        sheet, pieces = self._pending[at], self._pending[at + 1 :]
        del self._pending[at:]
        title = take_title(pieces)
        self.title = title.text if title else ""
        self._before([sheet])
        self.preamble.extend(one.text for one in pieces)

    def _comment_or_keep(self, pieces: list[Piece]) -> None:
        """Words under a table are about it until a heading, or a table that is no plan, begins something else."""
        at = next((at for at in range(len(pieces)) if self._beyond or _begins_another(pieces[at])), len(pieces))
        found = comments(pieces[:at])
        section = self.sections[-1]
        section.note(found.notes)
        for quarter, said in found.updates.items():
            section.updates.setdefault(quarter, []).extend(said)
        if rest := "\n".join(one.text for one in pieces[at:]):
            self.unread.append(Unread("between the tables", rest, "It stands under a heading that is not the plan's."))

    # Tables

    def _table(self, table: Table) -> None:
        rows = plan_rows(table)
        box = boxed(rows)
        if box is not None:
            self._pending.extend(box)
        elif any(row.spoken for row in rows):
            reader = TableReader(self, rows, table.place)
            if not reader.read():
                self._set_aside(rows, table.place, reader.reason)

    def _set_aside(self, rows: list[PlanRow], place: str, reason: str) -> None:
        """Keep a table that is no plan, with the heading over it."""
        heading = ""
        if self.sections:
            at = next((at for at, one in enumerate(self._pending) if one.heading), len(self._pending))
            self._comment_or_keep(self._pending[:at])
            heading = "\n".join(one.text for one in self._pending[at:])
            self._pending.clear()
            self._beyond = True
        text = "\n".join(filter(None, (heading, table_text(rows))))
        self.unread.append(Unread(place or rows[0].place, text, reason))

    @property
    def is_outside(self) -> bool:
        """Whether the words before the coming table head a part that is not the plan (a glossary, a contact list)."""
        return any(one.is_outside for one in self._pending)

    def open_section(self, banners: list[str], place: str, *, same_table: bool) -> None:
        """Begin the section the coming rows belong to, or go on with the one before where nothing names a new one."""
        pieces, self._pending = self._pending, []
        banners = list(banners)
        if not self.sections:
            self._take_title(pieces, banners)
        parts = split(pieces)
        notes = [text for text in banners if lead_line(text)]
        names = [text for text in banners if not lead_line(text)]
        name = next((text for text in names if section_title(text).number), names[-1] if names else "")
        notes.extend(text for text in names if text != name)
        if name and parts.title:
            parts.after.insert(0, parts.title)
        name = name or (parts.title.text if parts.title else "")
        name, lead = without_lead(name)
        notes.append(lead)
        self._before([*parts.before, *(one for one in parts.after if one.is_dull)])
        if name or not self.sections or not same_table:
            self.sections.append(SectionDraft(section_title(name), place))
            self.titled = bool(name)
        self.sections[-1].note([*(one.text for one in parts.after if not one.is_dull), *notes])

    def _take_title(self, pieces: list[Piece], banners: list[str]) -> None:
        found = take_title(pieces)
        if found:
            self.title = found.text
            return
        others = len(banners) > 1 or split(pieces).title is not None
        at = next((at for at, text in enumerate(banners) if title_score(text) >= ENOUGH_FOR_A_TITLE), None)
        if at is not None and (others or title_score(banners[at]) > ENOUGH_FOR_A_TITLE):
            self.title = banners.pop(at)

    def _before(self, pieces: list[Piece]) -> None:
        kept = [one for one in pieces if not one.is_dull]
        self.unread.extend(
            Unread("", one.text, "A sheet's name that says nothing of the plan.") for one in pieces if one.is_dull
        )
        if self.sections:
            self._comment_or_keep(kept)
            self._beyond = False
        else:
            self.preamble.extend(one.text for one in kept)


def _begins_another(one: Piece) -> bool:
    return one.heading and split([one]).title is not None
