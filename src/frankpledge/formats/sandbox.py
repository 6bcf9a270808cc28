"""Reads a stranger's file in a process of its own, with little time, little memory, no network and no rights."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from typing import IO, Any

from frankpledge.formats.confined import NO_ROOM
from frankpledge.formats.document import Document, DocumentRefused
from frankpledge.formats.refusals import refusal
from frankpledge.formats.safety import kind_of
from frankpledge.formats.wire import from_wire

SECONDS = 20
MEGABYTES = 512

_START = (
    "import json, sys; order = json.loads(sys.stdin.buffer.readline()); sys.path[:] = order['path']; "
    "from frankpledge.formats.confined import main; main(order)"
)
_PATIENCE = 10  # seconds of waiting beside those of work: a busy machine is no reason to refuse a good file


def _ended_by(*names: str) -> set[int]:
    """The exit codes of a process that these signals ended; Windows has not all of them."""
    return {-getattr(signal, name) for name in names if hasattr(signal, name)}


_OUT_OF_TIME = _ended_by("SIGXCPU")
_OUT_OF_SPACE = {NO_ROOM, *_ended_by("SIGSEGV", "SIGABRT", "SIGKILL", "SIGBUS", "SIGXFSZ")}


def read_safely(data: bytes, filename: str, *, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> Document:
    """As :func:`read_document`, but no file can take longer, fill the memory or reach anything."""
    kind_of(data, filename)  # what is refused at sight needs no process
    answer = run_safely("frankpledge.formats.wire:read_to_wire", data, filename, seconds=seconds, megabytes=megabytes)
    return from_wire(answer)


def run_safely(
    function: str,
    data: bytes,
    filename: str,
    *,
    seconds: int = SECONDS,
    megabytes: int = MEGABYTES,
    options: dict[str, Any] | None = None,
) -> Any:
    """Call ``function`` ("package.module:name") with the data, the name and the options in a confined process.

    What it returns must be JSON. It may raise DocumentRefused, which is raised here; whatever else ends it becomes one.
    """
    order = {
        "function": function,
        "filename": filename,
        "seconds": seconds,
        "megabytes": megabytes,
        "options": options or {},
        "path": [os.path.abspath(folder) for folder in sys.path if folder],
    }
    # Files rather than pipes: neither side can block the other, and the system itself holds the answer's size.
    with tempfile.TemporaryFile() as question, tempfile.TemporaryFile() as reply:
        question.write(json.dumps(order).encode() + b"\n" + data)
        question.flush()
        question.seek(0)
        code = _run(question, reply, seconds)
        reply.seek(0)
        return _answer(reply.read(), code)


def _run(question: IO[bytes], reply: IO[bytes], seconds: int) -> int:
    """The confined process from start to end; its exit code."""
    command = [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", _START]
    child = subprocess.Popen(  # noqa: S603 - our own interpreter, our own words
        command,
        stdin=question,
        stdout=reply,
        stderr=subprocess.DEVNULL,
        cwd=os.path.abspath(os.sep),
        env={"PATH": ""},
        start_new_session=True,
    )
    try:
        return child.wait(timeout=seconds + _PATIENCE)
    except subprocess.TimeoutExpired:
        raise refusal("too-slow", f"It was given {seconds} seconds.") from None
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()


def _answer(reply: bytes, code: int) -> Any:
    if code in _OUT_OF_TIME:
        raise refusal("too-slow")
    if code in _OUT_OF_SPACE:
        raise refusal("too-large")
    try:
        answer = json.loads(reply)
    except ValueError:
        raise refusal("reader-failed") from None
    if "refused" in answer:
        raise DocumentRefused(*answer["refused"])
    return answer["answer"]
