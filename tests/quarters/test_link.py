"""The letter's link, attacked: forwarded, expired, guessed, replayed, forged, leaked. What it may do, and no more."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from frankpledge.audit.models import Entry
from frankpledge.partners.models import Membership
from frankpledge.plans.changes.updates import write_update
from frankpledge.plans.models import QuarterUpdate, QuarterUpdateVersion, UpdateState
from frankpledge.quarters.changes.links import stop_links_of
from frankpledge.quarters.changes.rounds import close_round, publish_round
from frankpledge.quarters.models import AnswerLink, LinkBrowser, QuarterRound
from tests.people import Cast
from tests.quarters.opening import by_command, cell_form, letters_to, link_of, objective, opened

NOBODYS = "/answer/" + "A" * 43 + "/"


@pytest.fixture
def quarter(east: Cast) -> QuarterRound:
    return opened(east)


@pytest.fixture
def address(quarter: QuarterRound, east: Cast) -> str:
    return link_of(east["contributor"])


def save(client: Client, address: str, cast: Cast, text: str, do: str = "save", **more: str) -> int:
    """What the page's button sends; the status of the answer."""
    plan = QuarterRound.objects.get().plan
    data = {**cell_form(client, address, objective(plan, "1.1")), "text": text, "do": do, **more}
    return client.post(address, data).status_code


def update_of(ref: str = "1.1") -> QuarterUpdate:
    return QuarterUpdate.objects.get(objective__ref=ref, quarter="Q1")


def test_its_person_answers_without_logging_in(address: str, east: Cast) -> None:
    client = Client()

    assert save(client, address, east, "Two meetings") == 302
    assert save(client, address, east, "Two meetings, one walk", "submit") == 302

    update = update_of()
    assert (update.text, update.state) == ("Two meetings, one walk", UpdateState.SUBMITTED)
    versions = QuarterUpdateVersion.objects.filter(update=update).values_list("written_by", "way")
    assert set(versions) == {(east["contributor"].audit_key, "link")}


def test_it_shows_only_what_was_asked_of_its_person(address: str, east: Cast) -> None:
    page = Client().get(address).content.decode()

    assert "1.1" in page
    assert "Fewer thefts from cars" not in page
    assert "Set up a working group" not in page


def test_it_names_its_person_by_first_name_alone_and_leads_nowhere_else(address: str, east: Cast) -> None:
    page = Client().get(address).content.decode()

    person = east["contributor"]
    assert person.name not in page
    assert person.email not in page
    assert f"{person.name.split()[0]}’s" in page
    assert set(re.findall(r'<a [^>]*href="([^"]*)"', page)) == {"#main-content"}


def test_somebody_elses_objective_cannot_be_written_through_it(address: str, east: Cast, quarter: QuarterRound) -> None:
    client = Client()
    theirs = objective(quarter.plan, "2.1")

    answer = client.post(address, {"objective": theirs.pk, "version": "0", "text": "Smuggled", "do": "save"})

    assert answer.status_code == 403
    assert update_of("2.1").text == ""


def test_it_opens_no_other_page(address: str, east: Cast, quarter: QuarterRound) -> None:
    client = Client()
    client.get(address)

    for path in ("/", "/p/east/", f"/p/east/plans/{quarter.plan.slug}/", "/account/"):
        assert client.get(path).status_code == 302, path


def test_wrong_expired_stopped_and_published_links_show_the_same_page(
    address: str, east: Cast, quarter: QuarterRound
) -> None:
    def page(path: str) -> tuple[int, str]:
        answer = Client(REMOTE_ADDR="10.0.0.9").get(path)
        text = re.sub(r'name="(csrfmiddlewaretoken|_submission)" value="[^"]*"', "", answer.content.decode())
        return answer.status_code, text

    nobodys = page(NOBODYS)
    assert nobodys[0] == 410
    AnswerLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert page(address) == nobodys
    AnswerLink.objects.update(expires_at=timezone.now() + timedelta(days=1), revoked_at=timezone.now())
    assert page(address) == nobodys
    AnswerLink.objects.update(revoked_at=None)
    assert page(address)[0] == 200
    by = by_command(east)
    close_round(round_=quarter, by=by, now=timezone.now())
    publish_round(round_=quarter, by=by, now=timezone.now())
    assert page(address) == nobodys


