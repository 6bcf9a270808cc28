"""The words between tables: the plan's title, a section's title, a comment on a quarter, or a note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from frankpledge.formats.document import Block, Bullets, Heading, Paragraph
from frankpledge.plandocs.cells import cell_lines, clean_text, flat
from frankpledge.plandocs.quarters import opens_quarter, quarter_of, split_prose
from frankpledge.plandocs.tables import PlanRow
from frankpledge.plandocs.titles import is_generic, lead_line, looks_like_section, section_title, title_score
from frankpledge.plandocs.wording import plain

ENOUGH_FOR_A_TITLE = 2
_NEAR = 3  # a bold line this close above a table may be its title
_OUTSIDE = (
    "contents",
    "glossary",
    "abbreviations",
    "acronyms",
    "contacts",
    "appendix",
    "annex",
    "key contacts",
    "distribution",
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of words between tables."""

    text: str  # cleaned, lists as lines
    heading: bool = False
    level: int = 0
    sheet: bool = False
    bold: bool = False
    listed: bool = False

    @property
    def is_dull(self) -> bool:
        """Whether it is a sheet's name that says nothing of what is on it."""
        return self.sheet and is_generic(self.text)

    @property
    def is_outside(self) -> bool:
        """Whether it heads a part of the document that is not the plan."""
        return self.heading and plain(self.text).split(" ")[0:1] != [""] and plain(self.text).startswith(_OUTSIDE)


def boxed(rows: Sequence[PlanRow]) -> list[Piece] | None:
    """The rows of a table of one column as pieces of words: a box round some text is no table. None for a table."""
    if any(len(row.slots) != 1 for row in rows):
        return None
    return [one for row in rows for block in row.slots[0].cell.blocks if (one := piece(block)).text]


def piece(block: Block) -> Piece:
    """A block as a piece of words."""
    text = clean_text(cell_lines((block,)))
    match block:
        case Heading(level=level, origin=origin):
            return Piece(flat((block,)), heading=True, level=level, sheet=origin == "sheet")
        case Paragraph(runs=runs):
            spoken = [run for run in runs if run.text.strip()]
            return Piece(text, bold=bool(spoken) and all(run.bold for run in spoken))
        case _:
            return Piece(text, listed=isinstance(block, Bullets))


@dataclass(slots=True)
class Split:
    """Pieces before a table, sorted: what ends the section before, its own title, and what introduces it."""

    before: list[Piece] = field(default_factory=list)
    title: Piece | None = None
    after: list[Piece] = field(default_factory=list)


def split(pieces: Sequence[Piece]) -> Split:
    """Find the title of the table these pieces stand above."""
    candidates = [at for at, one in enumerate(pieces) if _may_head(one, len(pieces) - at)]
    numbered = [at for at in candidates if section_title(pieces[at].text).number]
    telling = [at for at in candidates if not is_generic(pieces[at].text)]
    if not (numbered or telling):
        return Split(before=list(pieces))
    chosen = (numbered or telling)[-1]
    return Split(list(pieces[:chosen]), pieces[chosen], list(pieces[chosen + 1 :]))


def _may_head(one: Piece, distance: int) -> bool:
    if one.listed or not one.text or "\n" in one.text or lead_line(one.text) or _is_quarter_heading(one):
        return False
    if one.heading or looks_like_section(one.text):
        return True
    return one.bold and distance <= _NEAR and len(one.text) < 120 and not one.text.endswith((".", ":"))


def take_title(pieces: list[Piece]) -> Piece | None:
    """Take the whole plan's title out of what stands before its first table."""
    lines = [at for at, one in enumerate(pieces) if not one.listed and not one.is_dull and "\n" not in one.text]
    scored = [(title_score(pieces[at].text), -at) for at in lines]
    best = max(scored, default=(0, 0))
    if best[0] >= ENOUGH_FOR_A_TITLE:
        return pieces.pop(-best[1])
    headings = [at for at, one in enumerate(pieces) if one.heading and not one.sheet]
    if headings and split([one for at, one in enumerate(pieces) if at != headings[0]]).title:
        first = pieces[headings[0]]
        return None if section_title(first.text).number else pieces.pop(headings[0])
    return None


@dataclass(slots=True)
class Comments:
    """What stands under a table: the chair's comment on each quarter, and other notes."""

    notes: list[str] = field(default_factory=list)
    updates: dict[str, list[str]] = field(default_factory=dict)


def comments(pieces: Sequence[Piece]) -> Comments:
    """Sort the pieces under a table; a comment goes on until the next quarter's or a heading."""
    found = Comments()
    open_quarter = ""
    for one in pieces:
        if _is_quarter_heading(one):
            open_quarter = quarter_of(one.text)
            found.updates.setdefault(open_quarter, [])
            if not _says_only_quarter(one.text):
                found.notes.append(one.text)
        elif opens_quarter(one.text):
            for quarter, said in split_prose(one.text)[1].items():
                open_quarter = quarter
                found.updates.setdefault(quarter, []).append(said)
        elif open_quarter and not one.heading:
            found.updates[open_quarter].append(one.text)
        elif one.text:
            open_quarter = ""
            found.notes.append(one.text)
    return found


def _is_quarter_heading(one: Piece) -> bool:
    return (
        bool(quarter_of(one.text)) and (one.heading or one.bold) and len(one.text) < 60 and not opens_quarter(one.text)
    )


def _says_only_quarter(text: str) -> bool:
    return set(plain(text).split()) <= {"quarter", "q1", "q2", "q3", "q4", "1", "2", "3", "4", "update"}
