"""Remembers how the partnership sets out its table, and which of its columns must be asked about."""

from __future__ import annotations

from dataclasses import dataclass, field

from frankpledge.plandocs.columns import Column, Columns
from frankpledge.plandocs.headings import Says, recognise, suggest
from frankpledge.plandocs.model import QUARTERS, Layout, Question, Unread
from frankpledge.plandocs.wording import plain

SAMPLES = 3
LONGEST_SAMPLE = 200


# Columns that are not columns of the plan any more.
_GONE = {
    Says.SECTION: "This column became the sections of the plan.",
    Says.SECTION_NOTES: "Its words became the notes of the sections.",
    Says.IGNORE: "You asked for this column to be left out.",
}


@dataclass(slots=True)
class LayoutNotes:
    """Gathers the headings of every table read, the first wording of each winning."""

    headings: dict[tuple[str, str], None] = field(default_factory=dict)  # in order, each once
    update_heading: str = ""
    unread: list[Unread] = field(default_factory=list)
    _first: dict[str, str] = field(default_factory=dict)  # each field's first heading
    _seen: set[tuple[str, str]] = field(default_factory=set)
    _questions: dict[str, Question] = field(default_factory=dict)

    def see(self, columns: Columns, place: str, *, sections_from_column: bool) -> None:
        """Note one table's headings."""
        for column in columns.columns:
            self._see_one(column, place, sections_from_column=sections_from_column)

    def _see_one(self, column: Column, place: str, *, sections_from_column: bool) -> None:
        if column.says in _GONE and (sections_from_column or column.says is not Says.SECTION):
            self._once(column.says.value, column.name, place, _GONE[column.says])
        elif column.says is Says.UPDATES:
            self._see_prose(column, place)
        elif column.says.value in QUARTERS:
            self._heading(column.says.value, column.heading or column.above, place)
            self._see_update_heading(column.above if column.heading else "", place)
        elif column.says in (Says.OTHER, Says.UNKNOWN, Says.SECTION):
            if column.name:
                self._heading("", column.name, place)
            if column.says is Says.UNKNOWN and column.name:
                self.ask(column, place)
        else:
            self._heading(column.says.value, column.name, place)

    def _see_prose(self, column: Column, place: str) -> None:
        """One column of prose holds all four quarters; written out again it has the four under its own heading."""
        if self.update_heading and plain(column.name) == plain(self.update_heading):
            return
        if any(quarter in self._first for quarter in QUARTERS):
            self._once("updates", column.name, place, "Its words were put into the quarters they name.")
            return
        self._see_update_heading(column.name, place)
        for number, quarter in enumerate(QUARTERS, 1):
            self._heading(quarter, f"Quarter {number}", place)

    def _see_update_heading(self, heading: str, place: str) -> None:
        if not heading:
            return
        if not self.update_heading:
            self.update_heading = heading
        elif plain(heading) != plain(self.update_heading) or heading.split() != self.update_heading.split():
            self._once("above", heading, place, f"Another table has “{self.update_heading}” over its quarters.")

    def _heading(self, field_name: str, heading: str, place: str) -> None:
        first = self._first.get(field_name)
        if not field_name or first is None:
            self.headings[field_name, heading] = None
            self._first.setdefault(field_name, heading)
        elif first.lower() != heading.lower():
            self._once(field_name, heading, place, f"Another heading for the column “{first}”; its words were read.")

    def _once(self, kind: str, heading: str, place: str, reason: str) -> None:
        if heading and (kind, heading) not in self._seen:
            self._seen.add((kind, heading))
            self.unread.append(Unread(place, heading, reason))

    def ask(self, column: Column, place: str, suggestion: str = "") -> None:
        """Ask what a column says."""
        known = recognise(column.heading, {})
        hint = suggestion or ("" if known is Says.FOREIGN else suggest(column.heading))
        self._questions.setdefault(column.name, Question(column.name, place, (), hint))

    def sample(self, name: str, text: str) -> None:
        """Keep some of what a column asked about holds, to help the answer."""
        question = self._questions.get(name)
        if (
            question
            and text
            and len(question.samples) < SAMPLES
            and (cut := text[:LONGEST_SAMPLE]) not in question.samples
        ):
            samples = (*question.samples, cut)
            self._questions[name] = Question(question.heading, question.place, samples, question.suggestion)

    def questions(self) -> tuple[Question, ...]:
        """Every column asked about, in order."""
        return tuple(self._questions.values())

    def layout(self) -> Layout:
        """The layout, with the usual words for what the document does not head."""
        usual = Layout()
        said = self._first
        quarters = tuple(said.get(quarter) or usual.quarter_headings[at] for at, quarter in enumerate(QUARTERS))
        return Layout(tuple(self.headings), self.update_heading or usual.update_heading, quarters)
