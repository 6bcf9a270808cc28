"""The list of kinds a plan can be written as."""

from __future__ import annotations

import pytest

from frankpledge.plandocs.model import PlanDocument, Section
from frankpledge.plandocs.writing import WRITERS, CannotWrite, write
from tests.plandocs.writing.made_up_plans import EVERY_KIND_OF_CELL


def test_each_kind_is_named_by_its_suffix() -> None:
    assert {kind: writer.suffix for kind, writer in WRITERS.items()} == {
        kind: f".{kind}" for kind in ("docx", "pdf", "xlsx", "csv", "json", "md")
    }


def test_an_unknown_kind_is_refused_with_those_there_are() -> None:
    with pytest.raises(CannotWrite, match="Choose one of docx, pdf, xlsx, csv, json, md"):
        write(EVERY_KIND_OF_CELL, "doc")


@pytest.mark.parametrize("kind", WRITERS)
def test_a_plan_with_nothing_in_it_can_be_written(kind: str) -> None:
    assert write(PlanDocument("", ""), kind)
    assert write(PlanDocument("Plan", "", sections=(Section("1", ""),)), kind)
