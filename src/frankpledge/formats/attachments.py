"""What somebody attaches to a record: photographs made anew without what the camera wrote, and checked documents.

``prepare`` is meant for the confined process (``sandbox.run_safely``). The content decides what a file is, never its
name or what the browser called it.
"""

from __future__ import annotations

import base64
import io
import re
import warnings
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from frankpledge.formats.document import DocumentRefused
from frankpledge.formats.packages import open_package
from frankpledge.formats.refusals import refusal
from frankpledge.formats.safety import MAX_BYTES, kind_of

MOST_PIXELS = 50_000_000  # the largest a telephone takes; each costs four bytes and more while it is made anew
LONGEST_SIDE = 2_000
QUALITY = 82
MEGABYTES = 1_536  # of memory for the confined process
PICTURES = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp"}
DOCUMENTS = frozenset({"pdf", "docx", "xlsx"})

_PICTURE_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
# What makes a PDF act by itself, or carry other files. Said plainly, or with the letters a PDF lets one write in hex.
_PDF_ACTS = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia)\b")
_PDF_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")


def prepare(data: bytes, _filename: str) -> dict[str, Any]:
    """What the file is, and for a photograph the copy that is safe to show; or a refusal in words for the person."""
    if not data.strip(b"\x00\t\n\r "):
        raise refusal("empty")
    if len(data) > MAX_BYTES:
        raise refusal("too-large", f"It has {len(data) / 1024**2:.0f} MB; {MAX_BYTES // 1024**2} MB can be kept.")
    if data.startswith(_PICTURE_STARTS):
        return _picture(data)
    if data.startswith(b"%PDF-"):
        return {"kind": _pdf(data)}
    return {"kind": _package(data)}


def _picture(data: bytes) -> dict[str, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # our own limit is asked below, before anything is unpacked
        try:
            picture = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
            kind = PICTURES.get(picture.format or "")
            if kind is None:
                raise refusal("unknown-type")
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise refusal("picture-too-large", f"It has {width:,} by {height:,} dots.")
            safe = _made_anew(picture)
        except DocumentRefused:
            raise
        except Image.DecompressionBombError as problem:  # Pillow's own limit, of twice what it warns at
            raise refusal("picture-too-large") from problem
        except UnidentifiedImageError as problem:
            raise refusal("unknown-type") from problem
        except (OSError, SyntaxError, ValueError, EOFError) as problem:
            raise refusal("damaged") from problem
    return {
        "kind": kind,
        "width": safe.width,
        "height": safe.height,
        "safe": base64.b64encode(_as_jpeg(safe)).decode(),
    }


def _made_anew(picture: Image.Image) -> Image.Image:
    """Upright, no larger than a page needs, and nothing but its dots: no place, time, camera, name or preview."""
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is unpacked no larger than it will be shown
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    whole = upright.convert("RGBA")
    bare = Image.new("RGB", whole.size, "white")
    bare.paste(whole, mask=whole.getchannel("A"))
    return bare


def _as_jpeg(picture: Image.Image) -> bytes:
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()


def _pdf(data: bytes) -> str:
    """A PDF that says nothing of doing anything by itself. What is packed inside it is not seen: it is never run."""
    if b"%%EOF" not in data[-2048:]:
        raise refusal("damaged")
    plain = _PDF_HEX.sub(lambda found: bytes([int(found[1], 16)]), data)
    if _PDF_ACTS.search(plain):
        raise refusal("pdf-acts")
    if b"/Encrypt" in plain:
        raise refusal("password")
    return "pdf"


def _package(data: bytes) -> str:
    """A Word document or an Excel workbook, unpacked part by part within limits."""
    if not data.startswith(b"PK\x03\x04"):
        raise refusal("not-attached")
    kind = kind_of(data, "")
    if kind not in DOCUMENTS:
        raise refusal("not-attached")
    open_package(data)
    return kind
