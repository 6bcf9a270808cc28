"""A place is put before a group with the figures as they stood, and only that group's chair or the manager decides."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.insight.changes.nominations import NominationRefused, decide_nomination, raise_nomination
from frankpledge.insight.models import Nomination
from frankpledge.insight.queries.changed import changed
from frankpledge.insight.store import open_store
from frankpledge.partners.access import NotAllowed
from frankpledge.partners.models import GroupMembership
from frankpledge.post.models import Letter
from tests.insight.used.scenes import Q2, Q2_BEFORE, as_role, load
from tests.people import NOW, Cast

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
PERIOD = "quarter:2008-09"


def raised(cast: Cast, role: str = "analyst", **said: object) -> Nomination:
    usual = {
        "group": cast.comms, "title": "Vehicle crime in Brindle Cross", "why": "Three nights in a row.",
        "frozen": {"period": PERIOD}, "definition": "vehicle-crime", "area": "E05999002", "address": "",
    }  # fmt: skip
    return raise_nomination(**{**usual, **said}, by=as_role(cast, role), now=NOW)  # type: ignore[arg-type]


def address(cast: Cast, risen: str, **more: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in
                     {"definition": "vehicle-crime", "area": risen, "period": PERIOD, **more}.items())  # fmt: skip
    return f"{reverse('nomination-raise', args=['east'])}?{query}"


def test_what_is_raised_keeps_the_figures_of_the_row_as_they_stood(east: Cast, signed_in: SignedIn) -> None:
    made = load(east, (*Q2_BEFORE, *Q2), extract=False)
    row = changed(east.partnership, now=NOW, period=PERIOD).row("vehicle-crime", made.planted.risen_ward)
    assert row is not None
    client = signed_in(east["analyst"])
    there = address(east, made.planted.risen_ward, **{"from": "/p/east/crime/%3Fperiod%3Dquarter%3A2008-09"})
    form = client.get(there).context["form"]
    assert form.initial["title"] == f"Vehicle crime in {row.area_name}"

    sent = client.post(there, {**sent_words(form, east), "why": "Three nights in a row."})

    kept = Nomination.objects.get()
    assert sent.headers["Location"] == kept.get_absolute_url()
    assert (kept.frozen["now"], kept.frozen["before"], kept.frozen["words"]) == (row.now, row.before, row.words)
    assert kept.frozen["definition"] == "vehicle-crime@1"
    assert kept.frozen["checked_count"] > 1
    assert set(kept.frozen["files"]) == set(made.street)
    assert kept.raised_from == "/p/east/crime/?period=quarter:2008-09"
    with open_store(east.partnership) as store:
        store.forget("street", now=NOW)
    page = client.get(kept.get_absolute_url()).content.decode()
    assert row.words.partition(": ")[2] in page.replace("&#x27;", "'")


def sent_words(form: object, cast: Cast) -> dict[str, str]:
    initial = form.initial  # type: ignore[attr-defined]
    return {"title": initial["title"], "group": str(cast.comms.pk), "figures": initial["figures"], "why": ""}


def test_figures_that_changed_since_the_page_was_opened_are_shown_again_before_they_are_frozen(
    east: Cast, signed_in: SignedIn
) -> None:
    made = load(east, (*Q2_BEFORE, *Q2), extract=False)
    client = signed_in(east["analyst"])
    there = address(east, made.planted.risen_ward)
    words = sent_words(client.get(there).context["form"], east)

    again = client.post(there, {**words, "figures": "0000"})

    assert again.status_code == 422
    assert "the figures above changed" in again.content.decode()
    assert not Nomination.objects.exists()
    again = client.post(there, {**words, "figures": again.context["form"]["figures"].value()})
    assert again.status_code == 302


def test_the_same_row_waits_before_a_group_only_once(east: Cast) -> None:
    first = raised(east)

    with pytest.raises(NominationRefused, match=f"already, as number {first.number}"):
        raised(east)

    decide_nomination(
        nomination=first, state="declined", decision="Noise.", version=1, by=as_role(east, "chair"), now=NOW
    )
    assert raised(east).number == first.number + 1


def test_an_address_outside_the_partnerships_own_figures_is_not_kept(east: Cast) -> None:
    outside = ("https://evil.example/p/east/crime/", "//evil.example", "/p/west/crime/", "/p/east/crime/\\")
    for number, bad in enumerate(outside):
        assert raised(east, area=f"E0{number}", address=bad).raised_from == ""


def test_the_groups_own_chair_decides_and_another_groups_does_not(east: Cast) -> None:
    ours, theirs = raised(east), raised(east, group=east.jag)
    chair = as_role(east, "chair")  # of Comms

    decided = decide_nomination(
        nomination=ours, state="taken", decision="Sergeant to report.", version=1, by=chair, now=NOW
    )

    assert (decided.state, decided.decided_at, decided.version) == ("taken", NOW, 2)
    with pytest.raises(NotAllowed):
        decide_nomination(nomination=theirs, state="taken", decision="No.", version=1, by=chair, now=NOW)
    told = Entry.objects.filter(event__startswith="nomination.").order_by("sequence").values_list("event", flat=True)
    assert list(told) == ["nomination.raised", "nomination.raised", "nomination.decided"]


def test_a_decision_needs_its_reason_and_overwrites_nobodys(east: Cast) -> None:
    row, by = raised(east), as_role(east, "manager")
    with pytest.raises(NominationRefused, match="Say why"):
        decide_nomination(nomination=row, state="taken", decision=" ", version=1, by=by, now=NOW)
    decide_nomination(nomination=row, state="watched", decision="Until June.", version=1, by=by, now=NOW)

    with pytest.raises(EditedMeanwhile):
        decide_nomination(nomination=row, state="taken", decision="Now.", version=1, by=by, now=NOW)


def test_what_was_said_is_not_in_the_audit(east: Cast) -> None:
    row = raised(east, why="canarywhy")
    decide_nomination(
        nomination=row, state="taken", decision="canarydecision", version=1, by=as_role(east, "manager"), now=NOW
    )

    said = str(list(Entry.objects.filter(event__startswith="nomination.").values_list("before", "after")))

    assert "canary" not in said


def test_the_list_its_csv_and_its_json_say_the_same_and_can_be_narrowed(east: Cast, signed_in: SignedIn) -> None:
    raised(east)
    raised(east, group=east.jag, title="Sheds in Ashmere", definition="", frozen={})
    client = signed_in(east["scrutiny"])
    listed = reverse("nomination-list", args=["east"])

    page = client.get(listed).content.decode()
    rows = client.get(reverse("nomination-list-file", args=["east", "json"])).json()["rows"]
    narrowed = client.get(f"{listed}?group={east.jag.pk}").content.decode()
    csv = client.get(reverse("nomination-list-file", args=["east", "csv"]) + f"?group={east.jag.pk}").content.decode()

    assert {row["what"] for row in rows} == {"Vehicle crime in Brindle Cross", "Sheds in Ashmere"}
    assert all(row["what"] in page for row in rows)
    assert "Brindle Cross" not in narrowed
    assert "Sheds in Ashmere" in narrowed
    assert csv.count("\n") == 2


def test_another_partnerships_nomination_is_nowhere(east: Cast, west: Cast, signed_in: SignedIn) -> None:
    row = raised(west)
    client = signed_in(east["manager"])

    assert client.get(reverse("nomination-detail", args=["east", row.pk])).status_code == 404
    assert client.post(reverse("nomination-decide", args=["east", row.pk]), {}).status_code == 404


def test_the_chair_finds_on_their_work_what_waits_and_the_group_on_its_page(east: Cast, signed_in: SignedIn) -> None:
    raised(east)
    raised(east, group=east.jag, title="Another group's")

    work = signed_in(east["chair"]).get(reverse("my-work", args=["east"])).content.decode()
    page = signed_in(east["scrutiny"]).get(east.comms.get_absolute_url()).content.decode()

    assert "Vehicle crime in Brindle Cross" in work
    assert "Another group" not in work
    assert "Vehicle crime in Brindle Cross" in page


def test_the_chair_is_written_to_when_something_is_raised_and_the_one_who_raised_it_when_it_is_decided(
    east: Cast,
) -> None:
    row = raised(east)

    [to_chair] = Letter.objects.all()
    assert (to_chair.email, row.get_absolute_url() in to_chair.body) == (east["chair"].email, True)
    assert "Three nights in a row." not in to_chair.body

    decide_nomination(
        nomination=row, state="taken", decision="Operation in May.", version=1, by=as_role(east, "chair"), now=NOW
    )

    [back] = Letter.objects.exclude(pk=to_chair.pk)
    assert back.email == east["analyst"].email
    assert "Taken on" in back.body
    assert "Operation in May." not in back.body


def test_nobody_is_written_to_about_what_they_raise_or_decide_themselves(east: Cast) -> None:
    row = raised(east, "chair", definition="", area="")
    assert not Letter.objects.exists()

    decide_nomination(nomination=row, state="taken", decision="We will.", version=1, by=as_role(east, "chair"), now=NOW)

    assert not Letter.objects.exists()


def test_where_nobody_chairs_a_group_its_deputy_is_written_to(east: Cast) -> None:
    chair = GroupMembership.objects.get(group=east.comms, position="chair")
    GroupMembership.objects.filter(pk=chair.pk).update(position="deputy")

    raised(east)

    assert [letter.email for letter in Letter.objects.all()] == [chair.user.email]
