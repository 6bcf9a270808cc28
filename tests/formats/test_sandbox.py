"""A stranger's file is read in a process that can do nothing else, and that ends when it should."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path
from typing import Any

import pytest

from frankpledge.formats.document import DocumentRefused
from frankpledge.formats.reading import read_document
from frankpledge.formats.sandbox import read_safely, run_safely
from tests.formats.hostile import everything
from tests.formats.layouts import LAYOUTS, WRITERS

HERE = "tests.formats.test_sandbox"


def sleep_for_ever(data: bytes, filename: str) -> None:
    """A reader that waits."""
    time.sleep(600)


def work_for_ever(data: bytes, filename: str) -> None:
    """A reader that never finishes."""
    while True:
        pass


def eat_memory(data: bytes, filename: str) -> int:
    """A reader that wants two gigabytes."""
    return len(bytearray(2 << 30))


def say_too_much(data: bytes, filename: str) -> str:
    """A reader that answers a small file with a hundred megabytes."""
    return "x" * (100 << 20)


def crash(data: bytes, filename: str) -> None:
    """A reader whose library breaks down."""
    os.abort()


def answer(data: bytes, filename: str, **options: Any) -> list[Any]:
    """A reader that says what it was given."""
    return [len(data), filename, options]


def call_home(data: bytes, filename: str) -> None:
    """A reader that wants the network."""
    socket.socket().close()


def write_a_file(data: bytes, filename: str) -> None:
    """A reader that wants to leave something behind."""
    Path(filename).write_bytes(data)


def start_a_program(data: bytes, filename: str) -> None:
    """A reader that wants another program."""
    os.system("true")  # noqa: S605


@pytest.mark.parametrize("writer", WRITERS)
def test_what_is_read_in_confinement_is_what_is_read_outside(writer: str) -> None:
    filename, write = WRITERS[writer]
    data = write(LAYOUTS["the seed's own"])

    assert read_safely(data, filename) == read_document(data, filename)


def test_a_function_gets_the_data_the_name_and_its_options() -> None:
    assert run_safely(f"{HERE}:answer", b"\n\x00abc", "plan.csv", options={"year": 2009}) == [
        5,
        "plan.csv",
        {"year": 2009},
    ]


@pytest.mark.parametrize(
    ("reader", "seconds", "code"),
    [
        ("work_for_ever", 1, "too-slow"),
        ("eat_memory", 20, "too-large"),
        ("say_too_much", 20, "too-large"),
        ("crash", 20, "too-large"),
    ],
)
def test_a_reader_that_goes_wrong_is_ended_in_plain_words(reader: str, seconds: int, code: str) -> None:
    started = time.monotonic()

    with pytest.raises(DocumentRefused) as refused:
        run_safely(f"{HERE}:{reader}", b"x", "plan.csv", seconds=seconds)

    assert refused.value.code == code
    assert refused.value.advice
    assert time.monotonic() - started < 30


def test_a_reader_that_only_waits_is_ended_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frankpledge.formats.sandbox._PATIENCE", 1)

    with pytest.raises(DocumentRefused) as refused:
        run_safely(f"{HERE}:sleep_for_ever", b"x", "plan.csv", seconds=1)

    assert refused.value.code == "too-slow"


@pytest.mark.parametrize("reader", ["call_home", "write_a_file", "start_a_program"])
def test_a_reader_may_not_reach_anything(reader: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentRefused) as refused:
        run_safely(f"{HERE}:{reader}", b"x", str(tmp_path / "left-behind"))

    assert refused.value.code == "reader-failed"
    assert not list(tmp_path.iterdir())


_SAMPLE = [hostile for hostile in everything() if hostile.code][::40]


@pytest.mark.parametrize("hostile", _SAMPLE, ids=lambda hostile: hostile.name)
def test_hostile_files_meet_the_same_refusal_in_confinement(hostile: Any) -> None:
    with pytest.raises(DocumentRefused) as refused:
        read_safely(hostile.make(), hostile.filename)

    assert refused.value.code == hostile.code
