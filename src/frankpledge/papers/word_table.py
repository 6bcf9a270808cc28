"""A Word table built straight from XML elements: python-docx's own cells cost more the longer the table grows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from frankpledge.formats.document import Run
from frankpledge.papers.lines import Line, clean
from frankpledge.papers.look import Look
from frankpledge.papers.word_page import BULLET_LIST, Xml

_SHORT_ENOUGH_TO_KEEP = 700  # characters in the longest cell: about a third of a page
_BORDER_INK = "8A9499"
_BULLET_STYLES = ("ListBullet", "ListBullet2", "ListBullet3")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_BORDER_INK}"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_EMPTY_TABLE = f"""
<w:tbl {nsdecls("w")}>
  <w:tblPr>
    <w:tblW w:w="{{width}}" w:type="dxa"/>
    <w:tblBorders>{_BORDERS}</w:tblBorders>
    <w:tblLayout w:type="fixed"/>
    <w:tblCellMar>
      <w:top w:w="57" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>
      <w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>
    </w:tblCellMar>
    <w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"
      w:noHBand="1" w:noVBand="1"/>
  </w:tblPr>
  <w:tblGrid/>
</w:tbl>"""


@dataclass(frozen=True, slots=True)
class WordCell:
    """One cell: ``columns`` it is merged over; ``merge`` "restart" begins a merge downwards, "continue" goes on."""

    lines: tuple[Line, ...] = ()
    columns: int = 1
    merge: str = ""


class WordTable:
    """A table whose rows are added from top to bottom."""

    def __init__(self, shares: Sequence[float], look: Look, text_width: int) -> None:
        """``shares`` of the page's text width, in twips, for each column; they sum to one."""
        self.widths = _widths(shares, text_width)
        self.look = look
        self.element: Xml = parse_xml(_EMPTY_TABLE.format(width=text_width))
        grid = self.element.find(qn("w:tblGrid"))
        for width in self.widths:
            _add(grid, "w:gridCol", w=str(width))

    def describe(self, title: str) -> None:
        """Name the table for people who hear it read out."""
        properties = self.element.find(qn("w:tblPr"))
        _add(properties, "w:tblCaption", val=clean(title))

    def row(self, cells: Sequence[WordCell], *, header: bool = False) -> None:
        """Add a row; a header row repeats on every page the table reaches."""
        row = _add(self.element, "w:tr")
        properties = _add(row, "w:trPr")
        if header or _is_short(cells):
            _add(properties, "w:cantSplit")
        if header:
            _add(properties, "w:tblHeader")
        at = 0
        for cell in cells:
            self._cell(row, cell, sum(self.widths[at : at + cell.columns]), header=header)
            at += cell.columns

    def _cell(self, row: Xml, cell: WordCell, width: int, *, header: bool) -> None:
        element = _add(row, "w:tc")
        properties = _add(element, "w:tcPr")
        _add(properties, "w:tcW", w=str(width), type="dxa")
        if cell.columns > 1:
            _add(properties, "w:gridSpan", val=str(cell.columns))
        if cell.merge:
            _add(properties, "w:vMerge", val=cell.merge)
        if header:
            _add(properties, "w:shd", val="clear", color="auto", fill=self.look.bar)
        for line in cell.lines or (Line(),):
            _paragraph(element, line, header=header)


def _widths(shares: Sequence[float], text_width: int) -> list[int]:
    """The columns' widths in twips, filling the page exactly."""
    edges = [round(text_width * sum(shares[:count])) for count in range(len(shares) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _is_short(cells: Sequence[WordCell]) -> bool:
    return all(sum(len(line.text) for line in cell.lines) <= _SHORT_ENOUGH_TO_KEEP for cell in cells)


def _paragraph(cell: Xml, line: Line, *, header: bool) -> None:
    paragraph = _add(cell, "w:p")
    properties = _add(paragraph, "w:pPr")
    if line.level:
        level = min(line.level, 9) - 1
        _add(properties, "w:pStyle", val=_BULLET_STYLES[min(level, 2)])
        numbering = _add(properties, "w:numPr")
        _add(numbering, "w:ilvl", val=str(level))
        _add(numbering, "w:numId", val=str(BULLET_LIST))
    else:
        _add(properties, "w:pStyle", val="TableHeading" if header else "TableText")
    if header:
        _add(properties, "w:keepNext")
    for run in line.runs:
        if run.text:
            _run(paragraph, run, line.ink)


def _run(paragraph: Xml, run: Run, ink: str) -> None:
    element = _add(paragraph, "w:r")
    _style(element, run, ink)
    for number, line in enumerate(clean(run.text).split("\n")):
        if number:
            _add(element, "w:br")
        for part, words in enumerate(line.split("\t")):
            if part:
                _add(element, "w:tab")
            text = _add(element, "w:t")
            text.text = words
            text.set(_SPACE, "preserve")


def _style(element: Xml, run: Run, ink: str) -> None:
    if not (run.bold or run.italic or ink):
        return
    properties = _add(element, "w:rPr")
    if run.bold:
        _add(properties, "w:b")
    if run.italic:
        _add(properties, "w:i")
    if ink:
        _add(properties, "w:color", val=ink)


def _add(parent: Xml, tag: str, **attributes: str) -> Xml:
    child: Xml = parent.makeelement(_name(tag), {_name(f"w:{name}"): value for name, value in attributes.items()})
    parent.append(child)
    return child


@cache
def _name(tag: str) -> str:
    return qn(tag)
