"""A guarded kind is read by those whose writing reaches it and by nobody else, on whatever page it might turn up."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.delivery.changes import link_record
from frankpledge.delivery.models import KINDS, DeliveryRecord
from frankpledge.delivery.queries import evidence_of
from frankpledge.partners.access import access_by_command
from frankpledge.records.kinds import RecordKind
from frankpledge.records.models import Record
from tests.examples.making import make
from tests.people import NOW, Cast
from tests.plans.sowing import objective, sow
from tests.records.typed import as_role, lead

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
GUARDED = [kind.slug for kind in KINDS if kind.guarded]


@pytest.fixture(params=["events", *GUARDED])
def guarded(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> RecordKind:
    """Each guarded kind there is, and one that becomes it here."""
    kind = dataclasses.replace(KINDS[request.param], guarded=True)
    monkeypatch.setitem(KINDS._kinds, kind.slug, kind)
    return kind


def recorded(kind: RecordKind, cast: Cast, **more: Any) -> Any:
    by = access_by_command("test", cast.partnership)
    return make(kind, by=by, now=NOW, title="A thing canaryguarded", **{**lead(cast), **more})


@pytest.mark.parametrize("role", ["scrutiny", "board", "analyst", "administrator", "other_contributor", "other_lead"])
def test_whoever_may_not_write_it_finds_it_on_no_list_file_or_page(
    guarded: RecordKind, role: str, east: Cast, signed_in: SignedIn
) -> None:
    row, client = recorded(guarded, east), signed_in(east[role])

    for address in (
        reverse("record-list", args=["east", guarded.slug]),
        reverse("activity-list", args=["east"]),
        reverse("record-list-file", args=["east", guarded.slug, "json"]),
        reverse("record-every-file", args=["east", "csv"]),
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "canaryguarded" not in answer.content.decode()
        assert row.number not in answer.content.decode()
    assert client.get(row.get_absolute_url()).status_code == 404
    if role.startswith("other"):  # a writer, but of another agency
        assert client.get(row.address("edit")).status_code == 404


@pytest.mark.parametrize("role", ["manager", "chair", "lead_officer", "contributor"])
def test_those_whose_writing_reaches_it_read_it(
    guarded: RecordKind, role: str, east: Cast, signed_in: SignedIn
) -> None:
    row, client = recorded(guarded, east), signed_in(east[role])

    page = client.get(row.get_absolute_url()).content.decode()

    assert "canaryguarded" in page
    assert "can see this record" in page
    assert "canaryguarded" in client.get(reverse("record-list", args=["east", guarded.slug])).content.decode()


def test_writers_of_an_agency_that_took_part_read_it_and_do_not_change_it(
    guarded: RecordKind, east: Cast, signed_in: SignedIn
) -> None:
    row = recorded(guarded, east, agencies=[east.police, east.council])
    client = signed_in(east["other_contributor"])

    assert client.get(row.get_absolute_url()).status_code == 200
    assert client.get(row.address("edit")).status_code == 403
    assert DeliveryRecord.objects.visible_to(as_role(east, "other_contributor")).filter(pk=row.pk).count() == 1
    assert signed_in(east["scrutiny"]).get(row.get_absolute_url()).status_code == 404


def test_another_partnership_finds_none(guarded: RecordKind, east: Cast, west: Cast, signed_in: SignedIn) -> None:
    row = recorded(guarded, east)

    assert signed_in(west["manager"]).get(row.get_absolute_url()).status_code == 404
    assert not DeliveryRecord.objects.visible_to(as_role(west, "manager")).exists()


def test_where_it_is_evidence_everybody_reads_its_number_and_only_its_readers_its_title(
    guarded: RecordKind, east: Cast, signed_in: SignedIn
) -> None:
    there = sow(east)
    row, served = recorded(guarded, east), objective(there, "1.1")
    link_record(record=row, objective=served, action=None, by=access_by_command("test", east.partnership), now=NOW)

    [told] = list(evidence_of(served, date(2026, 4, 1), date(2027, 3, 31)))

    assert row.number in told.words
    assert "canaryguarded" not in told.words
    address = reverse("objective-detail", args=["east", there.slug, served.pk])
    assert "canaryguarded" not in signed_in(east["scrutiny"]).get(address).content.decode()


def test_no_record_that_all_may_read_names_one_that_is_guarded() -> None:
    """Else a page would show the title of what its reader may not open."""
    open_to_all = [kind for kind in KINDS if not kind.guarded]
    tables = [(kind.slug, model) for kind in open_to_all for model in (kind.model, *(p.model for p in kind.parts))]
    hidden = {kind.model for kind in KINDS if kind.guarded}

    named = {
        f"{slug}: {column.name}"
        for slug, model in tables
        for column in model._meta.get_fields()
        if column.many_to_one and isinstance(column.related_model, type) and issubclass(column.related_model, Record)
        and column.related_model in hidden
    }  # fmt: skip

    assert named == set()