def test_it_outlives_the_close_by_a_few_days_and_no_more(quarter: QuarterRound) -> None:
    link = AnswerLink.objects.first()
    assert link is not None

    assert timezone.localdate(link.expires_at) == quarter.closes_on + timedelta(days=5)


def test_a_fresh_link_goes_to_the_address_on_file_and_to_nobody_else(address: str, east: Cast) -> None:
    AnswerLink.objects.update(
        expires_at=timezone.now() - timedelta(seconds=1), made_at=timezone.now() - timedelta(days=30)
    )

    said = Client().post(address, {"do": "fresh", "email": "thief@people.example"})

    assert said.status_code == 410
    assert b"Look in your e-mail" in said.content
    assert len(letters_to(east["contributor"], "fresh")) == 1
    assert Client().get(link_of(east["contributor"], "fresh")).status_code == 200


def test_asking_for_a_fresh_link_says_the_same_whether_or_not_there_was_one(address: str, east: Cast) -> None:
    pages = set()
    for path in (NOBODYS, address):
        AnswerLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        answer = Client().post(path, {"do": "fresh"})
        pages.add((answer.status_code, answer.content))

    assert len(pages) == 1
    assert letters_to(east["contributor"], "fresh") == []  # the first letter is not an hour old


def test_fresh_links_are_sent_once_an_hour(address: str, east: Cast) -> None:
    AnswerLink.objects.update(
        expires_at=timezone.now() - timedelta(seconds=1), made_at=timezone.now() - timedelta(days=30)
    )

    for _ in range(3):
        Client().post(address, {"do": "fresh"})

    assert len(letters_to(east["contributor"], "fresh")) == 1


def test_no_fresh_link_is_sent_once_the_manager_stopped_theirs_or_they_left(address: str, east: Cast) -> None:
    AnswerLink.objects.update(made_at=timezone.now() - timedelta(days=30))
    stop_links_of(person=east["contributor"], by=by_command(east), now=timezone.now())
    Client().post(address, {"do": "fresh"})
    AnswerLink.objects.update(revoked_at=None, revoked_by="", expires_at=timezone.now() - timedelta(days=1))
    Membership.objects.filter(user=east["contributor"]).update(ends_on=timezone.localdate() - timedelta(days=1))
    Client().post(address, {"do": "fresh"})

    assert letters_to(east["contributor"], "fresh") == []


def test_a_link_dies_with_its_persons_membership(address: str, east: Cast) -> None:
    Membership.objects.filter(user=east["contributor"]).update(ends_on=timezone.localdate() - timedelta(days=1))

    assert Client().get(address).status_code == 410


def test_whoever_holds_it_can_stop_it_and_a_new_one_goes_to_its_owner(address: str, east: Cast) -> None:
    client = Client()

    answer = client.post(address, {"do": "stop"}, follow=True)

    assert answer.status_code == 410
    assert b"Your links are stopped" in answer.content
    assert client.get(address).status_code == 410
    assert Client().get(link_of(east["contributor"], "fresh")).status_code == 200
    assert Entry.objects.filter(event="answer_link.stopped").exists()


def test_the_owner_is_told_when_a_second_browser_answers(address: str, east: Cast) -> None:
    first, second = Client(HTTP_USER_AGENT="Firefox/140 Windows"), Client(HTTP_USER_AGENT="Chrome/140 Android")

    save(first, address, east, "One")
    save(first, address, east, "One and two")
    assert letters_to(east["contributor"], "elsewhere") == []
    save(second, address, east, "One and two and three")

    (letter,) = letters_to(east["contributor"], "elsewhere")
    assert "Chrome on Android" in letter
    assert LinkBrowser.objects.count() == 2


def test_guessing_is_throttled_and_a_known_browser_is_not_shut_out_with_the_guesser(address: str, east: Cast) -> None:
    mine = Client()
    save(mine, address, east, "One")
    for number in range(20):
        assert Client().get(f"/answer/{'A' * 40}{number}/").status_code == 410

    assert Client().get(NOBODYS).status_code == 429
    assert Client().get(address).status_code == 429  # even the right one, from a stranger's browser at that address
    assert mine.get(address).status_code == 200


