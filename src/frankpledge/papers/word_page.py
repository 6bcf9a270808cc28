"""An empty Word document set up to be printed: A4, British English, page numbers, real bullets."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor, Twips
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from frankpledge.formats.document import Run
from frankpledge.papers.lines import clean
from frankpledge.papers.look import Look
from frankpledge.papers.steady import steady

Xml = Any  # python-docx leaves its elements untyped, or typed as what they are not

FONT = "Arial"  # on every council's machines, and easy to read
LANGUAGE = "en-GB"
WORD_2013 = "15"  # the newest way of setting tables out; older ones hang them outside the margin
MARGIN = Mm(14)
LONG, SHORT = Mm(297), Mm(210)
BULLET_LIST = 90  # far from the numbers that the template's own lists use
_SIGNS = ("•", "◦", "▪")
_LEVELS = 9
_STEP = 227  # twips a level: 4 mm


class WordPage:
    """A Word document being written from top to bottom."""

    def __init__(self, title: str, look: Look, *, upright: bool = False) -> None:
        """Landscape, as plans are printed, unless ``upright``."""
        width = SHORT if upright else LONG
        self.text_width = Twips(round((width - 2 * MARGIN) / 635)).twips
        self.document: WordDocument = docx.Document()
        self.body = self.document.element.body
        _drop_thumbnail(self.document)
        _set_paper(self.document, upright=upright)
        _set_styles(self.document, look)
        _define_bullets(self.document)
        _set_properties(self.document, title, look)
        _set_header_and_footer(self.document, look, self.text_width)

    def paragraph(self, style: str, runs: Iterable[Run]) -> Paragraph:
        """Add a paragraph in a style."""
        paragraph = self.document.add_paragraph(style=style)
        for run in runs:
            written = paragraph.add_run(clean(run.text))
            written.italic = run.italic or None
            written.bold = run.bold or None
        return paragraph

    def page_break(self) -> None:
        """Begin a new page, as an author does with Ctrl and Enter."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run().add_break(WD_BREAK.PAGE)

    def table(self, table: Xml) -> None:
        """Add a table after what has been written so far."""
        self.body.insert(len(self.body) - 1, table)  # the last child holds the paper's size

    def saved(self) -> bytes:
        """The finished file."""
        written = io.BytesIO()
        self.document.save(written)
        return steady(written.getvalue())


def _drop_thumbnail(document: WordDocument) -> None:
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]


def _set_paper(document: WordDocument, *, upright: bool) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (SHORT, LONG) if upright else (LONG, SHORT)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.header_distance = section.footer_distance = Mm(7)


def _set_styles(document: WordDocument, look: Look) -> None:
    defaults: Xml = document.styles.element.find(qn("w:docDefaults"))
    _set_font(defaults.find(f".//{qn('w:rPr')}"))
    language = defaults.find(f".//{qn('w:lang')}")
    for attribute in ("w:val", "w:eastAsia"):
        language.set(qn(attribute), LANGUAGE)
    settings: Xml = document.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), LANGUAGE)
    settings.find(f".//{qn('w:compatSetting')}[@{qn('w:name')}='compatibilityMode']").set(qn("w:val"), WORD_2013)
    _set_style(document, "Normal", size=10.5, after=6)
    _set_style(document, "Title", size=22, after=8, ink=look.heading_ink, bold=True)
    _set_style(document, "Heading 1", size=14, before=14, after=5, ink=look.heading_ink, bold=True)
    _set_style(document, "Heading 2", size=12, before=11, after=4, ink=look.heading_ink, bold=True)
    _set_style(document, "Heading 3", size=10.5, before=8, after=3, bold=True)
    _set_style(document, "Caption", size=9, before=2, after=6, ink="505A5F")
    for name in ("List Bullet", "List Bullet 2", "List Bullet 3"):
        _set_style(document, name, size=9.5, after=2)
        _point_at_bullets(document.styles[name]._element)
    for name in ("Header", "Footer"):
        _set_style(document, name, size=8.5, after=0, ink="505A5F")
    _add_cell_styles(document, look)
    border: Xml = document.styles["Title"]._element.find(f".//{qn('w:pBdr')}")
    border.getparent().remove(border)


