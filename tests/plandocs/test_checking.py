"""A file checked from the front door, in a process of its own or in this one."""

from __future__ import annotations

import pytest

from frankpledge.formats.document import DocumentRefused
from frankpledge.plandocs.checking import check
from frankpledge.plandocs.model import Reading
from tests.plandocs.corpus import layouts
from tests.plandocs.reading import EAST_HERTS


def test_a_file_read_safely_says_the_same(east_herts: Reading) -> None:
    assert check(EAST_HERTS.read_bytes(), EAST_HERTS.name) == east_herts


def test_a_checked_file_has_its_findings(east_herts: Reading) -> None:
    assert {found.code for found in east_herts.findings} >= {"no-target", "no-owner", "named-person"}


@pytest.mark.parametrize(
    ("data", "name"), [(layouts.NO_PLAN.encode(), "minutes.html"), (b"", "empty.md"), (b"PK", "a.docx")]
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(data: bytes, name: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        check(data, name)

    assert refused.value.code
    assert refused.value.message
    assert refused.value.advice
