"""Files made to do harm, each small, each by one trick: what they are called, how they are made, how they must end."""

from __future__ import annotations

import io
import random
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.formats.packing import XML, O, S, W, c, docx, odt, p, pack, repack, tbl, tc, tr, xlsx

_MEGABYTE = b"0" * (1 << 20)


@dataclass(frozen=True)
class Hostile:
    """One file. ``code`` is the refusal it must meet; "" where it may be refused or read, but must end either way."""

    name: str
    filename: str
    make: Callable[[], bytes]
    code: str = ""


PACKAGES: dict[str, Callable[[], bytes]] = {
    "docx": lambda: docx(tbl(tr(tc("1.1"), tc("Safer")))),
    "odt": lambda: odt("<text:p>Safer</text:p>"),
    "xlsx": lambda: xlsx(f'<row r="1">{c("A1", "1.1")}</row>'),
}
MAIN = {"docx": "word/document.xml", "odt": "content.xml", "xlsx": "xl/worksheets/sheet1.xml"}
_ROOT = {"docx": f"w:document {W}", "odt": f"office:document-content {O}", "xlsx": f"worksheet {S}"}

_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {chr(98 + n)} "{"&" + chr(97 + n) + ";" * 1}{("&" + chr(97 + n) + ";") * 9}">' for n in range(10)
    )
    + "]>"
)
_DECLARATIONS = {
    "billion laughs": _LAUGHS,
    "quadratic blow-up": f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>',
    "a local file": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "a remote file": '<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1:9/x">]>',
    "a parameter entity": '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;]>',
    "a remote type": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    "a public type": '<!DOCTYPE x PUBLIC "-//X//X//EN" "http://127.0.0.1:9/x.dtd">',
    "an attribute list": '<!DOCTYPE x [<!ATTLIST x y CDATA "z">]>',
}


