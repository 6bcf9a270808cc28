"""Every page of the partnership in a real browser: accessible on desk and phone, by day and by night, none too wide."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.partners.access import Access, access_for
from frankpledge.partners.changes.agencies import add_agency_role
from frankpledge.partners.changes.groups import edit_group, give_place
from frankpledge.partners.changes.invitations import hash_of, invite
from frankpledge.partners.models import AgencyRole, Invitation, Membership
from tests.browsers import AXE, CHROMIUM, chromium
from tests.people import LONG_AGO, Cast, person

pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no page is opened in a browser")
LOOKS = [
    ({"width": 1280, "height": 900}, "light"),
    ({"width": 390, "height": 844}, "light"),
    ({"width": 1280, "height": 900}, "dark"),
]
SignedIn = Callable[[User], Client]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: no page is opened in a browser"),
    pytest.mark.skipif(not AXE.is_file(), reason="the front end is not built here: make install"),
]


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    # Playwright keeps an event loop in this thread, which Django takes for an asynchronous caller.
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with chromium() as started:
        yield started


def furnished(there: Cast) -> Access:
    """One of everything a page can show."""
    by = access_for(there["manager"], there.partnership.slug, today=timezone.localdate())
    now = timezone.now()
    add_agency_role(agency=there.council, kind="responsible", starts_on=LONG_AGO, ends_on=None, by=by, now=now)
    give_place(group=there.comms, person=there["analyst"], position="member", starts_on=timezone.localdate(),
               ends_on=None, by=by, now=now)  # fmt: skip
    edit_group(group=there.comms, name=there.comms.name, short_name="Comms", aliases="Communications",
               terms_of_reference="Meets each month.", version=1, by=by, now=now)  # fmt: skip
    invite(name="Made Up", email="made.up@people.example", agency=there.council, role_key="analyst",
           starts_on=timezone.localdate(), ends_on=None, by=by, now=now)  # fmt: skip
    return by


def addresses(there: Cast, role: str) -> list[str]:
    """The pages somebody in this role can open."""
    someone = there["contributor"].pk
    membership = Membership.objects.within(there.partnership).get(user=someone)
    seat = AgencyRole.objects.within(there.partnership).get()
    council, comms = there.council.pk, there.comms.pk
    of_manager: list[tuple[Any, ...]] = [
        ("partnership-detail",), ("partnership-edit",), ("agency-list",), ("agency-add",), ("agency-usual",),
        ("agency-detail", council), ("agency-edit", council), ("agency-close", council), ("agency-role-add", council),
        ("agency-role-end", council, seat.pk), ("group-list",), ("group-add",), ("group-usual",),
        ("group-detail", comms), ("group-edit", comms), ("group-close", comms), ("place-add", comms),
        ("place-end", comms, there.comms.places.first().pk), ("person-list",), ("person-detail", someone),
        ("person-role-add", someone), ("membership-edit", someone, membership.pk),
        ("membership-end", someone, membership.pk), ("person-factor-reset", someone), ("invitation-list",),
        ("invitation-add",),
    ]  # fmt: skip
    entry = Entry.objects.filter(event="group.changed").latest("sequence")
    of_auditor: list[tuple[Any, ...]] = [("audit-list",), ("audit-entry", entry.sequence), ("agency-add",)]
    chosen = {"manager": of_manager, "auditor": of_auditor}[role]
    found = [reverse(name, args=[there.partnership.slug, *rest]) for name, *rest in chosen]
    also = {
        "manager": [reverse("help"), f"{reverse('person-list', args=['east'])}?left=1"],
        "auditor": [f"{reverse('audit-list', args=['east'])}?since=2026-05-05&until=2026-01-01&event=zzz"],
    }
    return found + also[role]


def complaints(browser: Any, address: str, paths: list[str], client: Client | None) -> list[str]:
    """What axe, the console and the width of the page have to say, in every look."""
    found: list[str] = []
    for viewport, scheme in LOOKS:
        context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
        if client is not None:
            cookies = [{"name": name, "value": kept.value, "url": address} for name, kept in client.cookies.items()]
            context.add_cookies(cookies)
        tab = context.new_page()
        tab.on("pageerror", lambda error: found.append(str(error)))
        for path in paths:
            tab.goto(address + path)
            if tab.url != address + path:
                found.append(f"{path} led to {tab.url}")
            tab.evaluate(AXE.read_text(encoding="utf-8"))
            here = f"{path} {viewport['width']} {scheme}"
            result = tab.evaluate("axe.run()")
            found.extend(f"{here}: {each['id']} {each['nodes'][0]['html'][:120]}" for each in result["violations"])
            if tab.evaluate("document.documentElement.scrollWidth") > viewport["width"]:
                found.append(f"{here}: wider than the screen")
        context.close()
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", ["manager", "auditor"])
def test_axe_finds_nothing_on_any_page(
    transactional_db: None, live_server: Any, browser: Any, signed_in: SignedIn, request: pytest.FixtureRequest,
    role: str,
) -> None:  # fmt: skip
    east = request.getfixturevalue("east")
    furnished(east)

    found = complaints(browser, live_server.url, addresses(east, role), signed_in(east[role]))

    assert found == []


@pytest.mark.django_db(transaction=True)
def test_axe_finds_nothing_on_the_way_in(
    transactional_db: None, live_server: Any, browser: Any, signed_in: SignedIn, request: pytest.FixtureRequest
) -> None:
    furnished(request.getfixturevalue("east"))
    Invitation.objects.update(token_hash=hash_of("a-token-for-this-test"))
    letters = [reverse("invitation-accept", args=[token]) for token in ("a-token-for-this-test", "no-such-token")]

    found = complaints(browser, live_server.url, letters, None)
    found += complaints(browser, live_server.url, [reverse("home")], signed_in(person("Nobody Yet")))
    operator = signed_in(person("Operator", is_operator=True))
    found += complaints(browser, live_server.url, [reverse("partnership-found")], operator)

    assert found == []
