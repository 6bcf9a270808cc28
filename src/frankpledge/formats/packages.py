"""Opens the zip file a Word, Excel or OpenDocument file is, after checking that it can do no harm."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError
from lxml import etree

from frankpledge.formats.refusals import refusal
from frankpledge.formats.safety import MAX_PARTS

MAX_PART_BYTES = 100 * 1024 * 1024
MAX_UNPACKED_BYTES = 250 * 1024 * 1024
MAX_RATIO = 300  # deflate reaches 1,032; the same plan repeated a hundred times reaches about 100
RATIO_MATTERS_FROM = 4 * 1024 * 1024

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError)
_CHUNK = 1 << 16
_DRIVE = re.compile(r"[A-Za-z]:")
_ARCHIVE_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_ARCHIVE_NAMES = (".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".jar", ".tar", ".cab", ".iso")
_PACKED_PICTURES = (".emz", ".wmz", ".svgz")
_CHART_DATA = re.compile(r"(word|xl|ppt)/embeddings/[^/]+\.(xlsx|docx|pptx)\Z", re.IGNORECASE)
_MACROS = re.compile(r"vba(Project|Data)[^/]*\.(bin|xml)\Z|(^|/)(Basic|Scripts|macrosheets)/", re.IGNORECASE)
_OBJECTS = re.compile(r"(^|/)(activeX|ctrlProps/.*\.bin)|oleObject[^/]*\.bin\Z", re.IGNORECASE)
_XML_NAMES = (".xml", ".rels", ".vml", ".rdf")
_MANIFEST = "META-INF/manifest.xml"  # OpenOffice 2 wrote a harmless document type into it


@dataclass(slots=True)
class Package:
    """A checked zip file, its parts read on demand."""

    archive: zipfile.ZipFile
    names: dict[str, str]  # name in small letters -> name: producers disagree about capitals and strokes

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.names

    def read(self, name: str) -> bytes:
        """One part's bytes, or nothing where there is no such part."""
        if name not in self:
            return b""
        try:
            return self.archive.read(self.names[name.lower()])
        except _BROKEN as problem:
            raise refusal("damaged") from problem

    def xml(self, name: str) -> etree._Element | None:
        """One part as an element tree, or None where there is no such part."""
        data = self.read(name)
        return parse_xml(data) if data else None


def parse_xml(data: bytes) -> etree._Element:
    """XML that has passed :func:`check_xml`, as a tree."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,  # keeps libxml2's own limits: 256 levels, 10 MB in one text
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise xml_refusal(problem) from problem


def xml_refusal(problem: Exception) -> Exception:
    """What to raise for XML a parser gave up on: too deep, too large for the memory there is, or broken."""
    said = str(problem).lower()
    if "memory" in said or said.startswith("unknown error"):  # all that lxml says where there is no memory left
        return MemoryError(said)
    if "depth" in said:
        return refusal("too-deep")
    return refusal("too-large" if "huge" in said else "damaged")


def open_package(data: bytes) -> Package:
    """The file's parts, checked one by one before anything is read from them."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        parts = archive.infolist()
    except (*_BROKEN, ValueError) as problem:
        raise refusal("damaged") from problem
    _check_sizes(parts)
    names: dict[str, str] = {}
    for part in parts:
        _check_part(part)
        name = part.filename.replace("\\", "/").lower()
        if name in names:
            raise refusal("damaged", f'It holds two parts named "{part.filename[:80]}".')
        names[name] = part.filename
    for part in parts:
        _check_content(archive, part)
    return Package(archive, names)


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_PARTS:
        raise refusal("too-many-parts", f"It has {len(parts):,}; {MAX_PARTS:,} can be read.")
    if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise refusal("bomb")
    for part in parts:
        large = part.file_size > RATIO_MATTERS_FROM
        if part.file_size > MAX_PART_BYTES or (large and part.file_size > MAX_RATIO * max(part.compress_size, 1)):
            raise refusal("bomb")


def _check_part(part: zipfile.ZipInfo) -> None:
    name = part.orig_filename
    steps = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in steps or _DRIVE.match(name) or "\x00" in name:
        raise refusal("unsafe-name")
    if stat.S_ISLNK(part.external_attr >> 16):
        raise refusal("link-inside")
    if part.flag_bits & 1:
        raise refusal("password")
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refusal("damaged", "It is packed in a way documents never are.")
    if _MACROS.search(part.filename):
        raise refusal("macros")
    if _OBJECTS.search(part.filename):
        raise refusal("embedded-object")
    if part.filename.lower().endswith(_ARCHIVE_NAMES):
        raise refusal("nested-archive")


def _check_content(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    name = part.filename.lower()
    try:
        with archive.open(part) as stream:
            start = stream.read(_CHUNK)
            _check_magic(name, start)
            if start and name.endswith(_XML_NAMES):  # LibreOffice leaves an empty part in every document
                check_xml(stream, start, document_type_allowed=part.filename == _MANIFEST)
    except _BROKEN as problem:
        raise refusal("damaged") from problem


def _check_magic(name: str, start: bytes) -> None:
    if start.startswith(b"\xd0\xcf\x11\xe0") or (start.startswith(b"MZ") and not name.endswith(_XML_NAMES)):
        raise refusal("embedded-object")
    if start.startswith(_ARCHIVE_MAGIC) and not name.endswith(_PACKED_PICTURES) and not _CHART_DATA.match(name):
        raise refusal("nested-archive")


class _Nothing:
    """A parser target that keeps nothing, so that checking a part takes no memory."""

    def close(self) -> None:
        """Answer the parser's last call."""


def check_xml(stream: IO[bytes], start: bytes, *, document_type_allowed: bool = False) -> None:
    """Refuse XML that is not well formed, or that declares a document type or an entity, without building a tree."""
    parser = DefusedXMLParser(target=_Nothing(), forbid_dtd=not document_type_allowed)
    try:
        while start:
            parser.feed(start)
            start = stream.read(_CHUNK)
        parser.close()
    except DefusedXmlException as problem:
        raise refusal("entities") from problem
    except (ParseError, LookupError, ValueError) as problem:
        raise xml_refusal(problem) from problem
