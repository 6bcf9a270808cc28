"""Files made to do harm, each small, each by one trick: what they are called, how they are made, how they must end."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.formats.hostile_packages import LAUGHS, PACKAGES, packages
from tests.formats.hostile_tables import crowds
from tests.formats.hostility import Hostile
from tests.formats.packing import pack

_BEGINNINGS: tuple[tuple[str, bytes, str], ...] = (
    ("pdf", b"%PDF-1.7\n1 0 obj", "pdf"),
    ("rtf", b"{\\rtf1\\ansi x}", "rtf"),
    ("png", b"\x89PNG\r\n\x1a\n0000", "image"),
    ("jpg", b"\xff\xd8\xff\xe0 JFIF", "image"),
    ("gif", b"GIF89a\x00\x00", "image"),
    ("tif", b"II*\x000000", "image"),
    ("webp", b"RIFF\x00\x00\x00\x00WEBP", "image"),
    ("heic", b"\x00\x00\x00\x18ftypheic", "image"),
    ("7z", b"7z\xbc\xaf\x27\x1c000", "archive"),
    ("rar", b"Rar!\x1a\x07000", "archive"),
    ("gz", b"\x1f\x8b\x08000", "archive"),
    ("cab", b"MSCF\x00\x00\x00\x00", "archive"),
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
    yield from _other_packages()


def _other_packages() -> Iterator[Hostile]:
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
    yield Hostile("html: entities", "a.html", lambda: f"{LAUGHS}<html>&j;</html>".encode(), "entities")
    yield Hostile("html: a tag that never ends", "a.html", lambda: b"<html><p " + b"x" * 1_000_000, "damaged")


def everything() -> list[Hostile]:
    """All of them."""
    return [*packages(), *crowds(), *disguises(), *letters()]
