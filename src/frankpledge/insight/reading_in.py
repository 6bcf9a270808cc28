"""Read the files of an intake one after another: each stands or falls by itself, and a kill loses none of them."""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from frankpledge.crimestore import FileRefused, Store, StoreBusy, StoreRefused
from frankpledge.crimestore.catalogue import Part
from frankpledge.crimestore.folder import sha256_of
from frankpledge.crimestore.inputs import Input, gather, opened
from frankpledge.crimestore.sources.mapping import mapping_from
from frankpledge.insight.changes.intake import LEFT, begin_file, end_file, mark_stopped, open_archive
from frankpledge.insight.intakes import path_of
from frankpledge.insight.models import Intake, IntakeFile
from frankpledge.insight.months import in_words, span_in_words
from frankpledge.insight.queries.loaded import force_name
from frankpledge.insight.store import open_store
from frankpledge.jobs.progress import Progress

logger = logging.getLogger(__name__)
PATIENCE = 600  # seconds that one load waits for another to let go of the store
BETWEEN = 0.25
LONGEST_NAME = 255
State = IntakeFile.State
Done = TypeVar("Done")
# What the store advises somebody at a prompt, said to somebody on a page.
ON_THE_PAGE = (
    ("--mapping", "If it is a police extract, bring it in as one: the page then asks what its columns mean."),
    ("--released-on", "Bring it in again, and say when it was published."),
    ("--most-rejects", "Download or save it again. If it really is so, ask whoever runs the server to load it."),
    ("--kind", "If the partnership drew these areas itself, bring the file in again and say so."),
    ("frankpledge ", ""),
)


class Cancelled(Exception):
    """Somebody asked to stop while the job waited for its turn."""


@dataclass
class Reader:
    """One job's way through one intake."""

    intake: Intake
    job: Progress
    loaded: int = 0
    number: int = 0

    def read_all(self) -> int:
        """Read whatever is left; how many files changed the store. Raises nothing about a file: that is in its row."""
        with open_store(self.intake.partnership) as store:
            self._open_archives()
            files = self._left()
            for place, file in enumerate(files):
                if self.job.is_cancelled:
                    mark_stopped(intake=self.intake)
                    break
                self.job.step(place, len(files), f"Reading file {place + 1} of {len(files)}")
                with self.job.apart(f"file {place + 1} of {len(files)}"):
                    self._read(store, file)
            else:
                self.job.step(len(files), len(files), "")
        return self.loaded

    def _left(self) -> list[IntakeFile]:
        rows = IntakeFile.objects.filter(intake=self.intake, state__in=LEFT)
        return list(rows.select_related("intake__partnership", "archive__intake__partnership").order_by("name", "pk"))

    def _open_archives(self) -> None:
        if self.intake.what != Intake.What.CRIMES:
            return
        for file in self._left():
            if file.archive is None and file.name.lower().endswith(".zip"):
                try:
                    found, _ = gather([path_of(file)])
                    _check_members(file, found)
                except StoreRefused as refusal:
                    self._refuse(file, refusal)
                else:
                    open_archive(file=file, members=found)

    def _read(self, store: Store, file: IntakeFile) -> None:
        was_begun = file.state == State.READING
        begin_file(file=file)
        try:
            with _on_disk(file) as path:
                file.sha256 = file.sha256 or sha256_of(path)
                file.size = file.size or path.stat().st_size
                self._load(store, file, path, was_begun=was_begun)
        except Cancelled:
            mark_stopped(intake=self.intake)
        except StoreBusy:
            raise
        except StoreRefused as refusal:
            self._refuse(file, refusal)
        except Exception as problem:
            if not self.job.is_last_try:
                raise  # left as it is: the next try reads it again
            logger.error("A brought file could not be read: %s", type(problem).__name__)
            fault = StoreRefused(
                "A fault in the software kept it from being read. Nothing of it was loaded.",
                f"Give whoever runs the server the number of the work: {self.job.pk}.",
            )
            self._refuse(file, fault)

    def _load(self, store: Store, file: IntakeFile, path: Path, *, was_begun: bool) -> None:
        if self.intake.what == Intake.What.AREAS:
            found = _patiently(self.job, lambda: self._import(store, path))
        else:
            found = _patiently(self.job, lambda: self._load_crimes(store, path, file.sha256, was_begun=was_begun))
        self.loaded += found["state"] == State.LOADED
        end_file(file=file, now=self.job.now, **found)

    def _import(self, store: Store, path: Path) -> dict[str, Any]:
        how = self.intake.mapping
        made = store.import_areas(
            [path], by=self.intake.brought_by, now=self.job.now, kind="drawn" if how.get("drawn") else "",
            on=date.fromisoformat(how["on"]) if how.get("on") else None,
        )  # fmt: skip
        counts = made[0].counts
        words = ", ".join(f"{count:,} {TABLES.get(table, table)}" for table, count in counts.items())
        return {"state": State.LOADED, "row_count": sum(counts.values()), "months": words[:200]}

    def _load_crimes(self, store: Store, path: Path, sha256: str, *, was_begun: bool) -> dict[str, Any]:
        mapping = (
            mapping_from(dict(self.intake.mapping), "this extract") if self.intake.what == Intake.What.EXTRACT else None
        )
        load = store.load(
            [path], by=self.intake.brought_by, now=self.job.now, mapping=mapping,
            released_on=self.intake.released_on,
        )  # fmt: skip
        parts = [part for part in store.catalogue.parts(every_release=True) if part.file_sha256 == sha256]
        # A worker killed between the store's note and ours: the file is ours, and was loaded.
        is_ours = was_begun and any(part.loaded_at >= self.intake.brought_at for part in parts)
        state = State.UNCHANGED if load.skipped and not is_ours else State.LOADED
        words = "; ".join(_plainly(change) for change in load.changes)
        return {
            "state": state,
            "row_count": sum(part.row_count for part in parts),
            "reject_count": max((part.reject_count for part in parts), default=0),
            "months": months_in_words(parts)[:200],
            "problem": f"It replaced what was loaded before: {words}." if words else "",
        }

    def _refuse(self, file: IntakeFile, refusal: StoreRefused) -> None:
        remedy = refusal.advice
        for sign, words in ON_THE_PAGE:
            if sign in remedy:
                remedy = words
                break
        end_file(file=file, now=self.job.now, state=State.REFUSED, problem=refusal.message, remedy=remedy)