def _add_cell_styles(document: WordDocument, look: Look) -> None:
    for name, ink, bold in (("Table Text", "000000", False), ("Table Heading", look.on_bar, True)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        _set_style(document, name, size=9.5, after=2, ink=ink, bold=bold)


def _set_style(
    document: WordDocument,
    name: str,
    *,
    size: float,
    after: float,
    before: float = 0,
    ink: str = "000000",
    bold: bool = False,
) -> None:
    style: ParagraphStyle = document.styles[name]
    _set_font(style.element.get_or_add_rPr())
    style.font.size, style.font.bold = Pt(size), bold or None
    style.font.color.rgb = RGBColor.from_string(ink)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.1


def _set_font(properties: Xml) -> None:
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts: Xml = OxmlElement("w:rFonts")
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    properties.insert(0, fonts)


def _define_bullets(document: WordDocument) -> None:
    """One list of nine levels: the template's bullet styles are three lists of one level each, which do not nest."""
    numbering: Xml = document.part.numbering_part.element
    kind: Xml = OxmlElement("w:abstractNum")
    kind.set(qn("w:abstractNumId"), str(BULLET_LIST))
    _child(kind, "w:multiLevelType", "hybridMultilevel")
    for level in range(_LEVELS):
        kind.append(_bullet_level(level))
    numbering.insert(0, kind)  # kinds of list come before lists
    bullets = OxmlElement("w:num")
    bullets.set(qn("w:numId"), str(BULLET_LIST))
    _child(bullets, "w:abstractNumId", str(BULLET_LIST))
    numbering.append(bullets)


def _bullet_level(level: int) -> Xml:
    element: Xml = OxmlElement("w:lvl")
    element.set(qn("w:ilvl"), str(level))
    _child(element, "w:start", "1")
    _child(element, "w:numFmt", "bullet")
    _child(element, "w:lvlText", _SIGNS[level % len(_SIGNS)])
    _child(element, "w:lvlJc", "left")
    place = OxmlElement("w:ind")
    place.set(qn("w:left"), str(_STEP * (level + 1)))
    place.set(qn("w:hanging"), str(_STEP))
    _child(element, "w:pPr").append(place)
    _set_font(_child(element, "w:rPr"))
    return element


def _child(parent: Xml, tag: str, value: str = "") -> Xml:
    child: Xml = OxmlElement(tag)
    if value:
        child.set(qn("w:val"), value)
    parent.append(child)
    return child


def _point_at_bullets(style: Xml) -> None:
    """The style's own list becomes ours, so that a bullet a person adds in Word looks like its neighbours."""
    level = {"ListBullet": 0, "ListBullet2": 1, "ListBullet3": 2}[style.get(qn("w:styleId"))]
    numbering: Xml = style.find(f".//{qn('w:numPr')}")
    for old in list(numbering):
        numbering.remove(old)
    _child(numbering, "w:ilvl", str(level))
    _child(numbering, "w:numId", str(BULLET_LIST))


def _set_properties(document: WordDocument, title: str, look: Look) -> None:
    properties = document.core_properties
    properties.title, properties.author = clean(title)[:255], clean(look.partnership)[:255]
    properties.language = LANGUAGE
    properties.comments, properties.keywords, properties.last_modified_by = "", "", ""
    properties.revision = 1


def _set_header_and_footer(document: WordDocument, look: Look, text_width: int) -> None:
    section = document.sections[0]
    if look.marking:
        marking = section.header.paragraphs[0]
        marking.alignment = WD_ALIGN_PARAGRAPH.CENTER
        marking.add_run(clean(look.marking)).bold = True
    foot = section.footer.paragraphs[0]
    for stop in list(foot.style.paragraph_format.tab_stops):
        del stop
    foot.style.paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(Twips(text_width), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{clean(look.foot)}\tPage ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")


def _field(paragraph: Paragraph, name: str) -> None:
    field: Xml = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"  # shown until Word counts the pages
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
