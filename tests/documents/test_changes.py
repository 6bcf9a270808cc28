"""Documents and their readings: kept once, decided once, audited, and never across partnerships."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry, Operation
from frankpledge.documents import changes, queries
from frankpledge.documents.models import ColumnMeaning, ImportRun, StoredDocument
from frankpledge.partners.access import Access, NotAllowed
from tests.people import NOW, Cast

AccessFor = Callable[[User, Cast], Access]


def stored(cast: Cast, by: Access, content: bytes = b"the plan") -> StoredDocument:
    return changes.store_document(partnership=cast.partnership, name="plan.docx", content=content, by=by, now=NOW)


def run_of(document: StoredDocument, by: Access) -> ImportRun:
    return changes.start_reading(document=document, reading={"plan": {}}, mapping={}, by=by, now=NOW)


def test_the_same_bytes_are_kept_once(east: Cast, access: AccessFor) -> None:
    manager = access(east["manager"], east)

    first, second = stored(east, manager), stored(east, manager)

    assert first.pk == second.pk
    assert StoredDocument.objects.count() == 1
    assert Entry.objects.filter(event="document.stored").count() == 1


def test_the_same_bytes_are_kept_apart_for_another_partnership(east: Cast, west: Cast, access: AccessFor) -> None:
    ours = stored(east, access(east["manager"], east))

    theirs = stored(west, access(west["manager"], west))

    assert ours.pk != theirs.pk
    assert queries.read_before(west.partnership, b"the plan") is None


def test_a_reading_is_decided_once(east: Cast, access: AccessFor) -> None:
    manager = access(east["manager"], east)
    run = run_of(stored(east, manager), manager)

    changes.abandon_reading(run=run, by=manager, now=NOW)

    with pytest.raises(changes.AlreadyDecided):
        changes.abandon_reading(run=run, by=manager, now=NOW)
    run.refresh_from_db()
    assert run.state == ImportRun.State.ABANDONED
    assert run.decided_by == east["manager"]


def test_what_a_column_means_is_remembered_for_one_partnership_only(east: Cast, west: Cast, access: AccessFor) -> None:
    manager = access(east["manager"], east)
    run = run_of(stored(east, manager), manager)

    changes.read_again(run=run, reading={"plan": {}}, meanings={"by which": "people"}, by=manager, now=NOW)
    changes.read_again(run=run, reading={"plan": {}}, meanings={"by which": "leads"}, by=manager, now=NOW)

    assert queries.known_meanings(east.partnership) == {"by which": "leads"}
    assert queries.known_meanings(west.partnership) == {}
    assert ColumnMeaning.objects.count() == 1


@pytest.mark.parametrize("role", ["chair", "lead_officer", "contributor", "analyst", "auditor", "administrator"])
def test_only_who_may_import_keeps_a_document(role: str, east: Cast, access: AccessFor) -> None:
    with pytest.raises(NotAllowed):
        stored(east, access(east[role], east))

    assert not StoredDocument.objects.exists()


def test_a_refusal_is_audited_without_the_files_name_or_content(east: Cast, access: AccessFor) -> None:
    changes.note_refusal(
        partnership=east.partnership,
        name="J Bloggs.docx",
        size=12,
        code="bomb",
        by=access(east["manager"], east),
        now=NOW,
    )

    entry = Entry.objects.get(event="document.refused")
    assert entry.after == {"code": "bomb", "kind": "docx", "size": 12}


def test_handing_out_a_document_is_audited_as_reading(east: Cast, access: AccessFor) -> None:
    manager = access(east["manager"], east)
    document = stored(east, manager)

    content = changes.hand_out(document=document, by=manager, now=NOW)

    assert content == b"the plan"
    assert Entry.objects.get(event="document.handed_out").operation == Operation.READ


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\plans\\plan.docx", "plan.docx"),
        ("../../plan.docx", "plan.docx"),
        ("plan\r\nX-Header: 1.docx", "planX-Header: 1.docx"),
        ("", "document"),
        ("é" * 300 + ".docx", "é" * 250 + ".docx"),
    ],
)
def test_a_files_name_is_made_safe(given: str, kept: str) -> None:
    assert changes.safe_name(given) == kept
