"""What a paper is made of: a title and blocks, each of which every kind of file can write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tone = Literal["", "green", "amber", "red", "grey", "blue"]

# A status is a word with a shape and a colour; on paper the shape stands before the word.
SHAPES: dict[str, str] = {"green": "●", "amber": "▲", "red": "■", "grey": "○", "blue": "◆"}
INKS: dict[str, str] = {"green": "005A30", "amber": "6F4400", "red": "942514", "grey": "383F43", "blue": "0C2D4A"}


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in a cell or a fact: text (lines beginning "- " are bullets), perhaps a status, perhaps a link."""

    text: str = ""
    tone: Tone = ""
    bold: bool = False
    href: str = ""  # followed on the page; on paper the words stand alone
    number: float | None = None  # what the text says as a number, for spreadsheets

    @property
    def shape(self) -> str:
        """The sign before a status's word."""
        return SHAPES.get(self.tone, "")

    @property
    def said(self) -> str:
        """The words as they read with no colour at all."""
        return f"{self.shape} {self.text}" if self.tone else self.text


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3. ``key`` is its place in the page's address, if anything points at it."""

    text: str
    level: int = 1
    key: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs; lines beginning "- " are bullets, two spaces a level further in."""

    text: str
    lead: bool = False  # the one sentence that says it all
    quiet: bool = False  # a note below what it is about


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with what is said of each: a short table with no heading row."""

    title: str
    rows: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``caption`` names it for those who hear it; ``empty`` is said where it has no row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    widths: tuple[float, ...] = ()  # shares of the page; equal where not said
    numeric: frozenset[int] = frozenset()  # columns set to the right
    empty: str = ""
    total: tuple[Words, ...] = ()  # a last row, set apart

    def __post_init__(self) -> None:
        """Refuse a row that does not fit under the headings: it would shift every cell after it."""
        for row in (*self.rows, *((self.total,) if self.total else ())):
            if len(row) != len(self.head):
                raise ValueError(f"A row of {len(row)} cells under {len(self.head)} headings in “{self.caption}”.")

    @property
    def shares(self) -> tuple[float, ...]:
        """Each column's share of the page; they sum to one."""
        widths = self.widths or (1.0,) * len(self.head)
        return tuple(width / sum(widths) for width in widths)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as SVG and, for Word, as PNG; ``alt`` says what it shows to those who do not see it."""

    caption: str
    alt: str
    svg: str
    png: bytes = b""
    beside: Table | None = None  # the figures it was drawn from: beside it where there is room, else below


@dataclass(frozen=True, slots=True)
class NewPage:
    """Begin a new page on paper; a rule on the screen."""


Block = Heading | Prose | Facts | Table | Figure | NewPage


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper."""

    title: str
    subtitle: str = ""
    blocks: tuple[Block, ...] = ()
    upright: bool = True
