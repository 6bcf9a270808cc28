"""Looks at a file before any parser does: how large it is, what it really is, and whether its name agrees."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

from frankpledge.formats.refusals import REFUSALS, refusal

__all__ = ["MAX_BYTES", "REFUSALS", "decode", "kind_of"]

MAX_BYTES = 20 * 1024 * 1024

READABLE = {
    ".docx": "docx",
    ".odt": "odt",
    ".xlsx": "xlsx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "md",
    ".markdown": "md",
    ".txt": "txt",
    ".text": "txt",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
}
_TEXT_KINDS = {"html", "md", "txt", "csv"}

# How a file that cannot be read begins: (bytes, code of the refusal).
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"RIFF", "image"),
    (b"8BPS", "image"),
    (b"\x00\x00\x01\x00", "image"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"MSCF", "archive"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"#!", "program"),
    (b"MIME-Version:", "web-archive"),
)
# Refused by name where the content says nothing better: (endings, code).
_NAMES: dict[str, str] = {
    **dict.fromkeys((".doc", ".dot", ".wps"), "old-word"),
    **dict.fromkeys((".xls", ".xlt"), "old-excel"),
    **dict.fromkeys((".ppt", ".pptx", ".odp", ".key"), "slides"),
    **dict.fromkeys((".docm", ".xlsm", ".dotm", ".xltm"), "macros"),
    **dict.fromkeys((".pages", ".numbers"), "pages"),
    **dict.fromkeys((".mht", ".mhtml"), "web-archive"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic", ".svg"), "image"),
    **dict.fromkeys((".zip", ".7z", ".rar", ".gz", ".tar", ".eml", ".msg"), "archive"),
    **dict.fromkeys((".exe", ".js", ".vbs", ".bat", ".cmd", ".ps1", ".sh", ".jar", ".scr", ".py"), "program"),
    ".pdf": "pdf",
    ".rtf": "rtf",
    ".ods": "opendocument-sheet",
    ".xlsb": "binary-sheet",
    ".fodt": "flat-xml",
    ".xml": "flat-xml",
}
MAX_PARTS = 3_000  # of a zip file
_ZIP_ENTRY = b"PK\x01\x02"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", "password"),
    ("WordDocument", "old-word"),
    ("Workbook", "old-excel"),
    ("Book", "old-excel"),
    ("PowerPoint Document", "slides"),
)
# The kinds of package: a word from [Content_Types].xml or mimetype -> the kind, or the code of the refusal.
_PACKAGE_TYPES: tuple[tuple[bytes, str], ...] = (
    (b"macroEnabled", "macros"),
    (b"vnd.ms-office.vbaProject", "macros"),
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"wordprocessingml.template.main+xml", "docx"),
    (b"sheet.binary", "binary-sheet"),
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"spreadsheetml.template.main+xml", "xlsx"),
    (b"presentationml", "slides"),
)
_OPENDOCUMENT_TYPES: tuple[tuple[bytes, str], ...] = (
    (b"opendocument.text", "odt"),
    (b"opendocument.spreadsheet", "opendocument-sheet"),
    (b"opendocument.presentation", "slides"),
    (b"epub", "unknown-type"),
)
_KIND_NAMES = {
    "docx": "a Word document",
    "xlsx": "an Excel workbook",
    "odt": "an OpenDocument text",
    "html": "a web page",
}
_LOOKS_LIKE_HTML = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_FLAT_XML = re.compile(
    r"\s*<\?xml\b.{0,2000}?(?:w:wordDocument|pkg:package|office:document|urn:schemas-microsoft)", re.S
)
_XML_ENTITIES = re.compile(r"<!(?:ENTITY|ATTLIST|ELEMENT)\b|<!DOCTYPE[^>\[]{0,500}\[", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_ALLOWED_CHARSETS = {
    "utf-8",
    "utf8",
    "windows-1252",
    "cp1252",
    "iso-8859-1",
    "latin1",
    "us-ascii",
    "ascii",
    "iso-8859-15",
}


def kind_of(data: bytes, filename: str) -> str:
    """What the file is ("docx", "odt", "xlsx", "html", "md", "txt", "csv"), or a refusal."""
    if not data.strip(b"\x00\t\n\v\f\r \xef\xbb\xbf"):
        raise refusal("empty")
    if len(data) > MAX_BYTES:
        raise refusal("too-large", f"It has {len(data) / 1024**2:.0f} MB; {MAX_BYTES // 1024**2} MB can be read.")
    ending = PurePosixPath(filename.replace("\\", "/").strip().rstrip(".")).suffix.lower()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _agreed(_package_kind(data, ending), ending)
    if data.startswith(_OLE):
        raise refusal(next((code for name, code in _OLE_STREAMS if name.encode("utf-16-le") in data), "old-office"))
    for magic, code in _MAGIC:
        if data.startswith(magic) and not (magic.isalnum() and _is_text(data)):  # "BMX track", "MZ Housing" are words
            raise refusal(code)
    if data[4:8] == b"ftyp":
        raise refusal("image")
    return _text_kind(data, ending)


def _agreed(kind: str, ending: str) -> str:
    if kind in REFUSALS:
        raise refusal(kind)
    if ending and READABLE.get(ending) != kind:
        raise refusal("wrong-type", f'It is {_KIND_NAMES[kind]}, but its name ends in "{ending[:12]}".')
    return kind


def _package_kind(data: bytes, ending: str) -> str:
    """A zip file's kind, told by the part that every Office program must write."""
    if data.count(_ZIP_ENTRY) > MAX_PARTS:  # before the directory is read: each entry costs more memory than bytes
        raise refusal("too-many-parts", f"Up to {MAX_PARTS:,} can be read.")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            types = _start_of(archive, "[Content_Types].xml")
            mimetype = _start_of(archive, "mimetype")
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError) as problem:
        raise refusal("damaged") from problem
    except RuntimeError as problem:  # zipfile's way of saying that a part is encrypted
        raise refusal("password") from problem
    for mark, kind in (*_PACKAGE_TYPES, *_OPENDOCUMENT_TYPES):
        if mark in (mimetype if (mark, kind) in _OPENDOCUMENT_TYPES else types):
            return kind
    if any(name.endswith((".iwa", "Index.zip")) for name in names):
        return "pages"
    if types or mimetype or READABLE.get(ending) in ("docx", "xlsx", "odt"):
        return "damaged"
    return _NAMES.get(ending, "archive")


