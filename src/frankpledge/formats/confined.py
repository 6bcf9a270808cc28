"""What runs inside the confined process: give up every right that reading does not need, read, answer in JSON."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import sys
from typing import Any

from frankpledge.formats.document import DocumentRefused
from frankpledge.formats.refusals import refusal

NO_ROOM = 77  # exit code
LARGEST_ANSWER = 96 * 1024 * 1024  # a plan of 3,700 rows answers with 3

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_FORBIDDEN = (
    "socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork", "os.kill", "os.remove",
    "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.chown", "os.truncate", "os.putenv",
    "pty.", "shutil.", "ftplib.", "http.client.", "urllib.", "smtplib.", "webbrowser.", "ctypes.", "sqlite3.", "mmap.",
)  # fmt: skip


def main(order: dict[str, Any]) -> None:
    """Carry out one order: call ``function`` with the file's bytes and name, and print what it answers."""
    _limit(order["seconds"], order["megabytes"])
    _leave_the_network()
    gc.disable()  # the process is gone before its rubbish matters
    try:
        module, _, name = order["function"].partition(":")
        function = getattr(importlib.import_module(module), name)
        sys.addaudithook(_forbid)
        answer = {"answer": function(sys.stdin.buffer.read(), order["filename"], **order["options"])}
    except BaseException as problem:  # noqa: BLE001 - whatever happens, the parent gets an answer it can show
        answer = {"refused": _refusal(problem)}
    try:
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))
        sys.stdout.flush()
    except (MemoryError, OSError):
        os._exit(NO_ROOM)  # the answer fits neither the memory nor the file it is written to


def _refusal(problem: BaseException) -> tuple[str, str, str]:
    codes: dict[type[BaseException], str] = {MemoryError: "too-large", RecursionError: "too-deep"}
    refused = problem if isinstance(problem, DocumentRefused) else refusal(codes.get(type(problem), "reader-failed"))
    return refused.code, refused.message, refused.advice


def _limit(seconds: int, megabytes: int) -> None:
    """Let the system itself end the process where it takes too long or too much. Windows has no such limits."""
    try:
        import resource
    except ImportError:
        return
    for kind, amount in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, megabytes * 1024 * 1024),
        (resource.RLIMIT_FSIZE, LARGEST_ANSWER),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (amount, amount + (kind == resource.RLIMIT_CPU)))


def _leave_the_network() -> None:
    """Step into an empty network of our own, where the system permits it; the audit hook holds where it does not."""
    with contextlib.suppress(OSError, AttributeError):
        system = ctypes.CDLL(None)
        if system.unshare(_NEW_USER | _NEW_NETWORK):
            system.unshare(_NEW_NETWORK)


def _forbid(event: str, details: tuple[Any, ...]) -> None:
    """Python asks this before every such step; once set it cannot be taken off."""
    writes = event == "open" and isinstance(details[1], str) and set(details[1]) & set("wax+")
    if writes or event.startswith(_FORBIDDEN):
        raise PermissionError(f"reading a document does not need {event}")
