"""A file checked: read, interpreted, and its defects found, in one call."""

from __future__ import annotations

from dataclasses import replace

from frankpledge.formats.document import Document
from frankpledge.plandocs.findings import find
from frankpledge.plandocs.interpreting import interpret
from frankpledge.plandocs.model import Bodies, Reading


def check(
    data: bytes,
    filename: str,
    *,
    mapping: dict[str, str] | None = None,
    bodies: Bodies | None = None,
    safely: bool = True,
    seconds: int | None = None,
) -> Reading:
    """What a file says as a plan and what is wrong with it; raises ``DocumentRefused`` where it cannot be read.

    ``safely`` reads the file in a process of its own with fixed time (``seconds``) and memory; without it the file is
    trusted.
    """
    return check_document(_read(data, filename, safely=safely, seconds=seconds), mapping=mapping, bodies=bodies)


def check_document(
    document: Document, *, mapping: dict[str, str] | None = None, bodies: Bodies | None = None
) -> Reading:
    """What a document already read says as a plan, and what is wrong with it."""
    reading = interpret(document, mapping=mapping, bodies=bodies)
    return replace(reading, findings=find(reading.plan))


def _read(data: bytes, filename: str, *, safely: bool, seconds: int | None) -> Document:
    if safely:
        from frankpledge.formats.sandbox import SECONDS, read_safely  # starts no process unless asked to

        return read_safely(data, filename, seconds=seconds or SECONDS)
    from frankpledge.formats.reading import read_document

    return read_document(data, filename)
