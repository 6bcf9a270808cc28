"""What a Word file's styles and numbering mean: which paragraphs are headings, bullets, numbered, italic or bold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from frankpledge.formats.elements import Element, child, local, number, switch, value

_HEADING_NAME = re.compile(r"heading (\d)\Z", re.IGNORECASE)
_LIST_NAME = re.compile(r"list (bullet|number)(?: (\d))?\Z", re.IGNORECASE)
_MAX_CHAIN = 20  # styles based on styles; a ring of them must end too
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph or character style, as far as reading needs it."""

    heading: int | None = None
    caption: bool = False
    list_level: int | None = None
    ordered: bool = False
    numbering: str = ""  # numId
    italic: bool | None = None
    bold: bool | None = None


PLAIN = Style()


@dataclass(slots=True)
class Styles:
    """The file's styles by their identifier."""

    elements: dict[str, Element]
    _known: dict[str, Style] = field(default_factory=dict)

    @classmethod
    def read(cls, tree: Element | None) -> Styles:
        """Collect them; what they inherit is worked out when asked for."""
        return cls(
            {value(style, "styleId"): style for style in (tree if tree is not None else ()) if local(style) == "style"}
        )

    def __getitem__(self, identifier: str) -> Style:
        if identifier not in self._known:
            self._known[identifier] = self._resolve(identifier)
        return self._known[identifier]

    def _resolve(self, identifier: str) -> Style:
        chain: list[Element] = []
        element = self.elements.get(identifier)
        while element is not None and len(chain) < _MAX_CHAIN:
            chain.append(element)
            element = self.elements.get(value(child(element, "basedOn")))
        style = PLAIN
        for element in reversed(chain):
            style = _over(style, element)
        return style


def _over(base: Style, element: Element) -> Style:
    """The style ``element`` describes, laid over the one it is based on."""
    name = value(child(element, "name"))
    listed = _LIST_NAME.match(name)
    properties = child(element, "pPr", "numPr")
    italic, bold = (switch(child(element, "rPr"), key) for key in ("i", "b"))
    return Style(
        heading=_heading(name, element, base.heading),
        caption=base.caption or name.lower() == "caption",
        list_level=number(listed[2] or "1") - 1 if listed else base.list_level,
        ordered=listed[1].lower() == "number" if listed else base.ordered,
        numbering=value(child(properties, "numId")) or base.numbering,
        italic=base.italic if italic is None else italic,
        bold=base.bold if bold is None else bold,
    )


def _heading(name: str, element: Element, inherited: int | None) -> int | None:
    if found := _HEADING_NAME.match(name):
        return int(found[1]) or 1
    if name.lower() in ("title", "subtitle"):
        return 1 if name.lower() == "title" else 2
    outline = value(child(element, "pPr", "outlineLvl"))
    return number(outline) + 1 if outline and number(outline) < 9 else inherited


@dataclass(slots=True)
class Numbering:
    """The file's numbering schemes, and how far each has counted."""

    schemes: dict[str, dict[int, Element]] = field(default_factory=dict)  # abstractNumId -> level -> w:lvl
    uses: dict[str, str] = field(default_factory=dict)  # numId -> abstractNumId
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def read(cls, tree: Element | None) -> Numbering:
        """Collect the schemes."""
        made = cls()
        for element in tree if tree is not None else ():
            if local(element) == "abstractNum":
                levels = {number(value(level, "ilvl")): level for level in element if local(level) == "lvl"}
                made.schemes[value(element, "abstractNumId")] = levels
            elif local(element) == "num":
                made.uses[value(element, "numId")] = value(child(element, "abstractNumId"))
        return made

    def ordered(self, use: str, level: int) -> bool | None:
        """Whether this level is numbered (rather than bulleted); None where the file does not say."""
        kind = value(child(self.schemes.get(self.uses.get(use, ""), {}).get(level), "numFmt"))
        return kind not in ("bullet", "none") if kind else None

    def next_label(self, use: str, level: int) -> str:
        """Count one paragraph, and give the number Word shows before it: "1.", "2.3", "(a)"."""
        scheme = self.uses.get(use, "")
        levels = self.schemes.get(scheme, {})
        counts = self.counts.setdefault(scheme, {})
        counts[level] = counts.get(level, number(value(child(levels.get(level), "start")), 1) - 1) + 1
        for deeper in [known for known in counts if known > level]:
            del counts[deeper]

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            return _written(counts.get(at, 1), value(child(levels.get(at), "numFmt")))

        return re.sub(r"%([1-9])", shown, value(child(levels.get(level), "lvlText")))


def _written(count: int, kind: str) -> str:
    """A count in Word's own ways of writing it.

    >>> [_written(4, kind) for kind in ("decimal", "lowerLetter", "upperRoman", "decimalZero")]
    ['4', 'd', 'IV', '04']
    """
    if kind in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 % 10 + 1)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman") and 0 < count < 40:
        left, roman = count, ""
        for amount, sign in _ROMAN:
            while left >= amount:
                left, roman = left - amount, roman + sign
        return roman if kind == "lowerRoman" else roman.upper()
    return f"{count:02}" if kind == "decimalZero" else str(count)
