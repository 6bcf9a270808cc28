"""Tricks with the zip file that an office file is, and with the XML in it."""

from __future__ import annotations

import io
import random
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator

from tests.formats.hostility import Hostile
from tests.formats.packing import XML, O, S, W, c, docx, odt, pack, repack, tbl, tc, tr, xlsx

PACKAGES: dict[str, Callable[[], bytes]] = {
    "docx": lambda: docx(tbl(tr(tc("1.1"), tc("Safer")))),
    "odt": lambda: odt("<text:p>Safer</text:p>"),
    "xlsx": lambda: xlsx(f'<row r="1">{c("A1", "1.1")}</row>'),
}
MAIN = {"docx": "word/document.xml", "odt": "content.xml", "xlsx": "xl/worksheets/sheet1.xml"}
_ROOT = {"docx": f"w:document {W}", "odt": f"office:document-content {O}", "xlsx": f"worksheet {S}"}

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {chr(98 + n)} "{"&" + chr(97 + n) + ";" * 1}{("&" + chr(97 + n) + ";") * 9}">' for n in range(10)
    )
    + "]>"
)
_DECLARATIONS = {
    "billion laughs": LAUGHS,
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
        yield Hostile(
            f"{kind}: a bomb of one part", name, lambda w=whole: _entry(w(), "x.bin", b"0" * (8 << 20)), "bomb"
        )
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
    sixteen = ('<?xml version="1.0" encoding="UTF-16"?>' + LAUGHS + "<x>&j;</x>").encode("utf-16")
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