def _entry(
    data: bytes, name: str, content: bytes = b"x", change: Callable[[zipfile.ZipInfo], None] | None = None
) -> bytes:
    """The package with one more part whose entry is changed."""
    packed = io.BytesIO(data)
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo(name)
        if change:
            change(info)
        archive.writestr(info, content, compress_type=info.compress_type or zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _encrypted(data: bytes) -> bytes:
    """Every entry marked as encrypted, as a zip program marks it."""
    changed = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(mark)
        while place >= 0:
            changed[place + at] |= 1
            place = changed.find(mark, place + 4)
    return bytes(changed)


def _wrong_sum(data: bytes) -> bytes:
    """The checksums in the directory changed."""
    changed = bytearray(data)
    place = changed.find(b"PK\x01\x02")
    while place >= 0:
        changed[place + 16] ^= 0xFF
        place = changed.find(b"PK\x01\x02", place + 4)
    return bytes(changed)


def _lying_size(data: bytes) -> bytes:
    """A directory that says each part is four thousand million bytes long."""
    changed = bytearray(data)
    place = changed.find(b"PK\x01\x02")
    while place >= 0:
        changed[place + 24 : place + 28] = struct.pack("<I", 0xFFFFFFF0)
        place = changed.find(b"PK\x01\x02", place + 4)
    return bytes(changed)


def _many_parts(data: bytes) -> bytes:
    packed = io.BytesIO(data)
    with zipfile.ZipFile(packed, "a") as archive:
        for number in range(3_100):
            archive.writestr(f"x/{number}", b"")
    return packed.getvalue()


def _link(info: zipfile.ZipInfo) -> None:
    info.external_attr = (stat.S_IFLNK | 0o777) << 16


def _packed_by(method: int) -> Callable[[zipfile.ZipInfo], None]:
    def change(info: zipfile.ZipInfo) -> None:
        info.compress_type = method

    return change


def _twice(data: bytes, part: str) -> bytes:
    packed = io.BytesIO(data)
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr(part.upper(), "<x/>")
    return packed.getvalue()


_ADDED: tuple[tuple[str, str, bytes, str], ...] = (
    ("a step upwards", "../../outside.txt", b"x", "unsafe-name"),
    ("a step upwards inside", "word/../../../x", b"x", "unsafe-name"),
    ("a path from the root", "/etc/cron.d/x", b"x", "unsafe-name"),
    ("a drive", "C:/x.dll", b"x", "unsafe-name"),
    ("a backslash", "..\\..\\x", b"x", "unsafe-name"),
    ("a zip inside", "inner.zip", pack({"x": "y"}), "nested-archive"),
    ("a zip under another name", "media/picture.png", pack({"x": "y"}), "nested-archive"),
    ("a zip of zips", "x.bin", pack({"x.zip": pack({"y.zip": pack({"z": "0" * 100_000})})}), "nested-archive"),
    ("a 7z inside", "x.bin", b"7z\xbc\xaf\x27\x1c" + b"0" * 50, "nested-archive"),
    ("a rar inside", "x.bin", b"Rar!\x1a\x07" + b"0" * 50, "nested-archive"),
    ("a gzip inside", "x.bin", b"\x1f\x8b\x08" + b"0" * 50, "nested-archive"),
    ("a jar", "lib/x.jar", b"0", "nested-archive"),
    ("macros of Word", "word/vbaProject.bin", b"0", "macros"),
    ("macros of Excel", "xl/vbaProject.bin", b"0", "macros"),
    ("macros of LibreOffice", "Basic/Standard/Module1.xml", b"<x/>", "macros"),
    ("scripts of LibreOffice", "Scripts/python/x.py", b"0", "macros"),
    ("a sheet of old macros", "xl/macrosheets/sheet1.xml", b"<x/>", "macros"),
    ("an object", "word/embeddings/oleObject1.bin", b"0", "embedded-object"),
    (
        "an object under another name",
        "media/x.png",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600,
        "embedded-object",
    ),
    ("an ActiveX control", "word/activeX/activeX1.xml", b"<x/>", "embedded-object"),
    ("a program", "media/x.bin", b"MZ" + b"0" * 60, "embedded-object"),
    ("a part that is no XML", "customXml/item1.xml", b"<open>", "damaged"),
    ("a part in a broken alphabet", "customXml/item1.xml", b'<?xml version="1.0"?><x>\xff\xfe\xff</x>', "damaged"),
    ("a part in an unknown alphabet", "customXml/item1.xml", b'<?xml version="1.0" encoding="x-none"?><x/>', "damaged"),
)


def packages() -> Iterator[Hostile]:
    """Tricks with the zip file and its parts, on each kind of package."""
    for kind, whole in PACKAGES.items():
        name = f"plan.{kind}"
        yield Hostile(f"{kind}: a bomb of one part", name, lambda w=whole: _entry(w(), "x.bin", _MEGABYTE * 8), "bomb")
        yield Hostile(f"{kind}: a size that lies", name, lambda w=whole: _lying_size(w()), "bomb")
        yield Hostile(f"{kind}: parts beyond counting", name, lambda w=whole: _many_parts(w()), "too-many-parts")
        yield Hostile(
            f"{kind}: a symbolic link", name, lambda w=whole: _entry(w(), "x", b"/etc/passwd", _link), "link-inside"
        )
        yield Hostile(f"{kind}: encrypted", name, lambda w=whole: _encrypted(w()), "password")
        yield Hostile(f"{kind}: wrong checksums", name, lambda w=whole: _wrong_sum(w()), "damaged")
        yield Hostile(f"{kind}: a part twice", name, lambda w=whole, k=kind: _twice(w(), MAIN[k]), "damaged")
        for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
            change = _packed_by(method)
            yield Hostile(
                f"{kind}: method {method}", name, lambda w=whole, c=change: _entry(w(), "x", b"y" * 99, c), "damaged"
            )
        for what, part, content, code in _ADDED:
            yield Hostile(f"{kind}: {what}", name, lambda w=whole, n=part, d=content: _entry(w(), n, d), code)
        yield from _bad_xml(kind, whole)
        yield from _cut(kind, whole)


def _bad_xml(kind: str, whole: Callable[[], bytes]) -> Iterator[Hostile]:
    name, main, root = f"plan.{kind}", MAIN[kind], _ROOT[kind]
    close = root.split()[0]

    def with_main(content: str | bytes) -> Callable[[], bytes]:
        return lambda: repack(whole(), {main: content})

    for what, declared in _DECLARATIONS.items():
        use = "&a;" if "ENTITY a" in declared else ""
        yield Hostile(f"{kind}: {what}", name, with_main(f"{XML}{declared}<{root}>{use}</{close}>"), "entities")
        other = {"docProps/app.xml": f"{XML}{declared}<x>{use}</x>"}
        yield Hostile(f"{kind}: {what} in another part", name, lambda w=whole, o=other: repack(w(), o), "entities")
    sixteen = ('<?xml version="1.0" encoding="UTF-16"?>' + _LAUGHS + "<x>&j;</x>").encode("utf-16")
    yield Hostile(f"{kind}: laughs in UTF-16", name, with_main(sixteen), "entities")
    yield Hostile(f"{kind}: ten thousand elements deep", name, with_main("<x>" * 10_000 + "</x>" * 10_000), "too-deep")
    yield Hostile(f"{kind}: not XML", name, with_main("plain words"), "damaged")
    yield Hostile(f"{kind}: empty main part", name, with_main(""), "damaged")
    yield Hostile(f"{kind}: another root", name, with_main("<x/>"))
    yield Hostile(f"{kind}: HTML instead", name, with_main("<html><p>x</html>"), "damaged")
    yield Hostile(
        f"{kind}: a text of eleven megabytes", name, with_main(f"<{root}><x>{'a' * 11_000_000}</x></{close}>")
    )
    yield Hostile(f"{kind}: an undefined entity", name, with_main(f"<{root}>&nbsp;</{close}>"), "damaged")


def _cut(kind: str, whole: Callable[[], bytes]) -> Iterator[Hostile]:
    for part in (5, 20, 50, 80, 99):
        yield Hostile(
            f"{kind}: cut at {part}%",
            f"plan.{kind}",
            lambda w=whole, n=part: (d := w())[: len(d) * n // 100],
            "damaged",
        )
    for seed in range(12):
        yield Hostile(f"{kind}: bytes changed ({seed})", f"plan.{kind}", lambda w=whole, s=seed: _scrambled(w(), s))
    yield Hostile(f"{kind}: junk before", f"plan.{kind}", lambda w=whole: b"\x00junk" + w())
    yield Hostile(f"{kind}: junk behind", f"plan.{kind}", lambda w=whole: w() + b"junk" * 100)


def _scrambled(data: bytes, seed: int) -> bytes:
    chance = random.Random(seed)  # noqa: S311 - the same damage every time
    changed = bytearray(data)
    for _ in range(1 + seed * 3):
        changed[chance.randrange(4, len(changed))] = chance.randrange(256)
    return bytes(changed)


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
    yield Hostile("docx: 60,000 rows", "a.docx", lambda: docx(tbl("<w:tr/>" * 60_000)), "too-many-rows")
    yield Hostile("docx: tables 40 deep", "a.docx", lambda: docx(_deep_tables(40)), "too-deep")
    yield Hostile(
        "docx: a list 99 deep",
        "a.docx",
        lambda: docx(p("x", '<w:numPr><w:ilvl w:val="99"/><w:numId w:val="1"/></w:numPr>')),
        "too-deep",
    )
    ring = f'<w:styles {W}><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
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
    rows = '<table:table-row table:number-rows-repeated="900000000"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>'
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
        "xlsx: 60,000 rows",
        "a.xlsx",
        lambda: xlsx("".join(f"<row>{c('', 'x')}</row>" for _ in range(60_000))),
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
            styles=f'<styleSheet {S}><numFmts><numFmt numFmtId="200" formatCode="{"0" * 1_000_000}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>',
        ),
    )
    yield Hostile("csv: 10,000 columns", "a.csv", lambda: b"x," * 9_999 + b"x\n", "too-wide")
    yield Hostile("csv: 60,000 rows", "a.csv", lambda: b"x,y\n" * 60_000, "too-many-rows")
    yield Hostile("csv: a quotation that never ends", "a.csv", lambda: b'a,b\n"' + b"x,\n" * 100_000, "damaged")
    yield Hostile("md: 10,000 columns of tabs", "a.md", lambda: b"x\t" * 10_000 + b"\n", "too-wide")
    yield Hostile("md: 10,000 columns of pipes", "a.md", lambda: b"|x" * 10_000 + b"|\n", "too-wide")
    yield Hostile("txt: 60,000 rows", "a.txt", lambda: b"x\ty\tz\n" * 60_000, "too-many-rows")
    yield Hostile("html: 10,000 columns", "a.html", lambda: b"<table><tr>" + b"<td>x" * 10_000, "too-wide")
    yield Hostile("html: a span of 10,000", "a.html", lambda: b"<table><tr><td colspan=10000>x", "too-wide")
    yield Hostile("html: a span of 900 million rows", "a.html", lambda: b"<table><tr><td rowspan=900000000>x<tr><td>y")
    yield Hostile("html: 60,000 rows", "a.html", lambda: b"<table>" + b"<tr><td>x" * 60_000, "too-many-rows")
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


