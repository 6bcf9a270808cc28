"""What an OpenDocument file's styles mean, and the words in its page headers and footers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from frankpledge.formats.document import Note
from frankpledge.formats.elements import Element, child, is_page_number, local, number, value

_MAX_CHAIN = 20
_BOLD = {"bold", "600", "700", "800", "900"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph or some words are set."""

    italic: bool = False
    bold: bool = False
    heading: int = 0
    caption: bool = False


@dataclass(frozen=True, slots=True)
class Own:
    """What a style itself says of its words; None where it says nothing."""

    italic: bool | None = None
    bold: bool | None = None


@dataclass(slots=True)
class Styles:
    """The file's styles by name."""

    elements: dict[str, Element] = field(default_factory=dict)
    lists: dict[str, dict[int, bool]] = field(default_factory=dict)  # style -> level -> numbered
    _known: dict[str, Look] = field(default_factory=dict)

    @classmethod
    def read(cls, *trees: Element | None) -> Styles:
        """Collect the styles of the file and of its content; those of the content come last and win."""
        made = cls()
        for tree in trees:
            for holder in tree if tree is not None else ():
                if local(holder) in ("styles", "automatic-styles"):
                    made._collect(holder)
        return made

    def _collect(self, holder: Element) -> None:
        for element in holder:
            name = value(element, "name")
            if local(element) == "style":
                self.elements[name] = element
            elif local(element) == "list-style":
                self.lists[name] = {
                    number(value(level, "level"), 1) - 1: local(level) == "list-level-style-number" for level in element
                }

    def ordered(self, style: str, level: int) -> bool:
        """Whether a list's level is numbered rather than bulleted."""
        return self.lists.get(style, {}).get(level, False)

    def own(self, name: str) -> Own:
        """What one style says of its words."""
        properties = child(self.elements.get(name), "text-properties")
        style, weight = value(properties, "font-style"), value(properties, "font-weight")
        return Own(style in ("italic", "oblique") if style else None, weight in _BOLD if weight else None)

    def __getitem__(self, name: str) -> Look:
        if name not in self._known:
            self._known[name] = self._resolve(name)
        return self._known[name]

    def _resolve(self, name: str) -> Look:
        look: dict[str, bool | None] = {"italic": None, "bold": None}
        heading, caption = 0, False
        for _ in range(_MAX_CHAIN):
            element = self.elements.get(name)
            own = self.own(name)
            look["italic"] = own.italic if look["italic"] is None else look["italic"]
            look["bold"] = own.bold if look["bold"] is None else look["bold"]
            shown = (value(element, "display-name") or name).replace("_20_", " ").lower()
            heading = heading or _heading(shown, element)
            caption = caption or shown in ("caption", "table", "illustration", "figure")
            if element is None or not (name := value(element, "parent-style-name")):
                break
        return Look(bool(look["italic"]), bool(look["bold"]), heading, caption)


def _heading(shown: str, element: Element | None) -> int:
    if shown in ("title", "subtitle"):
        return 1 if shown == "title" else 2
    outline = value(element, "default-outline-level")
    last = shown.removeprefix("heading ")
    return number(outline) or (number(last) if shown.startswith("heading ") else 0)


def edges(styles: Element | None) -> Iterator[Note]:
    """Page headers and footers, each different text once."""
    said: set[str] = set()
    pages = child(styles, "master-styles")
    for page in pages if pages is not None else ():
        for part in page:
            kind = local(part).removesuffix("-left").removesuffix("-first")
            text = " ".join("".join(f"{piece} " for piece in part.itertext()).split())
            if kind in ("header", "footer") and text not in said and not is_page_number(text):
                said.add(text)
                yield Note(f"page {kind}", text, f"printed in the {kind} of each page")
