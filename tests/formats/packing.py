"""Builds office files part by part, so that a test can make exactly the one it means."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
O = (  # noqa: E741 - as short as the others
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)
_TYPES = 'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"'
_LINKS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_OFFICE = "application/vnd.openxmlformats-officedocument"


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def repack(data: bytes, changed: Mapping[str, str | bytes]) -> bytes:
    """The same package with some parts other, or new."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return pack({**parts, **changed})


def content_types(part: str, kind: str) -> str:
    """The list of types with the one that matters."""
    default = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{XML}<Types {_TYPES}>{default}<Override PartName="/{part}" ContentType="{kind}"/></Types>'


def docx(body: str, **parts: str) -> bytes:
    """A Word file with this body; ``styles``, ``numbering``, ``comments``, ``header1`` … are more parts' content."""
    extra = {f"word/{name}.xml": f"{XML}{content}" for name, content in parts.items()}
    return pack(
        {
            "[Content_Types].xml": content_types("word/document.xml", f"{_OFFICE}.wordprocessingml.document.main+xml"),
            "word/document.xml": f"{XML}<w:document {W} {R}><w:body>{body}</w:body></w:document>",
            **extra,
        }
    )


def p(text: str, properties: str = "", run: str = "") -> str:
    """A Word paragraph of one run."""
    props = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    look = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f'<w:p>{props}<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def tc(content: str, properties: str = "") -> str:
    """A Word cell; bare words become a paragraph."""
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A Word row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    """A Word table."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def xlsx(rows: str, *, after: str = "", name: str = "Plan", **parts: str) -> bytes:
    """A workbook of one sheet with these rows."""
    sheet = f'<sheet name="{name}" sheetId="1" r:id="rId1"/>'
    extra = {f"xl/{key.replace('__', '/')}.xml": f"{XML}{content}" for key, content in parts.items()}
    return pack(
        {
            "[Content_Types].xml": content_types("xl/workbook.xml", f"{_OFFICE}.spreadsheetml.sheet.main+xml"),
            "xl/workbook.xml": f"{XML}<workbook {S} {R}><sheets>{sheet}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": links(("rId1", "worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": f"{XML}<worksheet {S} {R}><sheetData>{rows}</sheetData>{after}</worksheet>",
            **extra,
        }
    )


def links(*entries: tuple[str, str, str]) -> str:
    """A part's relationships: identifier, kind, target."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    made = "".join(f'<Relationship Id="{name}" Type="{kind}/{what}" Target="{to}"/>' for name, what, to in entries)
    return f"{XML}<Relationships {_LINKS}>{made}</Relationships>"


def c(reference: str, text: str, kind: str = "inlineStr", style: int = 0) -> str:
    """A workbook's cell."""
    inner = f"<is><t>{text}</t></is>" if kind == "inlineStr" else f"<v>{text}</v>"
    return f'<c r="{reference}" t="{kind}" s="{style}">{inner}</c>'


def odt(body: str, styles: str = "", automatic: str = "") -> bytes:
    """An OpenDocument text with this body."""
    look = f"<office:automatic-styles>{automatic}</office:automatic-styles>"
    content = f"{look}<office:body><office:text>{body}</office:text></office:body>"
    return pack(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{XML}<office:document-content {O}>{content}</office:document-content>",
            "styles.xml": f"{XML}<office:document-styles {O}>{styles}</office:document-styles>",
            "META-INF/manifest.xml": f'{XML}<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        }
    )