_BEGINNINGS: tuple[tuple[str, bytes, str], ...] = (
    ("pdf", b"%PDF-1.7\n1 0 obj", "pdf"),
    ("rtf", b"{\\rtf1\\ansi x}", "rtf"),
    ("png", b"\x89PNG\r\n\x1a\n0000", "image"),
    ("jpg", b"\xff\xd8\xff\xe0 JFIF", "image"),
    ("gif", b"GIF89a000", "image"),
    ("tif", b"II*\x000000", "image"),
    ("webp", b"RIFF0000WEBP", "image"),
    ("heic", b"\x00\x00\x00\x18ftypheic", "image"),
    ("7z", b"7z\xbc\xaf\x27\x1c000", "archive"),
    ("rar", b"Rar!\x1a\x07000", "archive"),
    ("gz", b"\x1f\x8b\x08000", "archive"),
    ("cab", b"MSCF0000", "archive"),
    ("exe", b"MZ\x90\x00\x03", "program"),
    ("elf", b"\x7fELF\x02\x01", "program"),
    ("sh", b"#!/bin/sh\nexit", "program"),
    ("mht", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "web-archive"),
    ("doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "old-word"),
    ("xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "old-excel"),
    ("ppt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "PowerPoint Document".encode("utf-16-le"), "slides"),
    ("msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 100, "old-office"),
    ("locked", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    ("flat.xml", b"<?xml version='1.0'?><office:document/>", "flat-xml"),
)


def disguises() -> Iterator[Hostile]:
    """Files that are not what their names say."""
    for true, start, code in _BEGINNINGS:
        for ending in (true, "docx", "csv", "html"):
            yield Hostile(f"{true} named .{ending}", f"plan.{ending}", lambda s=start: s, "" if "xml" in true else code)
    for kind, whole in PACKAGES.items():
        for ending in ("docx", "odt", "xlsx", "html", "md", "csv", "pdf", "doc", "exe"):
            if ending != kind:
                yield Hostile(f"{kind} named .{ending}", f"plan.{ending}", whole, "wrong-type")
    for ending in ("docx", "odt", "xlsx"):
        yield Hostile(f"words named .{ending}", f"plan.{ending}", lambda: b"Ref\tObjective\n", "wrong-type")
        yield Hostile(f"a zip of anything named .{ending}", f"plan.{ending}", lambda: pack({"a.txt": "x"}), "damaged")
    macros = {"docm": "ms-word.document", "xlsm": "ms-excel.sheet"}
    for ending, kind in macros.items():
        types = f'<Types><Override ContentType="application/vnd.{kind}.macroEnabled.main+xml"/></Types>'
        for name in (ending, ending[:-1] + "x"):
            yield Hostile(
                f"{ending} named .{name}", f"a.{name}", lambda t=types: pack({"[Content_Types].xml": t}), "macros"
            )
    other = {
        "ods": ("opendocument.spreadsheet", "opendocument-sheet"),
        "odp": ("opendocument.presentation", "slides"),
        "epub": ("epub+zip", "unknown-type"),
    }
    for ending, (kind, code) in other.items():
        yield Hostile(ending, f"a.{ending}", lambda k=kind: pack({"mimetype": f"application/vnd.oasis.{k}"}), code)
    yield Hostile("pages", "a.pages", lambda: pack({"Index/Document.iwa": "0"}), "pages")
    yield Hostile("a zip", "a.zip", lambda: pack({"a.txt": "x"}), "archive")


def letters() -> Iterator[Hostile]:
    """Text that is not text, and text made to keep a careless pattern busy for ever."""
    for ending in ("csv", "md", "txt", "html"):
        name = f"a.{ending}"
        yield Hostile(f"{ending}: nothing", name, lambda: b"", "empty")
        yield Hostile(f"{ending}: only white space", name, lambda: b"\xef\xbb\xbf \r\n\t \n", "empty")
        yield Hostile(f"{ending}: noughts", name, lambda: b"Ref\x00Objective", "not-text")
        yield Hostile(f"{ending}: control signs", name, lambda: b"Ref\x07\x01\x02", "not-text")
        yield Hostile(f"{ending}: half of UTF-16", name, lambda: b"\xff\xfeR\x00e", "unknown-encoding")
        yield Hostile(f"{ending}: UTF-16 without its mark", name, lambda: "Ref,Lead".encode("utf-16-le"), "not-text")
        yield Hostile(f"{ending}: no alphabet at all", name, lambda: b"Ref \x81\x8d\x8f\x90", "unknown-encoding")
        yield Hostile(f"{ending}: noise", name, lambda: random.Random(7).randbytes(5_000))  # noqa: S311
        yield Hostile(f"{ending}: too much", name, lambda: b"word " * (5 << 20), "too-large")
        for what, unit in (
            ("stars", b"*a "),
            ("brackets", b"["),
            ("tags", b"<b "),
            ("quotes", b'<p a="'),
            ("bars", b"| "),
            ("spaces", b"  "),
            ("ticks", b"`"),
            ("lines", b"\n"),
            ("signs", b"&#x41;"),
            ("equals", b"<a = "),
            ("hashes", b"# "),
        ):
            yield Hostile(f"{ending}: 900,000 {what}", name, lambda u=unit: b"x" + u * (900_000 // len(u)) + b"x")
    yield Hostile("html: an unknown alphabet", "a.html", lambda: b"<html><meta charset=utf-7><p>x", "unknown-encoding")
    yield Hostile("html: entities", "a.html", lambda: f"{_LAUGHS}<html>&j;</html>".encode(), "entities")
    yield Hostile("html: a tag that never ends", "a.html", lambda: b"<html><p " + b"x" * 1_000_000, "damaged")


def everything() -> list[Hostile]:
    """All of them."""
    return [*packages(), *crowds(), *disguises(), *letters()]
