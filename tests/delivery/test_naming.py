"""Beside a record stands what else names it, of every kind that can, and only what its reader may read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.delivery.models import KINDS
from frankpledge.partners.access import access_by_command
from frankpledge.records.changes.parts import add_part
from tests.examples.making import make
from tests.people import NOW, Cast
from tests.records.typed import lead

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def made(slug: str, cast: Cast, **more: Any) -> Any:
    by = access_by_command("test", cast.partnership)
    return make(KINDS[slug], by=by, now=NOW, **{**lead(cast), **more})


def line(record: Any, slug: str, cast: Cast, **values: Any) -> Any:
    part = record.declared.part(slug)
    return add_part(record=record, part=part, values=values, by=access_by_command("test", cast.partnership), now=NOW)


def page_of(record: Any, client: Client) -> str:
    answer = client.get(record.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_of_premises_shows_visits_applications_schemes_awards_and_marks(
    east: Cast, signed_in: SignedIn
) -> None:
    bell = made("premises", east, title="The Bell")
    visit = made("premises-visits", east, title="Visit one", premises=bell)
    line(visit, "checklist", east, item="age", mark="2")
    scheme = made("premises-schemes", east, title="Town watch")
    line(scheme, "members", east, premises=bell, joined_on=date(2026, 11, 3))
    made("scheme-awards", east, title="Gold", premises=bell, scheme=scheme)
    made("licence-applications", east, title="Later hour", premises=bell)
    made("bottle-codes", east, title="Marks of the Bell", premises=bell)
    made("premises-visits", east, title="Visit elsewhere")

    page = page_of(bell, signed_in(east["scrutiny"]))

    for words in ("Visit one", "Score: 2 of 3 (1 line)", "Town watch", "Gold", "Later hour", "Marks of the Bell"):
        assert words in page
    assert "Visit elsewhere" not in page
    assert "Last day for representations: 30 November 2026" in page
    assert "Record: visit" not in page  # scrutiny records nothing


def test_a_ban_is_beside_its_premises_only_for_those_who_may_read_it(east: Cast, signed_in: SignedIn) -> None:
    bell = made("premises", east, title="The Bell")
    ban = made("premises-bans", east, title="Ban canaryban")
    line(ban, "premises", east, premises=bell)

    assert "canaryban" in page_of(bell, signed_in(east["contributor"]))
    for role in ("scrutiny", "analyst", "other_contributor"):
        page = page_of(bell, signed_in(east[role]))
        assert "canaryban" not in page
        assert ban.number not in page


def test_another_is_recorded_from_there_with_the_premises_chosen_already(east: Cast, signed_in: SignedIn) -> None:
    bell, client = made("premises", east, title="The Bell"), signed_in(east["contributor"])
    there = f"{reverse('record-add', args=['east', 'premises-visits'])}?premises={bell.pk}"

    assert there in page_of(bell, client)
    form = client.get(there).context["form"]
    assert form["premises"].value() == str(bell.pk)
    assert f'value="{bell.pk}" selected' in str(form["premises"])


def test_premises_of_another_partnership_are_not_chosen_by_an_address(
    east: Cast, west: Cast, signed_in: SignedIn
) -> None:
    theirs = made("premises", west, title="The canarywest")
    there = f"{reverse('record-add', args=['east', 'premises-visits'])}?premises={theirs.pk}"

    page = signed_in(east["contributor"]).get(there).content.decode()

    assert "canarywest" not in page
    assert " selected" not in page.split('name="premises"')[1].split("</select>")[0]


def test_the_page_asks_as_much_of_the_database_however_many_name_it(east: Cast, signed_in: SignedIn) -> None:
    bell, client = made("premises", east, title="The Bell"), signed_in(east["contributor"])

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            page_of(bell, client)
        return len(found)

    def once() -> None:
        visit = made("premises-visits", east, premises=bell)
        line(visit, "checklist", east, item="age", mark="2")
        made("licence-applications", east, premises=bell)
        line(made("premises-bans", east), "premises", east, premises=bell)
        made("bottle-codes", east, premises=bell)

    once()
    page_of(bell, client)
    few = asked()
    for _ in range(4):
        once()

    assert asked() == few