def test_a_form_sent_again_later_overwrites_nothing(address: str, east: Cast) -> None:
    client = Client()
    old = {**cell_form(client, address, objective(QuarterRound.objects.get().plan, "1.1")), "do": "save"}
    save(client, address, east, "Newer words")

    answer = client.post(address, {**old, "text": "Old words"})

    assert answer.status_code == 409
    assert b"Newer words" in answer.content
    assert b"Old words" in answer.content
    assert update_of().text == "Newer words"


def test_somebody_elses_words_meanwhile_are_shown_beside_mine(address: str, east: Cast, quarter: QuarterRound) -> None:
    client = Client()
    seen = cell_form(client, address, objective(quarter.plan, "1.1"))
    write_update(
        objective=objective(quarter.plan, "1.1"), quarter="Q1", text="The manager's", version=0, by=by_command(east),
        now=timezone.now(),
    )  # fmt: skip

    answer = client.post(address, {**seen, "text": "Mine", "do": "submit"})

    assert answer.status_code == 409
    assert b"The manager&#x27;s" in answer.content
    assert update_of().state == UpdateState.DRAFTED


def test_a_save_whose_answer_was_lost_goes_on_where_it_was(address: str, east: Cast, quarter: QuarterRound) -> None:
    client = Client()
    seen = {**cell_form(client, address, objective(quarter.plan, "1.1")), "do": "save"}
    client.post(address, {**seen, "text": "We held"})  # saved; the answer never arrived, so the version stays behind

    assert client.post(address, {**seen, "text": "We held two meetings"}).status_code == 302
    assert update_of().text == "We held two meetings"


def test_a_double_click_is_answered_once(address: str, east: Cast, quarter: QuarterRound) -> None:
    client = Client()
    key = re.findall(r'name="_submission" value="([^"]+)"', client.get(address).content.decode())[0]
    data = {
        **cell_form(client, address, objective(quarter.plan, "1.1")), "text": "Once", "do": "submit",
        "_submission": key,
    }  # fmt: skip

    answers = {client.post(address, data)["Location"] for _ in range(2)}

    assert len(answers) == 1
    assert QuarterUpdateVersion.objects.filter(update=update_of()).count() == 1
    assert Entry.objects.filter(event="update.submitted").count() == 1


def test_a_post_without_the_pages_own_token_is_refused(address: str, east: Cast, quarter: QuarterRound) -> None:
    forger = Client(enforce_csrf_checks=True)
    data = {"objective": objective(quarter.plan, "1.1").pk, "version": "0", "text": "Forged", "do": "save"}

    assert forger.post(address, data).status_code == 403
    assert forger.post(address, data, headers={"origin": "https://elsewhere.example"}).status_code == 403
    assert update_of().text == ""


def test_the_pages_own_token_is_taken_from_a_page_that_sends_no_referrer(
    address: str, east: Cast, quarter: QuarterRound
) -> None:
    client = Client(enforce_csrf_checks=True)
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(address).content.decode())[0]
    data = {
        "objective": objective(quarter.plan, "1.1").pk, "version": "0", "text": "Mine", "do": "save",
        "csrfmiddlewaretoken": token,
    }  # fmt: skip

    assert client.post(address, data, headers={"origin": "null"}).status_code == 302
    assert update_of().text == "Mine"


@pytest.mark.parametrize("path", ["right", "wrong"])
def test_the_address_is_kept_from_referrers_caches_and_search(address: str, path: str) -> None:
    answer = Client().get(address if path == "right" else NOBODYS)

    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert address.split("/")[2] not in answer.content.decode()


def test_the_secret_is_in_no_row_of_the_audit(address: str, east: Cast) -> None:
    client = Client()
    save(client, address, east, "Words", "submit")
    client.post(address, {"do": "stop"})

    secret = address.split("/")[2]
    assert not any(secret in str(vars(entry)) for entry in Entry.objects.all())


def test_the_link_gives_no_permission_at_all(east: Cast, quarter: QuarterRound) -> None:
    from frankpledge.partners.permissions import Permission
    from frankpledge.quarters.changes.links import hand_of

    hand = hand_of(east["manager"], east.partnership)

    assert not any(hand.reach(permission) for permission in Permission)
