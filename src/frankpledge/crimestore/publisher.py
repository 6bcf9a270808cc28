"""Fetch files from their publisher, patiently and with limits; nothing is loaded that did not arrive whole."""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import urllib3

from frankpledge.crimestore.answers import next_month
from frankpledge.crimestore.refusals import DownloadFailed

# The one place where the publisher's address stands. An archive holds every force's three years up to its month.
PUBLISHER = "https://data.police.uk/data/archive"
REACH = 36  # months in one archive
LARGEST = 8 * 2**30  # bytes of one download
RETRIES = urllib3.Retry(
    total=5, backoff_factor=1, status_forcelist=(429, 500, 502, 503, 504), respect_retry_after_header=True
)
TIMEOUT = urllib3.Timeout(connect=15, read=60)
Say = Callable[[int, int, str], None]


@contextmanager
def fetched(
    address: str, force: str, from_month: str, to_month: str, *, keep: Path | None = None, say: Say = lambda *_: None
) -> Iterator[list[Path]]:
    """That force's files of those months, in a folder that is gone afterwards; DownloadFailed where one is missing.

    The newest archive that reaches back far enough is used for each month, so that revisions come along.
    """
    months = _months(from_month, to_month)
    if not re.fullmatch(r"[a-z][a-z-]*", force):
        raise DownloadFailed(
            f"“{force}” is not a force's short name.", "Write it as in the publisher's files: hertfordshire."
        )
    with tempfile.TemporaryDirectory(prefix="frankpledge-") as temporary:
        folder, left, number = Path(temporary), list(months), 0
        archives = 1 + (len(months) - 1) // REACH
        while left:
            last = left[-1]
            archive = (keep or folder) / f"{last}.zip"
            if keep:
                keep.mkdir(parents=True, exist_ok=True)
            say(number, archives, archive.name)
            _fetch(f"{address.rstrip('/')}/{last}.zip", archive)
            got = _unpack(archive, force, left, folder / "files")
            if last not in got:
                raise DownloadFailed(
                    f"The archive of {last} holds nothing of {force} for {last}.", "Check the force's short name."
                )
            left, number = [month for month in left if month not in got], number + 1
            say(number, archives, archive.name)
        yield sorted((folder / "files").iterdir())


def _months(first: str, last: str) -> list[str]:
    for month in (first, last):
        if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
            raise DownloadFailed(f"“{month}” is not a month.", "Write it as 2021-01.")
    if first > last:
        raise DownloadFailed(f"The period ends before it begins: {first} to {last}.")
    months = [first]
    while months[-1] < last:
        months.append(next_month(months[-1]))
    return months


def _unpack(archive: Path, force: str, months: Sequence[str], folder: Path) -> set[str]:
    """Copy out that force's files of those months; names are matched whole, so none can lead out of the folder."""
    folder.mkdir(exist_ok=True)
    wanted = re.compile(rf"(?:.*/)?((\d{{4}}-\d{{2}})-{force}-(?:street|outcomes|stop-and-search)\.csv)")
    got = set()
    try:
        with zipfile.ZipFile(archive) as opened:
            for entry in opened.infolist():
                match = wanted.fullmatch(entry.filename)
                if match and match[2] in months:
                    if entry.file_size > 2**30:
                        raise DownloadFailed(f"{entry.filename} in {archive.name} is too large to be what it says.")
                    with opened.open(entry) as source, (folder / match[1]).open("wb") as target:
                        shutil.copyfileobj(source, target, 2**20)
                    got.add(match[2])
    except (zipfile.BadZipFile, EOFError) as problem:
        archive.unlink(missing_ok=True)
        raise DownloadFailed(f"{archive.name} did not arrive whole.", "Try again.") from problem
    return got


@contextmanager
def fetched_files(addresses: Sequence[str]) -> Iterator[list[Path]]:
    """Each address's file, under its own name, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="frankpledge-") as temporary:
        paths = []
        for number, address in enumerate(addresses):
            name = Path(urlsplit(address).path).name or "areas"
            target = Path(temporary) / str(number) / name
            target.parent.mkdir()
            _fetch(address, target)
            paths.append(target)
        yield paths


def _fetch(address: str, target: Path) -> None:
    """One file, written beside its place and renamed when it is whole."""
    if urlsplit(address).scheme not in ("https", "http"):
        raise DownloadFailed(f"{address} is not a web address.")
    beside = target.with_name(f"{target.name}.part")
    try:
        with urllib3.PoolManager(retries=RETRIES, timeout=TIMEOUT) as pool:
            answer = pool.request("GET", address, preload_content=False, headers={"User-Agent": "frankpledge"})
            try:
                if answer.status != 200:
                    raise DownloadFailed(f"{address} answered {answer.status}.", "Is that month published yet?")
                _save(answer, beside, address)
            finally:
                answer.release_conn()
    except urllib3.exceptions.HTTPError as problem:
        beside.unlink(missing_ok=True)
        raise DownloadFailed(
            f"{address} cannot be fetched: {type(problem).__name__}.", "Check the connection and try again."
        ) from problem
    beside.replace(target)


def _save(answer: urllib3.BaseHTTPResponse, beside: Path, address: str) -> None:
    size = 0
    with beside.open("wb") as file:
        for piece in answer.stream(2**20):
            size += len(piece)
            if size > LARGEST:
                raise DownloadFailed(f"{address} is larger than {LARGEST // 2**30} GiB.")
            file.write(piece)
    promised = answer.headers.get("Content-Length")
    if promised and int(promised) != size:
        raise DownloadFailed(f"{address} broke off after {size:,} of {int(promised):,} bytes.", "Try again.")
