"""How a workbook's cells look: number formats, italic and bold, and words styled in part."""

from __future__ import annotations

from dataclasses import dataclass, field

from frankpledge.formats.blocks import Blocks, plain_blocks, split_lines
from frankpledge.formats.document import Block, Run
from frankpledge.formats.elements import Element, child, local, number, switch, value

Font = tuple[bool, bool]  # italic, bold

PLAIN: Font = (False, False)


@dataclass(slots=True)
class Looks:
    """What a cell's style number means."""

    codes: dict[int, str] = field(default_factory=dict)  # the workbook's own number formats
    fonts: list[Font] = field(default_factory=list)
    styles: list[tuple[int, int]] = field(default_factory=list)  # number format, font

    def number_format(self, style: int) -> int:
        """The number of the format that shows a cell's number."""
        return self.styles[style][0] if 0 <= style < len(self.styles) else 0

    def font(self, style: int) -> Font:
        """Whether the whole cell is italic or bold."""
        at = self.styles[style][1] if 0 <= style < len(self.styles) else 0
        return self.fonts[at] if 0 <= at < len(self.fonts) else PLAIN


def read_looks(tree: Element | None) -> Looks:
    """The workbook's styles."""
    return Looks(
        {number(value(entry, "numFmtId")): value(entry, "formatCode") for entry in _entries(tree, "numFmts")},
        [_font(entry) for entry in _entries(tree, "fonts")],
        [(number(value(entry, "numFmtId")), number(value(entry, "fontId"))) for entry in _entries(tree, "cellXfs")],
    )


def shared_texts(tree: Element | None) -> list[tuple[Run, ...]]:
    """The words that cells point at by number."""
    return [text_runs(entry) for entry in tree if local(entry) == "si"] if tree is not None else []


def text_runs(element: Element | None) -> tuple[Run, ...]:
    """A cell's words, each part in its own style; readings printed above them are left out."""
    runs: list[Run] = []
    for part in element if element is not None else ():
        if local(part) == "t":
            runs.append(Run(part.text or ""))
        elif local(part) == "r":
            text = child(part, "t")
            italic, bold = _font(child(part, "rPr"))
            runs.append(Run((text.text or "") if text is not None else "", italic, bold))
    return tuple(runs)


def styled_blocks(runs: tuple[Run, ...], font: Font) -> tuple[Block, ...]:
    """A cell's lines as paragraphs and bullets, in the cell's own font where the words have none."""
    italic, bold = font
    if len(runs) == 1 and "\n" not in runs[0].text:
        return plain_blocks(runs[0].text, italic=runs[0].italic or italic, bold=runs[0].bold or bold)
    blocks = Blocks()
    gathered: list[Run] = []
    for line in split_lines(Run(run.text.replace("\r", ""), run.italic or italic, run.bold or bold) for run in runs):
        if any(run.text.strip() for run in line):
            gathered.extend([*([Run("\n")] if gathered else []), *line])
        else:
            blocks.paragraph(gathered)
            gathered = []
    blocks.paragraph(gathered)
    return blocks.done()


def _entries(tree: Element | None, name: str) -> list[Element]:
    found = child(tree, name)
    return list(found) if found is not None else []


def _font(properties: Element | None) -> Font:
    return bool(switch(properties, "i")), bool(switch(properties, "b"))
