"""Writes a zip container again with nothing in it that depends on the moment, so that equal plans are equal files."""

from __future__ import annotations

import io
import re
import zipfile

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can name
_MADE = re.compile(rb"<dcterms:(created|modified)\b[^>]*?(?:/>|>.*?</dcterms:\1>)", re.DOTALL)


def steady(office_file: bytes) -> bytes:
    """The same office file without the times at which its parts were made."""
    steadied = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(office_file)) as before,
        zipfile.ZipFile(steadied, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            part = before.read(name)
            if name == "docProps/core.xml":
                part = _MADE.sub(b"", part)
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            after.writestr(entry, part)
    return steadied.getvalue()
