"""What the server says of what a phone may keep: which forms, whose, and when it has arrived. The phone: a journey."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from frankpledge.accounts.models import User
from frankpledge.core.keeping import KEEP, keeper_of
from frankpledge.delivery.models import KINDS
from tests.examples import EXAMPLES
from tests.examples.making import make
from tests.people import NOW, Cast
from tests.records.typed import as_role, lead, typed

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
KIND = KINDS["environment"]
GUARDED = next(kind for kind in KINDS if kind.guarded)


def form_of(answer: Any) -> dict[str, str | None]:
    form = LexborHTMLParser(answer.content.decode()).css_first("main form[method=post]")
    assert form is not None
    return form.attributes


def test_a_form_to_record_may_be_kept_by_its_person_and_opens_without_signal(east: Cast, signed_in: SignedIn) -> None:
    answer = signed_in(east["contributor"]).get(reverse("record-add", args=["east", KIND.slug]))

    form = form_of(answer)
    assert answer.headers[KEEP]
    assert form["data-field-form"] == "record-east-environment"
    assert form["data-keeper"] == keeper_of(east["contributor"].audit_key)
    assert {"data-opens-without", "data-again"} <= set(form)
    assert "data-answered" not in form


def test_nothing_of_a_guarded_kind_is_kept_on_a_phone(east: Cast, signed_in: SignedIn) -> None:
    answer = signed_in(east["manager"]).get(reverse("record-add", args=["east", GUARDED.slug]))

    assert KEEP not in answer.headers
    assert not {"data-field-form", "data-keep-draft", "data-opens-without"}.intersection(form_of(answer))


def test_a_page_that_shows_a_record_is_not_kept_though_what_is_typed_in_it_is(east: Cast, signed_in: SignedIn) -> None:
    row = make(KIND, by=as_role(east, "manager"), now=NOW, **lead(east))

    answer = signed_in(east["manager"]).get(row.address("edit"))

    assert KEEP not in answer.headers
    assert form_of(answer)["data-field-form"] == f"record-{row.pk}"
    assert "data-opens-without" not in form_of(answer)


def test_what_was_refused_comes_back_as_an_answer_and_what_arrived_is_said_to_have(
    east: Cast, signed_in: SignedIn
) -> None:
    client, there = signed_in(east["contributor"]), reverse("record-add", args=["east", KIND.slug])

    refused = client.post(there, {"title": ""})
    arrived = client.post(there, {**typed(EXAMPLES[KIND.slug].values), "lead_agency": east.council.pk}, follow=True)

    assert refused.status_code == 422
    assert "data-answered" in form_of(refused)
    marks = LexborHTMLParser(arrived.content.decode()).css("[data-draft-saved]")
    assert [mark.attributes["data-draft-saved"] for mark in marks] == ["record-east-environment"]


def test_a_keeper_is_one_persons_and_names_nobody(east: Cast) -> None:
    keys = {keeper_of(east[role].audit_key) for role in ("contributor", "manager", "chair")}

    assert len(keys) == 3
    assert keeper_of("user:1") == keeper_of("user:1")
    assert all(str(east[role].pk) != key for role in ("contributor", "manager") for key in keys)


def test_the_browsers_worker_is_fetched_anew_and_answers_for_the_whole_site(east: Cast, signed_in: SignedIn) -> None:
    answer = signed_in(east["contributor"]).get(reverse("service-worker"))

    assert reverse("service-worker").count("/") == 1
    if answer.status_code == 404:
        pytest.skip("the front end is not built: python frontend/build.py")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
    assert KEEP in answer.content.decode()


def test_the_page_for_no_signal_tells_of_no_partnership(east: Cast, signed_in: SignedIn) -> None:
    page = signed_in(east["contributor"]).get(reverse("offline")).content.decode()

    main = LexborHTMLParser(page).css_first("main")
    assert main is not None
    assert keeper_of(east["contributor"].audit_key) in (main.html or "")
    assert east.partnership.name not in (main.html or "")
