"""Tables and lists too wide, too long or too deep, in each kind of file."""

from __future__ import annotations

from collections.abc import Iterator

from tests.formats.hostility import Hostile
from tests.formats.packing import S, W, c, docx, odt, p, tbl, tc, tr, xlsx


def crowds() -> Iterator[Hostile]:
    """Tables too wide, too long or too deep, in each kind of file."""
    wide = "".join(tc("x") for _ in range(10_000))
    yield Hostile("docx: 10,000 columns", "a.docx", lambda: docx(tbl(f"<w:tr>{wide}</w:tr>")), "too-wide")
    yield Hostile(
        "docx: a span of 10,000", "a.docx", lambda: docx(tbl(tr(tc("x", '<w:gridSpan w:val="10000"/>')))), "too-wide"
    )
    yield Hostile(
        "docx: a skip of 10,000",
        "a.docx",
        lambda: docx(tbl(tr(tc("x"), properties='<w:gridBefore w:val="10000"/>'))),
        "too-wide",
    )
    yield Hostile("docx: 21,000 rows", "a.docx", lambda: docx(tbl("<w:tr/>" * 21_000)), "too-many-rows")
    yield Hostile("docx: tables 40 deep", "a.docx", lambda: docx(_deep_tables(40)), "too-deep")
    yield Hostile(
        "docx: a list 99 deep",
        "a.docx",
        lambda: docx(p("x", '<w:numPr><w:ilvl w:val="99"/><w:numId w:val="1"/></w:numPr>')),
        "too-deep",
    )
    based = "".join(f'<w:style w:styleId="{one}"><w:basedOn w:val="{other}"/></w:style>' for one, other in ("AB", "BA"))
    ring = f"<w:styles {W}>{based}</w:styles>"
    yield Hostile("docx: styles in a ring", "a.docx", lambda: docx(p("x", '<w:pStyle w:val="A"/>'), styles=ring))
    cells = "<table:table-cell/>" * 10_000
    yield Hostile(
        "odt: 10,000 columns",
        "a.odt",
        lambda: odt(f"<table:table><table:table-row>{cells}</table:table-row></table:table>"),
        "too-wide",
    )
    for what, attribute in (("columns", "columns-repeated"), ("spanned columns", "columns-spanned")):
        cell = f'<table:table-cell table:number-{attribute}="100000"><text:p>x</text:p></table:table-cell>'
        yield Hostile(
            f"odt: 100,000 {what}",
            "a.odt",
            lambda c=cell: odt(f"<table:table><table:table-row>{c}</table:table-row></table:table>"),
            "too-wide",
        )
    filled = "<table:table-cell><text:p>x</text:p></table:table-cell>"
    rows = f'<table:table-row table:number-rows-repeated="900000000">{filled}</table:table-row>'
    yield Hostile("odt: 900 million rows", "a.odt", lambda: odt(f"<table:table>{rows}</table:table>"), "too-many-rows")
    yield Hostile("odt: 900 million spaces", "a.odt", lambda: odt('<text:p>a<text:s text:c="900000000"/>b</text:p>'))
    yield Hostile(
        "odt: lists 60 deep",
        "a.odt",
        lambda: odt("<text:list><text:list-item>" * 60 + "<text:p>x</text:p>" + "</text:list-item></text:list>" * 60),
        "too-deep",
    )
    yield Hostile("xlsx: the last column", "a.xlsx", lambda: xlsx(f'<row r="1">{c("XFD1", "x")}</row>'), "too-wide")
    yield Hostile(
        "xlsx: the last corner", "a.xlsx", lambda: xlsx(f'<row r="1048576">{c("XFD1048576", "x")}</row>'), "too-wide"
    )
    yield Hostile("xlsx: the last row", "a.xlsx", lambda: xlsx(f'<row r="1048576">{c("A1048576", "x")}</row>'))
    yield Hostile(
        "xlsx: a merge of everything",
        "a.xlsx",
        lambda: xlsx(
            f'<row r="1">{c("A1", "x")}</row>', after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
    )
    yield Hostile(
        "xlsx: merges over merges",
        "a.xlsx",
        lambda: xlsx(
            f'<row r="1">{c("A1", "x")}</row>',
            after="<mergeCells>" + '<mergeCell ref="A1:ZZ9999"/>' * 20_000 + "</mergeCells>",
        ),
    )
    yield Hostile(
        "xlsx: 21,000 rows",
        "a.xlsx",
        lambda: xlsx("".join(f"<row>{c('', 'x')}</row>" for _ in range(21_000))),
        "too-many-rows",
    )
    yield Hostile(
        "xlsx: words that are not there", "a.xlsx", lambda: xlsx(f'<row r="1">{c("A1", "99", "s")}</row>'), "damaged"
    )
    text = f"<sst {S}><si><t>{'ha ' * 300_000}</t></si></sst>"
    many = "".join(f"<row>{c('', '0', 's')}</row>" for _ in range(500))
    yield Hostile("xlsx: one text in 500 cells", "a.xlsx", lambda: xlsx(many, sharedStrings=text), "too-large")
    yield Hostile(
        "xlsx: a format of a megabyte",
        "a.xlsx",
        lambda: xlsx(
            '<row r="1"><c r="A1" s="0"><v>1</v></c></row>',
            styles=f'<styleSheet {S}><numFmts><numFmt numFmtId="200" formatCode="{"0" * 1_000_000}"/></numFmts>'
            '<cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>',
        ),
    )
    yield Hostile("csv: 10,000 columns", "a.csv", lambda: b"x," * 9_999 + b"x\n", "too-wide")
    yield Hostile("csv: 21,000 rows", "a.csv", lambda: b"x,y\n" * 21_000, "too-many-rows")
    yield Hostile("csv: a quotation that never ends", "a.csv", lambda: b'a,b\n"' + b"x,\n" * 100_000, "damaged")
    yield Hostile("md: 10,000 columns of tabs", "a.md", lambda: b"x\t" * 10_000 + b"\n", "too-wide")
    yield Hostile("md: 10,000 columns of pipes", "a.md", lambda: b"|x" * 10_000 + b"|\n", "too-wide")
    yield Hostile("txt: 21,000 rows", "a.txt", lambda: b"x\ty\tz\n" * 21_000, "too-many-rows")
    yield Hostile("html: 10,000 columns", "a.html", lambda: b"<table><tr>" + b"<td>x" * 10_000, "too-wide")
    yield Hostile("html: a span of 10,000", "a.html", lambda: b"<table><tr><td colspan=10000>x", "too-wide")
    yield Hostile("html: a span of 900 million rows", "a.html", lambda: b"<table><tr><td rowspan=900000000>x<tr><td>y")
    yield Hostile("html: 21,000 rows", "a.html", lambda: b"<table>" + b"<tr><td>x" * 21_000, "too-many-rows")
    yield Hostile(
        "html: a million attributes",
        "a.html",
        lambda: b"<p " + b"".join(b"a%d=1 " % n for n in range(200_000)) + b">x",
        "damaged",
    )
    for tag in (
        "div",
        "ul",
        "span",
        "b",
        "font",
        "table",
        "blockquote",
        "x-unknown",
        "svg",
        "math",
        "object",
        "select",
    ):
        nested = f"<{tag}><tr><td>" if tag == "table" else f"<{tag}>"
        yield Hostile(f"html: {tag} 20,000 deep", "a.html", lambda n=nested: n.encode() * 20_000, "too-deep")
        yield Hostile(
            f"md: {tag} 20,000 deep in a cell", "a.md", lambda n=nested: b"Ref\tx\n1.1\t" + n.encode() * 20_000
        )
    yield Hostile("html: tables 40 deep", "a.html", lambda: b"<table><tr><td>" * 40 + b"x", "too-deep")
    yield Hostile("html: lists 60 deep", "a.html", lambda: b"<ul><li>" * 60 + b"x", "too-deep")
    yield Hostile(
        "md: bullets 300 deep", "a.md", lambda: b"".join(b"  " * n + b"- x\n" for n in range(300)), "too-deep"
    )


def _deep_tables(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + p("x") + "</w:tc></w:tr></w:tbl>" * depth
