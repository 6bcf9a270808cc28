"""Stops keeping a file once it is longer than any that is read, so that nobody can fill the disk with one."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler

from frankpledge.formats.safety import MAX_BYTES


class WithinLimit(FileUploadHandler):
    """Comes before Django's own handlers. What it leaves is still longer than the limit, and the form says so."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass the piece on, or drop it."""
        return raw_data if start <= MAX_BYTES else None

    def file_complete(self, file_size: int) -> Any:
        """Leave the file to the handlers that kept it."""
        return
