"""No file, however made, does more than be refused in plain words or read as the harmless thing it is."""

from __future__ import annotations

import time

import pytest

from frankpledge.formats.document import Document, DocumentRefused
from frankpledge.formats.reading import read_document
from frankpledge.formats.refusals import REFUSALS
from tests.formats.hostile import everything
from tests.formats.hostility import Hostile

ALL = everything()
LONGEST = 10.0


@pytest.mark.parametrize("hostile", ALL, ids=lambda hostile: hostile.name)
def test_a_hostile_file_is_refused_or_read_and_ends_in_time(hostile: Hostile) -> None:
    data = hostile.make()
    started = time.process_time()

    try:
        outcome: Document | DocumentRefused = read_document(data, hostile.filename)
    except DocumentRefused as refused:
        outcome = refused

    assert time.process_time() - started < LONGEST
    if hostile.code:
        assert isinstance(outcome, DocumentRefused)
        assert outcome.code == hostile.code


def test_there_are_enough_of_them() -> None:
    assert len({hostile.name for hostile in ALL}) == len(ALL) >= 250


def test_every_code_a_hostile_file_meets_is_in_the_printed_list() -> None:
    assert {hostile.code for hostile in ALL} - {""} <= REFUSALS.keys()
