"""Where the bytes of brought files lie between their coming and their being read, and how they are received."""

from __future__ import annotations

import hashlib
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from frankpledge.insight.models import Intake, IntakeFile
from frankpledge.insight.store import folder_of
from frankpledge.partners.models import Partnership

GIGABYTE = 2**30
LARGEST = 4 * GIGABYTE  # of one file: the publisher's whole archive is under two
LARGEST_TOGETHER = 8 * GIGABYTE
CRIMES = (".csv", ".csv.gz", ".zip", ".xlsx", ".xls", ".ods")
AREAS = (".csv", ".csv.gz", ".geojson", ".json", ".geojson.gz")


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that has come: its cleaned name, and where its bytes lie for the moment."""

    name: str
    path: Path
    sha256: str
    size: int


class Received(UploadedFile):  # type: ignore[type-arg]  # generic in the stubs alone
    """A file received straight into the partnership's own folder, never into a shared temporary one."""

    def __init__(self, path: Path, name: str, size: int, sha256: str, *, is_too_large: bool) -> None:
        super().__init__(None, name, None, size, None)
        self.path, self.sha256, self.is_too_large = path, sha256, is_too_large

    def close(self) -> None:
        """The request is over: what nobody took is not kept."""
        self.path.unlink(missing_ok=True)


class IntoFolder(FileUploadHandler):
    """Writes each file down as it comes and hashes it; what is longer than the limit is dropped, and the form says so.

    Put in place only once it is known that the person may bring files: until then nothing of theirs is written.
    """

    chunk_size = 2**20

    def __init__(self, partnership: Partnership, request: Any = None) -> None:
        super().__init__(request)
        self.folder = incoming(partnership)
        self.together = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.path = self.folder / secrets.token_hex(16)
        self.target = self.path.open("wb")
        self.digest, self.is_too_large = hashlib.sha256(), False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.together += len(raw_data)
        self.is_too_large |= start + len(raw_data) > LARGEST or self.together > LARGEST_TOGETHER
        if not self.is_too_large:
            self.target.write(raw_data)
            self.digest.update(raw_data)

    def file_complete(self, file_size: int) -> Received:
        self.target.close()
        if self.is_too_large:
            self.path.write_bytes(b"")
        return Received(
            self.path, self.file_name or "file", file_size, self.digest.hexdigest(), is_too_large=self.is_too_large
        )

    def upload_interrupted(self) -> None:
        """The browser went away."""
        if hasattr(self, "target"):
            self.target.close()
            self.path.unlink(missing_ok=True)


def incoming(partnership: Partnership) -> Path:
    """Where files lie while they come."""
    return _made(folder_of(partnership) / "incoming")


def folder_for(intake: Intake) -> Path:
    """Where an intake's files lie until each is read."""
    return folder_of(intake.partnership) / "intakes" / str(intake.pk)


def path_of(file: IntakeFile) -> Path:
    """Where a file's bytes lie; for a table in an archive, the archive's."""
    holder = file.archive or file
    return folder_for(file.intake) / str(holder.pk) / holder.name


def take(file: IntakeFile, brought: Brought) -> None:
    """Move what has come to where the job looks for it."""
    target = path_of(file)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    brought.path.replace(target)


def drop_bytes(file: IntakeFile) -> None:
    """Delete the bytes of a file that is over. An archive's go when the last table in it is over."""
    shutil.rmtree(path_of(file).parent, ignore_errors=True)


def sweep(partnership: Partnership, *, keep: Iterable[int], older_than: datetime) -> int:
    """Delete folders of intakes that are over or were never recorded, and what broke off while it came; how many."""
    kept, gone = {str(pk) for pk in keep}, 0
    for folder in (folder_of(partnership) / "intakes", folder_of(partnership) / "incoming"):
        for left in folder.iterdir() if folder.exists() else ():
            if left.name not in kept and left.stat().st_mtime < older_than.timestamp():
                shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)
                gone += 1
    return gone


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