TABLES = {
    "areas": "areas", "members": "areas in larger ones", "successors": "areas that changed",
    "denominators": "counts of residents or households", "attributes": "areas classified",
}  # fmt: skip


@contextmanager
def _on_disk(file: IntakeFile) -> Iterator[Path]:
    """The file's own bytes under its own name; a table in an archive is unfolded for the moment."""
    path = path_of(file)
    if not path.exists():
        raise FileRefused(f"{file.name} is no longer there.", "Bring it in again.")
    if file.archive is None:
        yield path
        return
    with tempfile.TemporaryDirectory(dir=path.parent) as temporary:
        here = Path(temporary) / "one"
        here.mkdir()
        with opened(Input(path, file.name), Path(temporary)) as unfolded:
            yield unfolded.replace(here / Path(file.name).name)


def _check_members(file: IntakeFile, members: Sequence[Input]) -> None:
    if not members:
        raise FileRefused(f"{file.name} holds no table.", "Bring in the publisher's zip as it came.")
    if any(len(member.member) > LONGEST_NAME for member in members):
        raise FileRefused(
            f"{file.name} holds files with names that are too long.", "Unfold it, and bring in the files."
        )


def _patiently(job: Progress, work: Callable[[], Done]) -> Done:
    """Do it when nobody else writes to the store; StoreBusy after ten minutes, and the job is tried again later."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return work()
        except StoreBusy:
            if job.is_cancelled:
                raise Cancelled from None
            if time.monotonic() > until:
                raise
            time.sleep(BETWEEN)


def _plainly(change: str) -> str:
    """ "July 2008: 831 rows before, 959 now", from the store's "marchshire 2008-07: …"."""
    where, _, what = change.partition(": ")
    force, _, month = where.rpartition(" ")
    return f"{force_name(force)}, {in_words(month)}: {what}"


def months_in_words(parts: Sequence[Part]) -> str:
    """ "Hertfordshire, January 2021 to January 2022" for each force that is in a file."""
    forces: dict[str, list[str]] = {}
    for part in parts:
        forces.setdefault(part.force, []).append(part.month)
    return "; ".join(
        f"{force_name(force)}, {span_in_words(min(months), max(months))}" for force, months in sorted(forces.items())
    )


def read_intake(intake: Intake, job: Progress) -> int:
    """Read whatever of an intake is left; how many files changed the store."""
    return Reader(intake, job).read_all()
