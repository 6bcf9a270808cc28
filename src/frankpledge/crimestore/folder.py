"""A store's folder on disk: where things lie, who may write now, and writing that survives a crash."""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from frankpledge.crimestore.refusals import StoreBusy, StoreRefused

GRACE = 600  # seconds that a replaced file stays, for questions that were already reading it


class Folder:
    """``catalogue.sqlite``, ``parts/<source>/force=…/month=…/*.parquet``, ``places/*.parquet`` and ``staging/``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.parts, self.places, self.staging = root / "parts", root / "places", root / "staging"

    def prepare(self) -> None:
        """Make what is not there, readable by the owner only: a police extract may be inside."""
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            for inside in (self.parts, self.places, self.staging):
                inside.mkdir(mode=0o700, exist_ok=True)
        except OSError as problem:
            raise StoreRefused(
                f"The store {self.root} cannot be opened: {problem.strerror}.", "Choose a folder that can be written."
            ) from problem

    @contextmanager
    def writing(self) -> Iterator[Path]:
        """The one writer's turn, and a staging folder of its own that is gone afterwards."""
        with (self.root / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as taken:
                raise StoreBusy(
                    f"Another load is writing to {self.root}.", "Wait for it to end, then try again."
                ) from taken
            for left in self.staging.iterdir():  # of a load that was killed: nobody else can be staging now
                shutil.rmtree(left, ignore_errors=True)
            here = self.staging / secrets.token_hex(8)
            here.mkdir(mode=0o700)
            try:
                yield here
            finally:
                shutil.rmtree(here, ignore_errors=True)

    def keep(self, staged: Path, below: str) -> str:
        """Move a finished file to its place in a way that a crash cannot halve; the path below the store's folder."""
        with staged.open("rb") as file:
            os.fsync(file.fileno())
        target = self.root / below
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        staged.replace(target)
        settle(target.parent)
        return below

    def remove(self, paths: Iterable[str]) -> None:
        """Delete now: what is forgotten must be gone."""
        for below in paths:
            (self.root / below).unlink(missing_ok=True)

    def sweep(self, named: set[str]) -> list[str]:
        """Delete the Parquet files that the catalogue does not name and that no running question can be reading."""
        before = time.time() - GRACE
        gone = []
        for path in self.strangers(named):
            if (self.root / path).stat().st_mtime < before:
                (self.root / path).unlink(missing_ok=True)
                gone.append(path)
        return gone

    def strangers(self, named: set[str]) -> list[str]:
        """Parquet files that the catalogue does not name: what a killed load left. No question reads them."""
        found = (str(path.relative_to(self.root)) for path in self.root.rglob("*.parquet"))
        return sorted(path for path in found if path not in named and not path.startswith("staging/"))

    def key(self) -> bytes:
        """The store's own secret, with which people's identifiers become pseudonyms; made at the first need."""
        path = self.root / "pseudonyms.key"
        if not path.exists():
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(secrets.token_bytes(32))
                file.flush()
                os.fsync(file.fileno())
            settle(self.root)
        return path.read_bytes()


def settle(folder: Path) -> None:
    """Make a folder's new names outlive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256_of(path: Path) -> str:
    """The file's SHA-256, as ``sha256sum`` prints it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
