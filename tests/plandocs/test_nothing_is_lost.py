"""Whatever a document says is somewhere in its reading, and reading never fails."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.formats.document import Document, DocumentRefused
from frankpledge.plandocs.findings import find
from frankpledge.plandocs.interpreting import interpret
from frankpledge.plandocs.model import QUARTERS
from tests.plandocs.made_up import HEADINGS, documents
from tests.plandocs.reading import words_in, words_of

# The words that say which quarter an update belongs to become the quarter's key; a repeated heading is said once.
FIELDS = ("Q1", "ref", "target", "ignore", "other", "section", "updates", "people")
SAID_BY_THE_KEYS = {"quarter", "update"}


@settings(deadline=None, max_examples=120)
@given(documents())
def test_every_word_of_a_document_is_in_its_reading(document: Document) -> None:
    reading = interpret(document)

    assert words_of(document) - words_in(reading) - SAID_BY_THE_KEYS == set()


@settings(deadline=None, max_examples=60)
@given(documents(), st.dictionaries(st.sampled_from(HEADINGS), st.sampled_from(FIELDS)))
def test_no_mapping_loses_a_word(document: Document, mapping: dict[str, str]) -> None:
    try:
        reading = interpret(document, mapping=mapping)
    except DocumentRefused:
        return

    assert words_of(document) - words_in(reading) - SAID_BY_THE_KEYS == set()


@settings(deadline=None, max_examples=60)
@given(documents())
def test_every_finding_names_its_code_its_place_and_what_to_do(document: Document) -> None:
    plan = interpret(document).plan

    for found in find(plan):
        assert found.code
        assert found.message
        assert found.why
        assert found.advice
        assert not found.ref or found.place.startswith(found.ref[:60])


@settings(deadline=None, max_examples=60)
@given(documents())
def test_refs_are_never_empty_and_updates_stand_under_quarters_only(document: Document) -> None:
    plan = interpret(document).plan

    for section in plan.sections:
        assert section.number
        assert all(one.ref for one in section.objectives)
        assert all(set(one.updates) <= set(QUARTERS) for one in section.objectives)
