"""A plan's rows say the same as the document they came from."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from pytest_django import DjangoAssertNumQueries

from frankpledge.partners.access import access_by_command
from frankpledge.plandocs.model import PlanDocument
from frankpledge.plans.importing.creating import create_plan
from frankpledge.plans.queries.documents import layout_json, layout_of, plan_document, unread_json
from tests.people import NOW, Cast
from tests.plans.documents import plan_documents, small_plan
from tests.plans.sowing import sow


def told(document: PlanDocument) -> PlanDocument:
    """The document without what no row keeps: quarters with no words, and where a section stood."""
    return replace(
        document,
        sections=tuple(
            replace(
                section,
                place="",
                objectives=tuple(
                    replace(each, updates={quarter: text for quarter, text in each.updates.items() if text})
                    for each in section.objectives
                ),
            )
            for section in document.sections
        ),
    )


def test_a_plan_read_back_from_its_rows_says_what_its_document_said(east: Cast) -> None:
    document = small_plan()
    by = access_by_command("test", east.partnership)

    plan = create_plan(document=document, partnership=east.partnership, by=by, now=NOW)

    assert told(plan_document(plan)) == told(document)


@pytest.mark.django_db(transaction=False)
def test_a_plan_is_read_back_in_as_many_queries_however_long_it_is(
    east: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    short, long = sow(east), sow(east, period="2025-2026", objectives=40)

    with django_assert_num_queries(5):
        plan_document(short)
    with django_assert_num_queries(5):
        plan_document(long)


@given(document=plan_documents)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_layout_and_unread_words_survive_being_kept(document: PlanDocument) -> None:
    assert layout_of(layout_json(document.layout)) == document.layout
    assert [words["text"] for words in unread_json(document.unread)] == [words.text for words in document.unread]