def _start_of(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        with archive.open(name) as part:
            return part.read(512 * 1024)
    except KeyError:
        return b""


def _text_kind(data: bytes, ending: str) -> str:
    if READABLE.get(ending, "html") not in _TEXT_KINDS:
        raise refusal("damaged" if not _is_text(data) else "wrong-type", f'Its name ends in "{ending[:12]}".')
    start = decode(data)[:4000]
    if _FLAT_XML.match(start):
        raise refusal("flat-xml")
    if _LOOKS_LIKE_HTML.match(start) or (READABLE.get(ending) == "html" and start.lstrip().startswith("<?xml")):
        if _XML_ENTITIES.search(start):
            raise refusal("entities")
        return _agreed("html", ending)
    if start.lstrip().startswith("<?xml") or _XML_ENTITIES.match(start.lstrip()):
        raise refusal("entities" if _XML_ENTITIES.search(start) else "flat-xml")
    if ending in READABLE:
        return READABLE[ending]
    raise refusal(_NAMES.get(ending, "unknown-type")) if ending else refusal("unknown-type")


def _is_text(data: bytes) -> bool:
    return b"\x00" not in data[:4096]


def decode(data: bytes, *, html: bool = False) -> str:
    """A text file's letters: UTF-8, UTF-16 with its mark, or the Windows alphabet of western Europe."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return _readable(data[len(mark) :], encoding)
    declared = _CHARSET.search(data[:4096]) if html else None
    if declared and declared[1].decode().lower() not in _ALLOWED_CHARSETS:
        raise refusal("unknown-encoding", f'It says its letters are "{declared[1].decode()}".')
    try:
        return _readable(data, "utf-8", strict=False)
    except UnicodeDecodeError:
        return _readable(data, "cp1252")


def _readable(data: bytes, encoding: str, *, strict: bool = True) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as problem:
        if strict:
            raise refusal("unknown-encoding") from problem
        raise
    if _CONTROL.search(text):
        raise refusal("not-text")
    return text
