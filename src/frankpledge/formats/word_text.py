"""The words of one Word paragraph in their styles, and what hangs on it: comments, notes, pictures, text boxes."""

from __future__ import annotations

from dataclasses import dataclass, field

from frankpledge.formats.document import Note, Run
from frankpledge.formats.elements import Element, all_text, child, local, switch, value
from frankpledge.formats.word_styles import PLAIN, Style, Styles

# Signs set in a picture font, told by their number there (Symbol and Wingdings).
_SYMBOLS = {"F0B7": "•", "F0A7": "▪", "F0D8": "➢", "F0FC": "✓", "F0FE": "☑", "F0A8": "□", "F06F": "□", "F076": "❖"}

_THROUGH = {
    "hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "bdo", "dir",
    "ruby", "rubyBase",
}  # fmt: skip
_CHARACTERS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": ""}
_NOTE_REFERENCES = {"commentReference": "comments", "footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_DRAWN = {
    "drawing": "a picture or drawing",
    "pict": "a picture or drawing",
    "object": "something made with another program, such as an Excel sheet",
}
_REASONS = {"comments": "a comment in the margin", "footnotes": "a footnote", "endnotes": "an endnote"}


@dataclass(slots=True)
class Inline:
    """Reads paragraphs; what it cannot put among the words it keeps as notes, or as text boxes still to be read."""

    styles: Styles
    margin: dict[str, dict[str, str]]  # "comments", "footnotes", "endnotes" -> number -> words
    notes: list[Note] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)  # w:txbxContent met on the way
    place: str = ""

    def runs(self, paragraph: Element, style: Style = PLAIN) -> list[Run]:
        """The paragraph's words."""
        found: list[Run] = []
        self._walk(paragraph, style, found)
        return found

    def note(self, text: str, reason: str) -> None:
        """Say that something was seen and not carried over."""
        self.notes.append(Note(self.place, " ".join(text.split()), reason))

    def _walk(self, parent: Element, style: Style, found: list[Run]) -> None:
        for element in parent:
            name = local(element)
            if name == "r":
                self._run(element, style, found)
            elif name in _THROUGH:
                self._walk(element, style, found)
            elif name in ("del", "moveFrom"):
                self.note(all_text(element), "deleted with tracked changes" if name == "del" else "moved elsewhere")
            elif name in ("oMath", "oMathPara"):
                found.append(Run(all_text(element)))
            elif name == "AlternateContent":
                self._walk(_first_choice(element), style, found)
            elif name in _DRAWN:
                self._picture(element)

    def _run(self, run: Element, style: Style, found: list[Run]) -> None:
        properties = child(run, "rPr")
        italic, bold = self._look(properties, style)
        text = "".join(self._characters(element) for element in run)
        if not text:
            return
        if switch(properties, "vanish"):
            self.note(text, "hidden text")
            return
        if switch(properties, "strike") or switch(properties, "dstrike"):
            self.note(text, "struck through, but kept among the words")
        found.append(Run(text, italic, bold))

    def _look(self, properties: Element | None, style: Style) -> tuple[bool, bool]:
        named = self.styles[value(child(properties, "rStyle"))] if properties is not None else PLAIN
        looks = []
        for key in ("i", "b"):
            said = (switch(properties, key), *(getattr(s, "italic" if key == "i" else "bold") for s in (named, style)))
            looks.append(next((bool(answer) for answer in said if answer is not None), False))
        return looks[0], looks[1]

    def _characters(self, element: Element) -> str:
        name = local(element)
        if name == "t":
            return element.text or ""
        if name in _CHARACTERS:
            return _CHARACTERS[name]
        if name == "br":
            return "" if value(element, "type") == "page" else "\n"
        if name == "sym":
            return self._symbol(element)
        self._attachment(name, element)
        return ""

    def _symbol(self, element: Element) -> str:
        code = value(element, "char").upper()
        if code not in _SYMBOLS:
            self.note(f"{value(element, 'font')} {code}", "a sign from a picture font")
        return _SYMBOLS.get(code, "")

    def _attachment(self, name: str, element: Element) -> None:
        if name in _DRAWN:
            self._picture(element)
        elif name == "AlternateContent":
            for inner in _first_choice(element):
                self._attachment(local(inner), inner)
        elif name in _NOTE_REFERENCES:
            kind = _NOTE_REFERENCES[name]
            if text := self.margin[kind].pop(value(element, "id"), ""):
                self.note(text, _REASONS[kind])

    def _picture(self, element: Element) -> None:
        boxes = [inner for inner in element.iter() if local(inner) == "txbxContent"]
        outer = [box for box in boxes if not any(local(above) == "txbxContent" for above in box.iterancestors())]
        self.boxes.extend(outer)
        if not outer:
            described = (inner for inner in element.iter() if local(inner) in ("docPr", "shape"))
            said = next((value(inner, "descr") or value(inner, "alt") for inner in described), "")
            self.note(said, _DRAWN[local(element)])


def _first_choice(element: Element) -> Element:
    """Of the same thing written twice, for new and for old programs, the first way."""
    return next(iter(element), element)
