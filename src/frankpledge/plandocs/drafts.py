"""Objectives and sections while a document is being read: cells gathered, nothing decided yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from frankpledge.formats.document import Block
from frankpledge.plandocs.cells import Line, cell_lines, clean_text, flat
from frankpledge.plandocs.columns import Columns
from frankpledge.plandocs.headings import Says
from frankpledge.plandocs.quarters import opens_quarter, split_prose
from frankpledge.plandocs.titles import SectionTitle

Blocks = tuple[Block, ...]


@dataclass(slots=True)
class Draft:
    """One objective's cells, from one row or from several that belong together."""

    columns: Columns
    place: str
    cells: dict[Says, list[Blocks]] = field(default_factory=dict)
    other: dict[str, list[Blocks]] = field(default_factory=dict)
    texts: dict[Says, list[str]] = field(default_factory=dict)  # each cell's words in one line, to see repeats
    prose: list[tuple[str, Blocks]] = field(default_factory=list)  # updates not in a quarter's column, by heading

    def add(self, says: Says, name: str, blocks: Blocks) -> None:
        """Put a cell's blocks where its column says."""
        if says in (Says.OTHER, Says.UNKNOWN, Says.SECTION, Says.SECTION_NOTES):
            self.other.setdefault(name, []).append(blocks)
        elif says is Says.UPDATES:
            self.prose.append((name, blocks))
        else:
            self.cells.setdefault(says, []).append(blocks)
            self.texts.setdefault(says, []).append(flat(blocks))

    def lines(self, says: Says) -> list[Line]:
        """All the lines in the cells of one column."""
        return [line for blocks in self.cells.get(says, ()) for line in cell_lines(blocks)]

    def text(self, says: Says) -> str:
        """One column's words, cleaned."""
        return clean_text(self.lines(says))

    def flat(self, says: Says) -> str:
        """One column's words in one line."""
        return " ".join(filter(None, self.texts.get(says, ())))

    def first(self, says: Says) -> str:
        """The words of the column's first cell, in one line."""
        return self.texts[says][0] if says in self.texts else ""

    def ends_with(self, says: Says, text: str) -> bool:
        """Whether these are the words of the column's first or last cell: filled down, not said anew."""
        return text in (self.texts[says][0], self.texts[says][-1]) if says in self.texts else not text


@dataclass(slots=True)
class SectionDraft:
    """One section's rows, and what stands around its table."""

    title: SectionTitle
    place: str
    notes: list[str] = field(default_factory=list)
    updates: dict[str, list[str]] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)

    def note(self, texts: Iterable[str]) -> None:
        """Keep words that are about the whole section; those that name a quarter are its comment on that quarter."""
        for text in texts:
            quarter = ""
            for line in text.split("\n"):
                if found := opens_quarter(line):
                    quarter = found
                    for named, said in split_prose(line)[1].items():
                        self.updates.setdefault(named, []).append(said)
                elif quarter:
                    self.updates[quarter].append(line)
                elif line.strip():
                    self.notes.append(line)
